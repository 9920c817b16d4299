import { describe, expect, it } from 'vitest';
import { NetworkLines } from '../../../../server/src/subjects/nginx/address-range.ts';
import { bytesOf, secondsOf } from '../../../../server/src/subjects/nginx/measures.ts';
import { someOf } from '../../../../server/src/subjects/nginx/scope-label.ts';
import { literal, placeholder } from '../../../../server/src/subjects/nginx/snippet.ts';
import { hostKind, targetAuthority } from '../../../../server/src/subjects/nginx/upstream-target.ts';
import { isBefore } from '../../../../server/src/subjects/nginx/version.ts';

describe('measures', () => {
  it('reads times, sizes and rates as nginx writes them', () => {
    expect(['10', '1h 30m', '500ms', '1d', '1M', 'off', '$x', '', '1x'].map(secondsOf)).toEqual([
      10,
      5400,
      0.5,
      86_400,
      2_592_000,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(['0', '10m', '1G', '8K', '1t', undefined].map(bytesOf)).toEqual([
      0,
      10_485_760,
      1_073_741_824,
      8192,
      undefined,
      undefined,
    ]);
  });
});

describe('addresses', () => {
  it.each([
    ['all', '10.0.0.1', true],
    ['10.0.0.0/8', '10.1.2.3', true],
    ['10.0.0.0/8', '10.1.0.0/16', true],
    ['10.1.0.0/16', '10.0.0.0/8', false],
    ['10.0.0.0/8', '11.0.0.1', false],
    ['::1', '::1', true],
    ['::/0', '10.0.0.1', false],
    ['10.0.0.0/33', '10.0.0.1', false],
  ] as const)('%s covers %s: %s', (outer, inner, expected) => {
    const lines = new NetworkLines<string>();
    lines.add(outer, outer);
    lines.add('all', 'later');
    expect(lines.firstCovering(inner) === outer).toBe(expected);
  });
});

describe('targets', () => {
  it.each([
    ['127.0.0.1', 'loopback'],
    ['172.20.0.3', 'private'],
    ['100.64.1.1', 'private'],
    ['8.8.8.8', 'public-address'],
    ['2606:4700::1', 'public-address'],
    ['fd00::1', 'private'],
    ['app', 'single-label'],
    ['db.svc', 'internal-name'],
    ['api.partner-service.com', 'public-name'],
    ['$backend', 'variable'],
  ])('%s is %s', (host, kind) => {
    expect(hostKind(host)).toBe(kind);
  });

  it('ends the authority where the path begins', () => {
    expect(targetAuthority('http://a$request_uri')).toBe('http://a');
    expect(targetAuthority('https://$host/x')).toBe('https://$host');
    expect(targetAuthority('$scheme://$http_host')).toBe('$scheme://$http_host');
  });
});

describe('words', () => {
  it('cuts lists by number and width', () => {
    expect(someOf(['a', 'b'], 3)).toBe('a, b');
    expect(someOf(['a', 'b', 'c'], 2)).toBe('a, b and 1 more');
    expect(someOf(['a'.repeat(50), 'b'.repeat(50)], 2)).toBe(`${'a'.repeat(50)} and 1 more`);
  });

  it('escapes what a snippet would take for its own', () => {
    expect(placeholder(1, 'a}b')).toBe(['$', '{1:a\\}b}'].join(''));
    expect(literal('$x {y}')).toBe('\\$x {y\\}');
  });

  it('compares versions; a missing part is the newest', () => {
    expect(isBefore('1.22', '1.27.3')).toBe(true);
    expect(isBefore('1.27', '1.27.3')).toBe(false);
    expect(isBefore('1.27.2', '1.27.3')).toBe(true);
    expect(isBefore('1.29.2', '1.29.2')).toBe(false);
  });
});
