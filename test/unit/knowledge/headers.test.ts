import { describe, expect, it } from 'vitest';
import { parseCsp, sourcesFor } from '../../../server/src/knowledge/headers/content-security-policy.ts';
import { parseHsts } from '../../../server/src/knowledge/tls/hsts.ts';
import { isWeakProtocol, protocolNamed } from '../../../server/src/knowledge/tls/mozilla.ts';

describe('parseHsts', () => {
  it('reads names without case, quotes and spaces', () => {
    expect(parseHsts(' Max-Age = "63072000" ; includeSubdomains ;PRELOAD;')).toEqual({
      maxAge: 63_072_000,
      includeSubDomains: true,
      preload: true,
      unknown: [],
      repeated: [],
    });
  });
  it.each([
    '',
    'includeSubDomains',
    'max-age',
    'max-age=',
    'max-age=1d',
    'max-age=-1',
    'max-age="5',
  ])('has no age in %j', (value) => {
    expect(parseHsts(value).maxAge).toBeUndefined();
  });
  it('names what no browser knows and what stands twice', () => {
    expect(parseHsts('max-age=1, includeSubDomains').unknown).toEqual([]);
    expect(parseHsts('max-age=1, includeSubDomains').maxAge).toBeUndefined();
    expect(parseHsts('max-age=1; subdomains; max-age=2')).toMatchObject({
      unknown: ['subdomains'],
      repeated: ['max-age'],
    });
  });
});

describe('parseCsp', () => {
  it('gives directives with their places', () => {
    const value = "default-src 'self';\n  Script-Src https://x.example 'nonce-abc' ; ;upgrade-insecure-requests";
    const policy = parseCsp(value);
    expect(policy.map(({ name, sources }) => [name, ...sources])).toEqual([
      ['default-src', "'self'"],
      ['script-src', 'https://x.example', "'nonce-abc'"],
      ['upgrade-insecure-requests'],
    ]);
    expect(policy.map(({ start, end }) => value.slice(start, end))[1]).toBe("Script-Src https://x.example 'nonce-abc'");
    expect(sourcesFor(policy, 'object-src', 'default-src')?.sources).toEqual(["'self'"]);
  });
});

describe('protocols', () => {
  it('are compared without case', () => {
    expect(protocolNamed('tlsv1.1')).toBe('TLSv1.1');
    expect(protocolNamed('$x')).toBeUndefined();
    expect(['SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'].map(isWeakProtocol)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});
