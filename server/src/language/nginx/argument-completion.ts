import type { NginxDirective, NginxModel, NginxScope } from '../../formats/nginx/model/model.ts';
import { quoteWord } from '../../formats/nginx/read/word.ts';
import { RESPONSE_HEADERS } from '../../knowledge/headers/header-names.ts';
import { headerValues, PROXY_HEADERS, TELLING_HEADERS } from '../../knowledge/headers/header-values.ts';
import { directiveFacts } from '../../knowledge/nginx/directives.ts';
import { usualValues } from '../../knowledge/nginx/usual-values.ts';
import { VARIABLE_NAMES, variableSummary } from '../../knowledge/nginx/variables.ts';
import { tlsLevel } from '../../knowledge/tls/mozilla.ts';
import type { Span } from '../../text/span.ts';
import { type NginxCompletion, plainItem, rankText } from './completion-item.ts';
import { docsFor } from './directive-page.ts';
import { fileCompletions } from './file-completion.ts';
import { directivesOf, type NginxName, type NginxNameKind, namesOf } from './names.ts';
import type { NginxLanguageOptions } from './options.ts';
import type { NginxPlace } from './place.ts';

/** What fits as an argument: names declared in the files, files, usual and listed values, parameters; behind a `$` variables. */
export function argumentCompletions(
  model: NginxModel,
  place: NginxPlace,
  offset: number,
  { around = [], look }: NginxLanguageOptions,
): readonly NginxCompletion[] {
  const { directive, scope, word } = place;
  // On or behind a closing quote nothing can be typed that belongs to the word.
  if (directive === undefined || offset < word.start || offset > word.end) return [];
  const models = [model, ...around];
  const { text } = model.file;
  const dollar = variableStart(text, word, offset);
  if (dollar !== undefined) return variables(models, { start: dollar, end: endOfName(text, offset) });
  const used = new Set(directive.values.filter((_, i) => i !== place.index));
  // Header values hold blanks and `;` as data; other proposals of several words are several arguments.
  const isOne = headerOf(directive.name) !== undefined && !isQuote(text.charAt(word.start - 1));
  const usual = usualFor(directive, place.index).map((value) => (isOne ? quoteWord(value) : value));
  const known = [...usual, ...flagsAndEnums(directive, scope), ...parameters(directive, scope)];
  return [
    ...references(models, directive, place),
    ...fileCompletions(model, directive, place, look),
    ...[...new Set(known)]
      .filter((value) => !used.has(value))
      .map((value, i) => plainItem(value, 'value', '', word, rankText(4, i))),
  ];
}

function isQuote(character: string): boolean {
  return character === '"' || character === "'";
}

