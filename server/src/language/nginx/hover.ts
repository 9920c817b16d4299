import { maskText } from '../../engine/masking/mask-text.ts';
import { secretsOf, secretsOfText } from '../../engine/masking/secret-spans.ts';
import type { NginxDirective, NginxModel, NginxScope, NginxVariableUse } from '../../formats/nginx/model/model.ts';
import { variableSummary } from '../../knowledge/nginx/variables.ts';
import { LineIndex } from '../../text/line-index.ts';
import type { Span } from '../../text/span.ts';
import { fileNameOf } from '../../text/uri-text.ts';
import { directivePage } from './directive-page.ts';
import { placeAt } from './place.ts';

/** Markdown for a place and the span it is about. */
export interface NginxHover {
  readonly markdown: string;
  readonly span: Span;
}

export interface NginxHoverOptions {
  /** Models of the files that take this one in. */
  readonly around?: readonly NginxModel[];
  /** How the path of a file is shown. */
  readonly pathOf?: (uri: string) => string;
}

const LONGEST = 6;

/** What to show at an offset: the page of a directive, a variable's meaning and definitions, an upstream's servers. */
export function hoverNginx(
  model: NginxModel,
  offset: number,
  { around = [], pathOf = fileNameOf }: NginxHoverOptions = {},
): NginxHover | undefined {
  const place = placeAt(model, offset);
  if (place?.directive === undefined) return undefined;
  const { directive, scope } = place;
  if (place.part === 'name') {
    if (scope.kind === 'entries') return undefined;
    const markdown = directivePage(directive.name, scope.protocol);
    return markdown === undefined ? undefined : { markdown, span: directive.nameSpan };
  }
  const variable = variableAt(model, place.word, offset);
  const models = [model, ...around];
  if (variable !== undefined) return variableHover(models, variable.use, variable.span, pathOf);
  for (const one of models) {
    const upstream = upstreamAt(model, place.word, directive.name, one);
    if (upstream !== undefined) return { markdown: upstreamPage(upstream), span: place.word };
  }
  return undefined;
}

/** The variable under the offset and its place in the file. */
function variableAt(
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

function variableHover(
  models: readonly NginxModel[],
  use: NginxVariableUse,
  span: Span,
  pathOf: (uri: string) => string,
): NginxHover | undefined {
  const made = models.flatMap((model) =>
    (model.variable(use.name)?.definitions ?? []).map(({ directive }) => ({ model, directive })),
  );
  const definitions = [...new Map(made.map((one) => [placeKey(one.directive), one])).values()];
  const summary = variableSummary(use.name);
  if (definitions.length === 0)
    return summary === undefined ? undefined : { markdown: `\`$${use.name}\`: ${summary}`, span };
  const shown = definitions.slice(0, LONGEST).map(({ model, directive }) => shownLine(model, directive));
  const places = definitions.slice(0, LONGEST).map(({ model, directive }) => placeOf(model, directive, pathOf));
  const how = [...new Set(definitions.map(({ directive }) => `\`${directive.name}\``))].join(' and ');
  const more = definitions.length > LONGEST ? ` and ${definitions.length - LONGEST} more places` : '';
  const sentence = `\`$${use.name}\` is made by ${how} in ${[...new Set(places)].join(', ')}${more}`;
  const source = ['```nginx', ...shown, '```'].join('\n');
  return { markdown: `${sentence}\n\n${source}`, span };
}

function placeKey({ uri, span }: NginxDirective): string {
  return `${span.start} ${uri}`;
}

/** `conf.d/maps.conf:3`; without the line where the text is not known. */
function placeOf(model: NginxModel, { uri, span }: NginxDirective, pathOf: (uri: string) => string): string {
  const text = textOf(model, uri);
  const line = text === '' ? '' : `:${new LineIndex(text).lineAt(span.start) + 1}`;
  return `\`${pathOf(uri)}${line}\``;
}

function textOf(model: NginxModel, uri: string): string {
  if (uri === model.uri) return model.file.text;
  const file = model.files.get(uri);
  return file.state === 'read' ? file.text : '';
}

/** The first line of a definition, its secrets masked: by this file's model, or as text when it stands in another file. */
function shownLine(model: NginxModel, { uri, span }: NginxDirective): string {
  const own = uri === model.uri;
  const text = textOf(model, uri);
  const newline = text.indexOf('\n', span.start);
  const line = { start: span.start, end: newline < 0 ? span.end : Math.min(newline, span.end) };
  if (own) return maskText(text, line, secretsOf(model).spans).text;
  const source = text.slice(line.start, line.end);
  return maskText(source, { start: 0, end: source.length }, secretsOfText(source).spans).text;
}

/** The upstream block a `*_pass` target of `model` names, as `other` has it. */
function upstreamAt(model: NginxModel, word: Span, name: string, other: NginxModel): NginxScope | undefined {
  if (!name.endsWith('_pass')) return undefined;
  const text = model.file.text.slice(word.start, word.end);
  const schemeEnd = text.indexOf('://');
  const host = text.slice(schemeEnd < 0 ? 0 : schemeEnd + 3).split(/[/:]/)[0] ?? '';
  return host === '' || host.includes('$') ? undefined : (other.upstream(host) ?? other.upstream(host, 'stream'));
}

function upstreamPage(upstream: NginxScope): string {
  const servers = upstream.own('server').map((server) => `    server ${server.values.join(' ')};`);
  const name = upstream.opener?.arg(0) ?? '';
  const more = servers.length > LONGEST ? ['    # …'] : [];
  return ['```nginx', `upstream ${name} {`, ...servers.slice(0, LONGEST), ...more, '}', '```'].join('\n');
}
