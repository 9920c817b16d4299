import { parseEnv } from 'node:util';
import { parse } from 'dotenv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeValue } from '../../../server/src/formats/dotenv/edit/encode.ts';
import { buildDotenv } from '../../../server/src/formats/dotenv/model/model.ts';
import { readDotenv } from '../../../server/src/formats/dotenv/read/read.ts';
import { noRelatedFiles } from '../../../server/src/formats/related-files.ts';
import { dotenvNamedValues } from '../../../server/src/subjects/dotenv/values.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';

const value = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc
    .array(
      fc.constantFrom('a', 'B', '9', ' ', '#', '$', '\\', '"', "'", '`', '=', '!', '\n', 'é', '/', ':', '{', '}', 'n'),
      { maxLength: 8 },
    )
    .map((characters) => characters.join('')),
);

const line = fc
  .tuple(
    fc.constantFrom('', 'export ', '  '),
    fc.constantFrom('A', 'B', 'C_D'),
    fc.constantFrom('=', ' = ', ': '),
    fc.constantFrom('', 'x', 'x y', '"q"', "'q'", '`q`', '"two\nlines"', '"half', '"a"b', 'x?&', '${A}', '"${B:-c}"'),
    fc.constantFrom('', ' # note', '#note', '  '),
  )
  .map((parts) => parts.join(''));
const document = fc
  .tuple(
    fc.array(fc.oneof(line, fc.constantFrom('', '# about A', 'junk here')), { minLength: 1, maxLength: 8 }),
    fc.constantFrom('\n', '\r\n'),
  )
  .map(([lines, ending]) => lines.join(ending));

function valuesOf(text: string) {
  return dotenvNamedValues(buildDotenv(readDotenv(text), noRelatedFiles('file:///w/.env'), 'production'));
}

describe('edits of a .env file', () => {
  it('replaceWith is read back exactly and touches nothing else', () => {
    fc.assert(
      fc.property(document, fc.nat(), value, (text, index, wanted) => {
        const values = valuesOf(text);
        const target = values[index % Math.max(1, values.length)];
        const edits = target?.replaceWith(wanted);
        fc.pre(
          target !== undefined &&
            edits !== undefined &&
            [...values].reverse().find((each) => each.name === target.name) === target,
        );
        const changed = applyEdits(text, edits);
        expect({ ...parse(changed) }).toEqual({ ...parse(text), [target.name]: wanted });
        expect(valuesOf(changed).find((each) => each.nameSpan.start === target.nameSpan.start)?.literal ?? wanted).toBe(
          wanted,
        );
      }),
      { numRuns: 3_000 },
    );
  });

  it('a new value takes the place of all that some loader reads as the old one, and leaves comments', () => {
    const replaced = (text: string) => applyEdits(text, valuesOf(text)[0]?.replaceWith('new') ?? []);
    expect(replaced('API_KEY=ab#cd$^&*\nB=1\n')).toBe('API_KEY=new\nB=1\n');
    expect(replaced('API_KEY=ab#cd # why\n')).toBe('API_KEY=new # why\n');
    expect(replaced('API_KEY=ab# why\n')).toBe('API_KEY=new # why\n');
    expect(replaced('API_KEY=ab #cd\n')).toBe('API_KEY=new #cd\n');
    expect(replaced('API_KEY="ab"#cd\n')).toBe('API_KEY="new" #cd\n');
    expect(replaced('DB_URL=pg://u:ab#cd@host/\n')).toBe('DB_URL=new\n');
    expect(replaced('DEBUG=true#only on my machine\n')).toBe('DEBUG=new #only on my machine\n');
    const [cut] = valuesOf('URL=https://u:ab#cd@host/\n');
    const { start, end } = cut?.valueSpan ?? { start: 0, end: 0 };
    expect(cut?.replacePart({ start: end - 2, end }, 'new')).toBeUndefined();
    expect(cut?.replacePart({ start, end: start + 5 }, 'http')).toHaveLength(1);
  });

  it('remove takes the entry out and leaves every other line', () => {
    fc.assert(
      fc.property(document, fc.nat(), (text, index) => {
        const values = valuesOf(text);
        const target = values[index % Math.max(1, values.length)];
        const edits = target?.remove();
        fc.pre(target !== undefined && edits !== undefined);
        const changed = applyEdits(text, edits);
        const rest = values.filter((each) => each !== target).map((each) => [each.name, each.source]);
        expect(valuesOf(changed).map((each) => [each.name, each.source])).toEqual(rest);
      }),
      { numRuns: 3_000 },
    );
  });

  it('writes values Node reads the same way wherever a spelling exists for both', () => {
    fc.assert(
      fc.property(value, fc.constantFrom('', '"', "'", '`'), (wanted, quote) => {
        const source = encodeValue(wanted, { quote, content: 'x' });
        fc.pre(source !== undefined && !/["'\\\r]/.test(wanted) && wanted.trim() !== '');
        expect(parseEnv(`A=${source}\n`)).toEqual({ A: wanted });
      }),
      { numRuns: 3_000 },
    );
  });

  it('replacePart keeps the text around the part', () => {
    fc.assert(
      fc.property(fc.constantFrom('', '"', "'", '`'), fc.string({ maxLength: 8 }), (quote, part) => {
        const text = `URL=${quote}postgres://user:OLD@db/x${quote}\n`;
        const [url] = valuesOf(text);
        const start = text.indexOf('OLD');
        const edits = url?.replacePart({ start, end: start + 3 }, part);
        fc.pre(edits !== undefined && !part.includes('$'));
        expect(parse(applyEdits(text, edits))).toEqual({ URL: `postgres://user:${part}@db/x` });
      }),
      { numRuns: 3_000 },
    );
  });
});
