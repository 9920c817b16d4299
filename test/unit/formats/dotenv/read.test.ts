import { describe, expect, it } from 'vitest';
import { readDotenv } from '../../../../server/src/formats/dotenv/read/read.ts';
import { slice } from '../../../../server/src/text/span.ts';

function entryOf(text: string) {
  const [entry] = readDotenv(text).entries;
  if (entry === undefined) throw new Error('no entry');
  return { ...entry, raw: slice(text, entry.rawSpan), source: slice(text, entry.valueSpan) };
}

describe('readDotenv', () => {
  it.each([
    ['KEY=value', '', 'value'],
    ['  export KEY = value  ', '', 'value'],
    ['KEY: value', '', 'value'],
    ['KEY="a\\nb"', '"', 'a\nb'],
    ["KEY='a\\nb'", "'", 'a\\nb'],
    ['KEY=`a b`', '`', 'a b'],
    ['KEY="two\r\nlines" # note', '"', 'two\nlines'],
    ['\ufeffKEY=value', '', 'value'],
    ['KEY=a#b', '', 'a'],
    ['KEY=', '', ''],
    ['KEY="a"b"c"', '"', 'a"b"c'],
    ['KEY="half', '', '"half'],
  ])('reads %j', (text, quote, value) => {
    const entry = entryOf(text);
    expect([entry.key, entry.quote, entry.value]).toEqual(['KEY', quote, value]);
  });

  it('covers export, key and value with the span of an entry, and the comment apart', () => {
    const text = '\nexport KEY="value" # why\n';
    const entry = entryOf(text);
    expect(slice(text, entry.span)).toBe('export KEY="value"');
    expect(entry.raw).toBe('"value"');
    expect(entry.source).toBe('value');
    expect(entry.commentSpan && slice(text, entry.commentSpan)).toBe('# why');
    expect(readDotenv(text).comments).toEqual([{ span: entry.commentSpan, ownLine: false }]);
  });

  it('keeps a key alone on its line as an entry without a value', () => {
    expect(entryOf('KEY # taken from outside\n')).toMatchObject({ key: 'KEY', value: undefined, separator: '' });
  });

  it('reports a line that is no assignment once and reads the rest', () => {
    const file = readDotenv('A=1\nwhat is this?\nB=2\n');
    expect(file.problems).toHaveLength(1);
    expect(file.entries.map((entry) => entry.key)).toEqual(['A', 'B']);
    expect(file.complete).toBe(false);
  });

  it('never quotes the file in a problem', () => {
    const [problem] = readDotenv('my secret words!\n').problems;
    expect(problem?.message).not.toContain('secret');
  });

  it.each([
    ['A=${B}', [['B', '', undefined]]],
    ['A=x${B:-c}y', [['B', ':-', 'c']]],
    ['A=${B-${C:?d}}', [['B', '-', '${C:?d}']]],
    ['A=${B:+c}', [['B', ':+', 'c']]],
    ['A=$HOME/x', [['HOME', '', undefined]]],
    ['A=pa$word', []],
    ['A=$word', []],
    ["A='${B}'", []],
    ['A=\\${B}', []],
    ['A=$$B', []],
    ['A=$2b$10$abcDEF', []],
    ['A=${unclosed', []],
  ])('finds the references of %j', (text, expected) => {
    expect(entryOf(text).references.map((each) => [each.name, each.operator, each.word?.text])).toEqual(expected);
  });

  it('takes $name as a reference where the file has that key', () => {
    const [, second] = readDotenv('word=1\nA=pa$word\n').entries;
    expect(second?.references.map((each) => each.name)).toEqual(['word']);
  });

  it.each([
    ['A="x', 'unterminated'],
    ['A="x"y', 'text-after-quote'],
    ["A='x' 'y' z", 'text-after-quote'],
    ['A="x" # y', undefined],
  ])('sees what is wrong with the quotes of %j', (text, defect) => {
    expect(entryOf(text).defect).toBe(defect);
  });
});
