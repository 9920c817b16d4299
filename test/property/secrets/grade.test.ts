import fc from 'fast-check';
import { describe, it } from 'vitest';
import { generateSecret } from '../../../server/src/secrets/generate.ts';
import { gradeSecret } from '../../../server/src/secrets/grade.ts';
import { isReference } from '../../../server/src/secrets/value-shape.ts';
import { scanUrls } from '../../../server/src/text/url-scan.ts';

describe('the secret engine on anything', () => {
  it('never throws and always gives one verdict', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.array(fc.string()), (value, words) => {
        const grade = gradeSecret(value, { purpose: 'signing-key', name: value, words: new Set(words) });
        return typeof grade.verdict === 'string';
      }),
    );
  });

  it('a random value with a word inside stays strong', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('your', 'change', 'secret', 'password', 'example', 'test'),
        fc.nat(31),
        (word, at) => {
          const random = generateSecret('characters-32');
          const value = random.slice(0, at) + word + random.slice(at);
          return gradeSecret(value, { purpose: 'password', name: 'X', words: new Set() }).verdict === 'strong';
        },
      ),
    );
  });

  it('spans of URLs lie inside their text and in order', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            'a',
            '://',
            '@',
            ':',
            '/',
            '?',
            '&',
            '=',
            '${X}',
            '${',
            '}',
            ',',
            '[',
            ']',
            ';',
            ' ',
            'jdbc:',
            '#',
            '{{',
            '}}',
          ),
        ),
        (pieces) => {
          const text = pieces.join('');
          let last = 0;
          for (const url of scanUrls(text)) {
            if (url.span.start < last || url.span.end > text.length || url.span.start >= url.span.end) return false;
            last = url.span.start + 1;
            for (const part of [url.user, url.password, url.path, ...url.hosts.map(({ host }) => host)]) {
              if (
                part !== undefined &&
                (part.start < url.span.start || part.end > url.span.end || part.start > part.end)
              )
                return false;
            }
          }
          return true;
        },
      ),
    );
  });

  it('a whole ${…} is a reference', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z_]{1,20}$/), (name) => isReference(`\${${name}}`) && isReference(`$${name}`)),
    );
  });
});
