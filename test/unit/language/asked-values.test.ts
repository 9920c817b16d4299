import { describe, expect, it } from 'vitest';
import type { Fix } from '../../../server/src/finding/fix.ts';
import { askedBy } from '../../../server/src/language/asked-values.ts';

/** What is asked for by a snippet that is put at the end of a text. */
function asked(text: string, newText: string, rule = 'compose/x') {
  const span = { start: text.length, end: text.length };
  const fix: Fix = { title: 'T', safety: 'needs-input', edits: () => [{ span, newText, snippet: true }] };
  return askedBy(fix, rule, 'file:///a', new Map([['file:///a', text]])).map(({ key, isSecret }) => [key, isSecret]);
}

describe('a value to be asked for', () => {
  const VALUE = '${1:VALUE}';
  it.each([
    ['A=1\n', 'DB_HOST=${1:VALUE}', 'DB_HOST'],
    ['export DB_HOST=', VALUE, 'DB_HOST'],
    ['services:\n  web:\n    image: nginx:', VALUE, 'image'],
    ['    environment:\n      - "DB_HOST=', VALUE, 'DB_HOST'],
    ['location / { if ($a) { add_header Access-Control-Allow-Origin ', VALUE, 'add_header'],
    ['services:\n  web:', '\n    deploy:\n      memory: ${1:SIZE}', 'memory'],
    ['URL=postgres://u:a;hunter2 x{hunter2 ', VALUE, 'URL'],
    ['', VALUE, ''],
  ])('after %j as %j is one for %j', (text, newText, key) => {
    expect(asked(text, newText)).toEqual([[key, false]]);
  });

  it('is hidden where a secret stands', () => {
    expect(asked('', 'DB_PASSWORD=${1:VALUE}\nPORT=${2:VALUE}')).toEqual([
      ['DB_PASSWORD', true],
      ['PORT', false],
    ]);
    expect(asked('command: ', VALUE, 'secret/in-command')).toEqual([['command', true]]);
  });

  it('has the key of its own line among more than nine', () => {
    const numbers = Array.from({ length: 12 }, (_, at) => at + 1);
    const keys = numbers.map((number) => `K${number}=\${${number}:VALUE}`).reverse();
    expect(asked('', keys.join('\n')).map(([key]) => key)).toEqual(numbers.map((number) => `K${number}`).reverse());
  });
});
