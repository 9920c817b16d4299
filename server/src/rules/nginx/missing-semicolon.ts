import { fixIf } from '../../finding/fix.ts';
import type { NginxDirective } from '../../formats/nginx/model/model.ts';
import type { NginxWord } from '../../formats/nginx/read/word.ts';
import { directiveFacts } from '../../knowledge/nginx/directives.ts';
import { defineRule } from '../contract.ts';

/** Takes any words, so nginx swallows the line below without a word. */
const SWALLOWS: ReadonlySet<string> = new Set([
  'server_name',
  'index',
  'gzip_types',
  'ssl_protocols',
  'try_files',
  'env',
]);

/** The place of a word on its line: the column when nothing but white space stands before it, else undefined. */
function indentOf(text: string, word: NginxWord): number | undefined {
  const line = text.lastIndexOf('\n', word.span.start - 1) + 1;
  return text.slice(line, word.span.start).trim() === '' ? word.span.start - line : undefined;
}

function textOf({ uri, scope }: NginxDirective): string {
  const { model } = scope;
  const file = uri === model.uri ? undefined : model.files.get(uri);
  return file === undefined ? model.file.text : file.state === 'read' ? file.text : '';
}

/** The first argument that is itself a directive at the start of a line, as far in as the directive that swallowed it. */
function swallowed(directive: NginxDirective, text: string): number | undefined {
  const indent = indentOf(text, directive.node.name);
  if (indent === undefined) return undefined;
  const index = directive.args.findIndex(
    (word, i) =>
      i > 0 &&
      i + 1 < directive.args.length &&
      word.quote === '' &&
      indentOf(text, word) === indent &&
      directiveFacts(word.value) !== undefined,
  );
  return index < 0 ? undefined : index;
}

export default defineRule({
  id: 'nginx/missing-semicolon',
  subject: 'nginxDirective',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'A missing semicolon makes the next directive a part of this one',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    if (!SWALLOWS.has(directive.name) || directive.args.length < 3) return;
    const index = swallowed(directive, textOf(directive));
    const last = index === undefined ? undefined : directive.args[index - 1];
    if (index === undefined || last === undefined) return;
    const lost = directive.arg(index) ?? '';
    const end = { start: last.span.end, end: last.span.end };
    report({
      at: { uri: directive.uri, span: last.content },
      message: `";" is missing here: "${lost}" below is read as part of ${directive.name} and has no effect; add it`,
      fixes: fixIf(`Add the semicolon (${lost} takes effect)`, 'behavior-changing', [
        { uri: directive.uri, span: end, newText: ';' },
      ]),
    });
  },
});
