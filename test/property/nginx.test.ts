import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEditing } from '../../server/src/formats/nginx/edit/edit.ts';
import { buildNginx } from '../../server/src/formats/nginx/model/build.ts';
import { readNginx } from '../../server/src/formats/nginx/read/read.ts';
import type { NginxNode } from '../../server/src/formats/nginx/read/tree.ts';
import { quoteWord } from '../../server/src/formats/nginx/read/word.ts';
import { noRelatedFiles } from '../../server/src/formats/related-files.ts';
import { nginxNamedValues } from '../../server/src/subjects/nginx/values.ts';

const PIECES = [
  ...'{};"\'\\$#\n\r\t ()=~',
  '${',
  '{{',
  '}}',
  '{%',
  '%}',
  'server',
  'location',
  'listen 80;',
  'set $a ',
  'map $a $b',
  'content_by_lua_block',
  'include ',
  'http',
  'if (',
  '# configuration file /a:\n',
  '\ufeff',
  'é',
  '[[',
  '--',
  'add_header A b;',
];
const soup = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 4 })), { maxLength: 60 })
  .map((parts) => parts.join(''));

const build = (text: string) =>
  buildNginx(readNginx(text), noRelatedFiles('file:///w/nginx.conf'), 'production', createEditing);

function everyNode(nodes: readonly NginxNode[], visit: (node: NginxNode) => void): void {
  for (const node of nodes) {
    visit(node);
    if (node.body !== undefined) everyNode(node.body.nodes, visit);
  }
}

describe('nginx reader', () => {
  it('never throws, keeps spans inside the text and in order, whatever the text', () => {
    fc.assert(
      fc.property(soup, (text) => {
        const file = readNginx(text);
        for (const { span } of [...file.problems, ...file.comments]) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeGreaterThanOrEqual(span.start);
          expect(span.end).toBeLessThanOrEqual(text.length + 9);
        }
        everyNode(file.nodes, (node) => {
          let last = node.span.start;
          for (const word of [node.name, ...node.args]) {
            expect(word.span.start).toBeGreaterThanOrEqual(last);
            expect(word.span.end).toBeGreaterThan(word.span.start);
            last = word.span.end;
          }
          expect(node.span.end).toBeGreaterThanOrEqual(last);
          expect(node.span.end).toBeLessThanOrEqual(text.length);
        });
      }),
      { numRuns: 2000 },
    );
  });

  it('every question can be asked of a model of any text', () => {
    fc.assert(
      fc.property(soup, (text) => {
        const model = build(text);
        for (const scope of model.scopes) {
          scope.effective('add_header');
          scope.effective('root');
          scope.isOn('gzip', false);
          model.phases(scope);
          scope.server?.match('/.git/config');
          scope.location?.covers('/a');
          model.taint('$uri$1$a', scope);
        }
        for (const directive of model.directives) {
          model.edit.remove(directive);
          model.edit.insertAfter(directive, ['a b;']);
        }
        nginxNamedValues(model);
      }),
      { numRuns: 1000 },
    );
  });

  it('reads back what was written: words, quotes, blocks, white space', () => {
    const word = fc
      .string({ minLength: 1, maxLength: 8 })
      .filter((text) => !text.includes('$') && !text.includes('{{'));
    const name = fc
      .stringMatching(/^[a-z]{1,6}$/)
      .filter((text) => text !== 'map' && text !== 'geo' && text !== 'match' && text !== 'types');
    const space = fc.constantFrom(' ', '\n', '\r\n', '\t', ' # note ; {\n');
    const statement = fc.tuple(
      name,
      fc.array(fc.tuple(space, word, fc.constantFrom('', '"', "'") as fc.Arbitrary<'' | '"' | "'">), { maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 6 }), fc.boolean(), (statements, inBlock) => {
        const body = statements
          .map(
            ([head, args]) => `${head}${args.map(([gap, value, quote]) => gap + quoteWord(value, quote)).join('')} ;`,
          )
          .join('\n');
        const file = readNginx(inBlock ? `http {\n${body}\n}` : body);
        expect(file.problems).toEqual([]);
        const nodes = inBlock ? (file.nodes[0]?.body?.nodes ?? []) : file.nodes;
        expect(nodes.map((node) => [node.name.value, ...node.args.map((arg) => arg.value)])).toEqual(
          statements.map(([head, args]) => [head, ...args.map(([, value]) => value)]),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('comes to an end on texts that would hang a quadratic reader', () => {
    const costly = [
      '"',
      "a '\n",
      '{{',
      '{{ \n',
      '# configuration file ',
      '{',
      '}',
      'set $a "\n',
      'a\n',
      '{#',
      '{%',
      'root /a\n',
      '\\"',
      'x "\\"\n',
      '[[',
      'content_by_lua_block { [=[ ',
    ];
    for (const piece of costly) expect(readNginx(piece.repeat(300_000 / piece.length)).text.length).toBeGreaterThan(1);
  });
});
