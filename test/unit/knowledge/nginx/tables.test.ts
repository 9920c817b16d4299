import { describe, expect, it } from 'vitest';
import { directiveDocs } from '../../../../server/src/knowledge/nginx/directive-docs.ts';
import {
  DIRECTIVE_NAMES,
  directiveFacts,
  isKnownIn,
  takes,
} from '../../../../server/src/knowledge/nginx/directives.ts';
import { nearestDirective } from '../../../../server/src/knowledge/nginx/nearest.ts';
import { parseFlag, parseOffset, parseSize, parseTime } from '../../../../server/src/knowledge/nginx/values.ts';
import { isOlder } from '../../../../server/src/knowledge/nginx/version.ts';
import {
  suggestFlag,
  suggestSize,
  suggestTime,
  suggestWord,
} from '../../../../server/src/subjects/nginx/validation/suggest.ts';

describe('the table of directives', () => {
  it('has every directive with forms and documentation', () => {
    expect(DIRECTIVE_NAMES.length).toBeGreaterThan(900);
    const listen = directiveFacts('listen');
    expect(listen?.forms.map((form) => form.contexts)).toEqual([['http.server'], ['mail.server'], ['stream.server']]);
    expect(listen?.forms.every((form) => takes(form, 4) && !takes(form, 0))).toBe(true);
    expect(directiveFacts('server_tokens')?.slots[0]).toMatchObject({
      type: 'enum',
      duplicate: 'reject',
      values: ['off', 'on', 'build'],
    });
    expect(directiveFacts('location')?.forms[0]).toMatchObject({ isBlock: true, counts: [1, 2] });
    expect(directiveFacts('gzip')?.forms[0]?.isFlag).toBe(true);
    expect(directiveFacts('no_such')).toBeUndefined();
    expect(directiveDocs('server_tokens')[0]).toMatchObject({
      default: 'on',
      url: 'https://nginx.org/en/docs/http/ngx_http_core_module.html#server_tokens',
    });
    expect(directiveDocs('worker_processes')[0]?.url).toBe(
      'https://nginx.org/en/docs/ngx_core_module.html#worker_processes',
    );
  });

  it('knows versions', () => {
    const known = (name: string, version: string | undefined) => {
      const facts = directiveFacts(name);
      return facts !== undefined && isKnownIn(facts, version);
    };
    expect([
      known('http2', '1.24'),
      known('http2', '1.25.1'),
      known('http2', '1.26'),
      known('http2', undefined),
    ]).toEqual([false, true, true, true]);
    expect([known('ssl', '1.25.0'), known('ssl', '1.25.1'), known('add_header_inherit', '1.28')]).toEqual([
      true,
      false,
      false,
    ]);
    expect([isOlder('1.22', '1.22.1'), isOlder('1.22.0', '1.22.1'), isOlder('1.9.0', '1.10.0')]).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('finds what a slip of the pen meant', () => {
    expect(nearestDirective('server_token', 'http')).toBe('server_tokens');
    expect(nearestDirective('poxy_pass', 'http.location')).toBe('proxy_pass');
    expect(nearestDirective('lsiten', 'http.server')).toBe('listen');
    expect(nearestDirective('LOCATION', 'http.server')).toBe('location');
    expect(nearestDirective('something_else_entirely', 'http')).toBeUndefined();
  });
});

describe('values', () => {
  it.each([
    ['10', 10],
    ['1k', 1024],
    ['2M', 2 * 1024 * 1024],
    ['1g', undefined],
    ['10mb', undefined],
    ['', undefined],
    ['-1', undefined],
    ['k', undefined],
  ])('size %j', (text, size) => {
    expect(parseSize(text)).toBe(size);
  });

  it.each([
    ['30', 30_000],
    ['30s', 30_000],
    ['500ms', 500],
    ['1h30m', 5_400_000],
    ['1h 30m', 5_400_000],
    ['1d', 86_400_000],
    ['1M', 2_592_000_000],
    ['30sec', undefined],
    ['1m1h', undefined],
    ['1s1s', undefined],
    ['', undefined],
    ['x', undefined],
  ])('time %j', (text, time) => {
    expect(parseTime(text)).toBe(time);
  });

  it('offsets, seconds and flags', () => {
    expect(parseOffset('1G')).toBe(1024 ** 3);
    expect(parseTime('500ms', false)).toBeUndefined();
    expect([parseFlag('ON'), parseFlag('Off'), parseFlag('yes')]).toEqual([true, false, undefined]);
  });
});

describe('what was meant', () => {
  it('is offered when it is clear', () => {
    expect(['yes', 'FALSE', 'maybe'].map(suggestFlag)).toEqual(['on', 'off', undefined]);
    expect(['10mb', '1GiB', '512bytes', '10x'].map((text) => suggestSize(text, true))).toEqual([
      '10m',
      '1g',
      '512',
      undefined,
    ]);
    expect(suggestSize('2GB', false)).toBe('2048m');
    expect(['30sec', '5min', '100msec', '2weeks'].map((text) => suggestTime(text, true))).toEqual([
      '30s',
      '5m',
      '100ms',
      undefined,
    ]);
    expect(suggestTime('100msec', false)).toBeUndefined();
    expect(suggestWord('default-server', ['default_server', 'deferred'])).toBe('default_server');
    expect(suggestWord('TLSv1.4', ['TLSv1.2', 'TLSv1.3'])).toBeUndefined();
    expect(suggestWord('Always', ['always'])).toBe('always');
  });
});
