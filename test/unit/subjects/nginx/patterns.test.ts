import { describe, expect, it } from 'vitest';
import { parseRegex } from '../../../../server/src/formats/nginx/read/regex.ts';
import { ambiguousRepeat } from '../../../../server/src/subjects/nginx/backtracking.ts';
import { originHole } from '../../../../server/src/subjects/nginx/origin-pattern.ts';

describe('originHole', () => {
  it.each([
    ['example\\.com', 'end'],
    ['^https://example\\.com', 'end'],
    ['example\\.com$', 'start'],
    ['^https?://.*example\\.com$', 'start'],
    ['^https://([^/]+)?example\\.com$', 'start'],
    ['^https://www.example\\.com$', 'dot'],
    ['^https://shop.+\\.example$', 'middle'],
    ['^https://(a|b)\\.example\\.com|c\\.example\\.com$', 'end'],
  ])('%s has a gap at its %s', (pattern, kind) => {
    const hole = originHole(pattern, false);
    expect(hole?.kind).toBe(kind);
    // The proof: the pattern takes it, and it is somebody else's.
    expect(new RegExp(pattern).test(hole?.witness ?? '')).toBe(true);
    expect(hole?.witness).not.toMatch(/[/.]example\.com$/);
  });

  it.each([
    '^https://example\\.com$',
    '^https?://([a-z0-9-]+\\.)*example\\.com(:\\d+)?$',
    '^https://(www|app)\\.example\\.(com|org)$',
    '\\.example\\.com$',
    '://example\\.com$',
    '^https://example.com$',
    '^https://(.+\\.)?example\\.co\\.uk$',
    '^https?://localhost(:\\d+)?$',
    '^null$',
    '(',
    '',
  ])('%s has none', (pattern) => {
    expect(originHole(pattern, true)).toBeUndefined();
  });
});

describe('ambiguousRepeat', () => {
  const isSlow = (pattern: string): boolean => ambiguousRepeat(parseRegex(pattern, false).node) !== undefined;

  it.each([
    '(a+)+$',
    '^(\\w+\\s?)*$',
    '(a|a)*b',
    '([a-z]+)*\\.php',
    '^(([a-z])+.)+[A-Z]([a-z])+$',
    '(\\d|\\w)+x',
    '(?:x*)*y',
  ])('%s takes exponential time', (pattern) => {
    expect(isSlow(pattern)).toBe(true);
  });

  it.each([
    '^/(.*)$',
    '^/(?:[^/]+/)*[^/]+\\.php$',
    '\\.(js|css|png)$',
    '(a+)+',
    '^/([a-z]{2}/)+x$',
    '(ab|cd)+$',
    '^(?:\\d{1,3}\\.){3}\\d{1,3}$',
    '([a-z]+-)*x',
  ])('%s does not', (pattern) => {
    expect(isSlow(pattern)).toBe(false);
  });
});