/** The `$` of the variable being written at the offset. */
function variableStart(text: string, word: Span, offset: number): number | undefined {
  let start = offset;
  while (start > word.start && /[\w{]/.test(text.charAt(start - 1))) start--;
  return text.charAt(start - 1) === '$' && start > word.start - 1 ? start - 1 : undefined;
}

function endOfName(text: string, offset: number): number {
  let end = offset;
  while (/\w/.test(text.charAt(end))) end++;
  return end;
}

function variables(models: readonly NginxModel[], span: Span): readonly NginxCompletion[] {
  const own = declared(models, 'variable').map(({ name, directive }) => ({
    name,
    detail: directive.name === 'set' ? 'set in these files' : `made by ${directive.name} in these files`,
  }));
  const ownNames = new Set(own.map(({ name }) => name));
  return [
    ...own.map(({ name, detail }, i) => plainItem(`$${name}`, 'variable', detail, span, rankText(0, i))),
    ...VARIABLE_NAMES.filter((name) => !ownNames.has(name)).map((name, i) =>
      plainItem(`$${name}`, 'variable', variableSummary(name) ?? '', span, rankText(1, i)),
    ),
  ];
}

/** The names of a kind that the files make, each once. */
function declared(models: readonly NginxModel[], kind: NginxNameKind): readonly NginxName[] {
  const [model] = models;
  if (model === undefined) return [];
  const names = directivesOf(models)
    .flatMap((directive) => namesOf(directive, model))
    .filter((name) => name.makes && name.kind === kind);
  return [...new Map(names.map((name) => [name.name, name])).values()];
}

/** What people choose from at this argument. */
function usualFor(directive: NginxDirective, index: number): readonly string[] {
  const { name } = directive;
  if (name === 'ssl_ciphers' && index === 0) return [tlsLevel('intermediate').ciphers ?? ''];
  const header = headerOf(name);
  if (header !== undefined) {
    if (index === 0) return header.names;
    if (index === 1 && header.side !== undefined) return headerValues(header.side, directive.arg(0) ?? '');
    return name === 'add_header' ? ['always'] : [];
  }
  const { first, next = [] } = usualValues(name);
  return index === 0 ? first : next;
}

interface HeaderDirective {
  readonly names: readonly string[];
  readonly side?: 'request' | 'response';
}

function headerOf(directive: string): HeaderDirective | undefined {
  if (directive === 'add_header' || directive === 'more_set_headers')
    return { names: RESPONSE_HEADERS, side: 'response' };
  if (directive === 'proxy_set_header' || directive === 'grpc_set_header')
    return { names: PROXY_HEADERS, side: 'request' };
  if (/^(?:proxy|fastcgi|uwsgi|scgi|grpc)_hide_header$/.test(directive) || directive === 'more_clear_headers')
    return { names: TELLING_HEADERS };
  return undefined;
}

function flagsAndEnums(directive: NginxDirective, scope: NginxScope): readonly string[] {
  const facts = directiveFacts(directive.name);
  if (facts === undefined) return [];
  const isFlag = facts.forms.some(
    (form) => form.isFlag && (form.contexts.includes(scope.context) || scope.kind === 'unknown'),
  );
  return [...(isFlag ? ['on', 'off'] : []), ...facts.slots.flatMap(({ values }) => values)];
}

// Words of nginx.org's syntax lines that stand for a value, not for themselves.
const PLACEHOLDERS: ReadonlySet<string> = new Set(
  (
    'address angle bits bucket buffer cert code color coordinate day directory domain engine expression factor file flags format frequency ' +
    'group height id key length level line lines list mask max maximum mechanism memory method milliseconds mode module name names number ' +
    'options order otherwise parameter password path pattern port prefix protocol quality radius rate regex replacement request size source string ' +
    'suffix text threshold time timeout times type uri url user usec value values variable version weight width zone cidr condition command ' +
    'context default_value extension field header interval issuer min mime seconds server shared start string1 token'
  ).split(' '),
);

/** The fixed words and `name=` parameters in the syntax lines of a directive. */
export function parameters(directive: NginxDirective, scope: NginxScope): readonly string[] {
  const docs = docsFor(directive.name, scope.protocol);
  return (docs?.syntax ?? []).flatMap((form) => {
    const words = form.match(/[A-Za-z_][\w.-]*=?/g) ?? [];
    return words.filter((word, i) => {
      const isAfterEquals = words[i - 1]?.endsWith('=') === true;
      return word.endsWith('=') || (!isAfterEquals && !PLACEHOLDERS.has(word.toLowerCase()) && /^[a-z]/.test(word));
    });
  });
}

/** Upstreams, named locations, zones, caches and log formats the files declare, where one fits. */
function references(
  models: readonly NginxModel[],
  directive: NginxDirective,
  { word, index }: NginxPlace,
): readonly NginxCompletion[] {
  const offer = (kind: NginxNameKind, detail: string, write: (name: string) => string | undefined) =>
    declared(models, kind).flatMap((name, i) => {
      const label = write(asWritten(name));
      return label === undefined ? [] : [plainItem(label, 'reference', detail, word, rankText(0, i))];
    });
  const { name } = directive;
  if (name.endsWith('_pass')) {
    const prefix = name === 'proxy_pass' && directive.scope.protocol !== 'stream' ? 'http://' : '';
    return index === 0 ? offer('upstream', 'upstream', (one) => `${prefix}${one}`) : [];
  }
  const cache = /^(proxy|fastcgi|uwsgi|scgi)_cache$/.exec(name);
  if (cache !== null)
    return offer('cache', 'cache zone', (one) =>
      one.startsWith(`${cache[1]} `) ? one.slice((cache[1] ?? '').length + 1) : undefined,
    );
  switch (name) {
    case 'try_files':
    case 'error_page':
      return namedLocations(directive.scope).map((one, i) =>
        plainItem(one, 'reference', 'named location', word, rankText(5, i)),
      );
    case 'limit_req':
      return offer('limit_req_zone', 'limit_req_zone', (one) => `zone=${one}`);
    case 'limit_conn':
      return index === 0 ? offer('limit_conn_zone', 'limit_conn_zone', (one) => one) : [];
    case 'access_log':
      return index === 1 ? offer('log_format', 'log_format', (one) => one) : [];
    default:
      return [];
  }
}

/** An upstream's name as its block has it: it is compared in lower case. */
function asWritten({ kind, name, directive }: NginxName): string {
  return kind === 'upstream' ? (directive.arg(0) ?? name) : name;
}

function namedLocations(scope: NginxScope): readonly string[] {
  const scopes = scope.server?.scope.descendants() ?? [];
  return scopes.flatMap(({ kind, location }) =>
    kind === 'location' && location?.modifier === '@' ? [location.path] : [],
  );
}
