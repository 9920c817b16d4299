import type { NginxDirective, NginxModel } from '../../formats/nginx/model/model.ts';
import type { NginxWord } from '../../formats/nginx/read/word.ts';
import { quoteWord } from '../../formats/nginx/read/word.ts';
import type { TextEdit } from '../../text/edit.ts';
import { contains, type Span, slice } from '../../text/span.ts';
import type { NamedValue, Reference } from '../named-value.ts';

/** Directives that give a name a value: `<directive> <name> <value>`. */
const PAIRS: ReadonlySet<string> = new Set([
  'set',
  'proxy_set_header',
  'grpc_set_header',
  'fastcgi_param',
  'uwsgi_param',
  'scgi_param',
  'auth_http_header',
  'js_var',
]);
/** Directives whose only value is a secret or an expression with one in it. */
const SINGLES: ReadonlySet<string> = new Set(['secure_link_md5', 'secure_link_secret', 'zone_sync_ssl_password']);

/** A name and a value inside the words of a directive. */
interface Pair {
  readonly name: string;
  readonly nameSpan: Span;
  readonly word: NginxWord;
  /** What of the word's decoded value stands in front of the value: `NAME=` of `env`. */
  readonly head: string;
}

/** The named values of an nginx file and the files it includes, each line once however often it is included. */
export function nginxNamedValues(model: NginxModel): readonly NamedValue[] {
  const values: NamedValue[] = [];
  const seen = new Set<string>();
  for (const directive of model.directives) {
    const pair = pairOf(directive);
    if (pair === undefined) continue;
    const key = `${directive.span.start} ${directive.uri}`;
    if (seen.has(key)) continue;
    seen.add(key);
    values.push(namedValue(model, directive, pair));
  }
  return values;
}

function pairOf(directive: NginxDirective): Pair | undefined {
  const first = directive.args[0];
  if (first === undefined || directive.block !== undefined) return undefined;
  if (directive.name === 'env') {
    const equals = first.value.indexOf('=');
    if (equals < 1) return undefined;
    const nameSpan = { start: first.content.start, end: first.content.start + equals };
    return { name: first.value.slice(0, equals), nameSpan, word: first, head: first.value.slice(0, equals + 1) };
  }
  if (SINGLES.has(directive.name)) {
    return { name: directive.name, nameSpan: directive.nameSpan, word: first, head: '' };
  }
  const second = directive.args[1];
  if (!PAIRS.has(directive.name) || second === undefined) return undefined;
  const skip = first.value.startsWith('$') ? 1 : 0;
  const nameSpan = { start: first.content.start + skip, end: first.content.end };
  return { name: first.value.slice(skip), nameSpan, word: second, head: '' };
}

function namedValue(model: NginxModel, directive: NginxDirective, pair: Pair): NamedValue {
  const { word, head } = pair;
  const text = textOf(model, directive.uri);
  // `env` names hold no escapes, so the head is as long in the source as decoded.
  const valueSpan = { start: word.content.start + head.length, end: word.content.end };
  const decoded = word.value.slice(head.length);
  const references = referencesIn(model, decoded, slice(text, valueSpan), valueSpan.start);
  const literal = references.length === 0 ? decoded : undefined;
  const server = directive.scope.server;
  const owner = server?.names.find((name) => name.kind === 'exact' && name.text !== '')?.text;
  const file = model.files.get(directive.uri);
  return {
    format: 'nginx',
    place: 'nginx',
    name: pair.name,
    path: [...placeOf(directive), directive.name, pair.name],
    nameSpan: pair.nameSpan,
    valueSpan,
    source: slice(text, valueSpan),
    uri: directive.uri,
    isEnvironment: false,
    isString: true,
    literal,
    resolved: literal,
    references,
    owner,
    contextWords:
      server?.names.flatMap((name) => name.text.split(/[^a-z0-9]+/).filter((part) => part.length > 2)) ?? [],
    tracked: file.state === 'read' ? file.tracked : undefined,
    replaceWith: (replacement) => replaceWord(word, head, replacement),
    replacePart: (part, replacement) => replacePart(valueSpan, part, replacement),
    remove: () => model.edit.remove(directive).map(({ span, newText }) => ({ span, newText })),
  };
}

/** The blocks around a directive, outermost first: `server example.com`, `location /api`. */
function placeOf(directive: NginxDirective): readonly string[] {
  const names = directive.scope.chain().flatMap((scope) => {
    if (scope.kind === 'server') return [`server ${scope.server?.names[0]?.text ?? ''}`.trim()];
    return scope.opener === undefined ? [] : [[scope.name, ...scope.opener.values].join(' ')];
  });
  return names.reverse();
}

function textOf(model: NginxModel, uri: string): string {
  if (uri === model.uri) return model.file.text;
  const file = model.files.get(uri);
  return file.state === 'read' ? file.text : '';
}

/** References by their place in the source: escapes only lengthen it, so the n-th `$name` is found from the one before. */
function referencesIn(model: NginxModel, decoded: string, source: string, offset: number): readonly Reference[] {
  let from = 0;
  return model.variablesIn(decoded).flatMap((use) => {
    const at = source.indexOf(use.raw, from);
    if (at === -1) return [];
    from = at + use.raw.length;
    const name = use.raw.startsWith('${') ? use.raw.slice(2, -1) : use.raw.slice(1);
    return [{ name, span: { start: offset + at, end: offset + from }, operator: '' as const }];
  });
}

/** `undefined` when the text holds a `$`: nginx cannot escape it. */
function replaceWord(word: NginxWord, head: string, replacement: string): readonly TextEdit[] | undefined {
  if (replacement.includes('$')) return undefined;
  return [{ span: word.span, newText: quoteWord(head + replacement, word.quote) }];
}

function replacePart(value: Span, part: Span, replacement: string): readonly TextEdit[] | undefined {
  if (!contains(value, part) || quoteWord(`x${replacement}`) !== `x${replacement}`) return undefined;
  if (/["'$]/.test(replacement)) return undefined;
  return [{ span: part, newText: replacement }];
}
