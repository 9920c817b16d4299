import { describe, expect, it } from 'vitest';
import { foreignToLua } from '../../../../server/src/formats/nginx/read/lua.ts';

function wordIn(text: string): string | undefined {
  return foreignToLua(text, 0, text.length)?.word;
}

describe('what no Lua program can hold', () => {
  it.each([
    ['ngx.say(1)\n# later', '#'],
    ['# later', '#'],
    ['local a = { 1 }\n  # todo', '#'],
    ['ngx.say(1) // later', '//'],
    ['if a != b then end', '!='],
    ['if !a then end', '!'],
    ['if a && b then end', '&&'],
    ['if a || b then end', '||'],
  ])('%j', (text, word) => {
    expect(wordIn(text)).toBe(word);
  });

  it.each([
    'local n =\n#list',
    'return\n#list',
    'if a and\n#list > 1 then end',
    'f(\n#list)',
    'ngx.say("# a // b != c", \'&& ||\')',
    '-- # a // b\nngx.say(1)',
    '--[[ a\n# b !\n]] ngx.say(1)',
    'local s = [==[\n# a // b ]] !\n]==]',
    'if a ~= b then end',
  ])('finds nothing in %j', (text) => {
    expect(wordIn(text)).toBeUndefined();
  });
});
