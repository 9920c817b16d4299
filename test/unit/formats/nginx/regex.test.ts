import { describe, expect, it } from 'vitest';
import { parseRegex, regexMatches } from '../../../../server/src/formats/nginx/read/regex.ts';
import {
  admits,
  isAnchoredAtEnd,
  isAnchoredAtStart,
  isClosed,
} from '../../../../server/src/formats/nginx/read/regex-facts.ts';

describe('regular expressions of nginx files', () => {
  it.each([
    ['\\.(?:env|git)$', ['/.env', '/a/.git'], ['/env', '/.gitx']],
    ['^/a{2,3}b?$', ['/aa', '/aaab'], ['/a', '/aaaa']],
    ['^/[^/]+/x\\d*$', ['/a/x', '/a/x12'], ['//x', '/a/xy']],
    ['/\\.(?!well-known)', [], []],
    ['^/(?<user>[\\w-]+)(/|$)', ['/a-b/', '/a'], ['/', '/%']],
    ['^(|/a|/b)$', ['', '/b'], ['/c']],
    ['\\bword\\b', ['a word b'], ['swords']],
    ['^[[:alpha:]_.\\]-]+$', ['ab_.]-'], ['a1']],
    ['^a.c$', ['abc'], ['a\nc']],
    ['(a|b)*c', ['ababc', 'c'], ['ab']],
    ['^\\x2f\\Qx', [], []],
  ])('%s', (pattern, matching, others) => {
    const regex = parseRegex(pattern, false);
    expect(regex.invalid).toBe(false);
    for (const text of matching) expect(regexMatches(regex, text), text).toBe(true);
    for (const text of others) expect(regexMatches(regex, text), text).toBe(false);
  });

  it('without case when asked to, by flag too', () => {
    expect(regexMatches(parseRegex('\\.PHP$', true), '/x.php')).toBe(true);
    expect(regexMatches(parseRegex('(?i)\\.PHP$', false), '/x.php')).toBe(true);
    expect(regexMatches(parseRegex('[A-C]', false), 'b')).toBe(false);
  });

  it('cannot evaluate look-around and back references, and says so', () => {
    for (const pattern of ['^/(?!admin)', '(a)\\1', '(?>a)b', 'a(?=b)', '(?<!x)y']) {
      const regex = parseRegex(pattern, false);
      expect([regex.invalid, regexMatches(regex, 'x')], pattern).toEqual([false, undefined]);
    }
  });

  it.each(['(', 'a)', '[a', '*a', 'a|*', '$*', '^{2}', '[b-a]', '\\'])('%s is refused by PCRE', (pattern) => {
    expect(parseRegex(pattern, false).invalid).toBe(true);
  });

  it.each(['a{', 'a{,2}', '{', '}', ']', 'a{x}', '[]a]', '[^]]', 'x(?#comment)y'])('%s is fine', (pattern) => {
    expect(parseRegex(pattern, false).invalid).toBe(false);
  });

  it('knows groups, what they may hold, and anchors', () => {
    const regex = parseRegex('^/(?<lang>en|de)/([^/]*)/(.*)$', false);
    expect(regex.groups.map((group) => [group.index, group.name])).toEqual([
      [1, 'lang'],
      [2, undefined],
      [3, undefined],
    ]);
    expect(regex.groups.map((group) => isClosed(group.node))).toEqual([true, false, false]);
    expect(regex.groups.map((group) => admits(group.node, 10))).toEqual([false, true, false]);
    expect([isAnchoredAtStart(regex), isAnchoredAtEnd(regex)]).toEqual([true, true]);
    expect(isAnchoredAtStart(parseRegex('^a|b', false))).toBe(false);
    expect(isAnchoredAtStart(parseRegex('(^a|^b)', false))).toBe(true);
  });

  it('takes time in proportion to pattern and text', () => {
    const evil = parseRegex('^(a+)+(b|c)*$', false);
    expect(regexMatches(evil, `${'a'.repeat(20_000)}!`)).toBe(false);
    expect(regexMatches(parseRegex('(){99999}((){9999}){9999}', false), '')).toBeDefined();
    expect(regexMatches(parseRegex(`(${'('.repeat(5000)}`, false), '')).toBeUndefined();
    expect(regexMatches(parseRegex('((a{999}){999}){999}', false), 'a')).toBeUndefined();
  });
});
