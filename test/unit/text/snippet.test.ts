import { expect, it } from 'vitest';
import { withoutPlaceholders } from '../../../server/src/text/snippet.ts';

it.each([
  ['mem_limit: ${1:512m}', 'mem_limit: 512m'],
  ['${1|lax,strict|} rest', 'lax rest'],
  ['a${1}b$0c$12', 'abc'],
  ['\\${HOST}', '${HOST}'],
  ['${1:a ${2:b} c}}', 'a b c}'],
  ['${1:open', 'open'],
])('%s as text', (snippet, text) => {
  expect(withoutPlaceholders(snippet)).toBe(text);
});
