import { maskText } from '../../engine/masking/mask-text.ts';
import { secretsOf, secretsOfText } from '../../engine/masking/secret-spans.ts';
import type { NginxDirective, NginxModel, NginxScope, NginxVariableUse } from '../../formats/nginx/model/model.ts';
import { variableSummary } from '../../knowledge/nginx/variables.ts';
import type { Span } from '../../text/span.ts';
import { directivePage } from './directive-page.ts';
import { placeAt } from './place.ts';

/** Markdown for a place and the span it is about. */
export interface NginxHover {
  readonly markdown: string;
  readonly span: Span;
}

const LONGEST = 6;

/** What to show at an offset: the page of a directive, a variable's meaning and definitions, an upstream's servers. */
export function hoverNginx(model: NginxModel, offset: number): NginxHover | undefined {
  const place = placeAt(model, offset);
  if (place?.directive === undefined) return undefined;
  const { directive, scope } = place;
  if (place.part === 'name') {
    if (scope.kind === 'entries') return undefined;
    const markdown = directivePage(directive.name, scope.protocol);
    return markdown === undefined ? undefined : { markdown, span: directive.nameSpan };
  }
  const variable = variableAt(model, place.word, offset);
  if (variable !== undefined) return variableHover(model, variable.use, variable.span);
  const upstream = upstreamAt(model, place.word, directive.name);
  return upstream === undefined ? undefined : { markdown: upstreamPage(upstream), span: place.word };
}

/** The variable under the offset and its place in the file. */
export function variableAt(
  model: NginxModel,
  word: Span,
  offset: number,
): { readonly use: NginxVariableUse; readonly span: Span } | undefined {
  // Escapes would shift offsets; a word that has any is looked at as it is written.
  const text = model.file.text.slice(word.start, word.end);
  for (const use of model.variablesIn(text)) {
    const span = { start: word.start + use.from, end: word.start + use.to };
    if (span.start <= offset && offset <= span.end) return { use, span };
  }
  return undefined;
}

function variableHover(model: NginxModel, use: NginxVariableUse, span: Span): NginxHover | undefined {
  const definitions = model.variable(use.name)?.definitions ?? [];
  const summary = variableSummary(use.name);
  if (summary === undefined && definitions.length === 0) return undefined;
  const shown = definitions.slice(0, LONGEST).map(({ directive }) => shownLine(model, directive));
  const lines = [
    `\`$${use.name}\``,
    ...(definitions.length === 0 && summary !== undefined ? [summary] : []),
    ...(shown.length === 0 ? [] : [['```nginx', ...shown, '```'].join('\n')]),
  ];
  return { markdown: lines.join('\n\n'), span };
}

/** The first line of a definition, its secrets masked: by this file's model, or as text when it stands in another file. */
function shownLine(model: NginxModel, { uri, span }: NginxDirective): string {
  const file = model.files.get(uri);
  const own = uri === model.uri;
  const text = own ? model.file.text : file.state === 'read' ? file.text : '';
  const newline = text.indexOf('\n', span.start);
  const line = { start: span.start, end: newline < 0 ? span.end : Math.min(newline, span.end) };
  if (own) return maskText(text, line, secretsOf(model).spans).text;
  const source = text.slice(line.start, line.end);
  return maskText(source, { start: 0, end: source.length }, secretsOfText(source).spans).text;
}

/** The upstream block a `*_pass` target names. */
export function upstreamAt(model: NginxModel, word: Span, name: string): NginxScope | undefined {
  if (!name.endsWith('_pass')) return undefined;
  const text = model.file.text.slice(word.start, word.end);
  const schemeEnd = text.indexOf('://');
  const host = text.slice(schemeEnd < 0 ? 0 : schemeEnd + 3).split(/[/:]/)[0] ?? '';
  return host === '' || host.includes('$') ? undefined : (model.upstream(host) ?? model.upstream(host, 'stream'));
}

function upstreamPage(upstream: NginxScope): string {
  const servers = upstream.own('server').map((server) => `    server ${server.values.join(' ')};`);
  const name = upstream.opener?.arg(0) ?? '';
  const more = servers.length > LONGEST ? ['    # …'] : [];
  return ['```nginx', `upstream ${name} {`, ...servers.slice(0, LONGEST), ...more, '}', '```'].join('\n');
}
