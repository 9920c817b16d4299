import type { NginxDirective, NginxModel, NginxScope } from '../../formats/nginx/model/model.ts';
import { SECURITY_HEADER_NAMES } from '../../knowledge/headers/security-headers.ts';
import { directiveFacts } from '../../knowledge/nginx/directives.ts';
import { VARIABLE_NAMES, variableSummary } from '../../knowledge/nginx/variables.ts';
import { tlsLevel } from '../../knowledge/tls/mozilla.ts';
import type { Span } from '../../text/span.ts';
import type { NginxCompletion, NginxCompletionKind } from './completion-item.ts';
import { docsFor } from './directive-page.ts';
import type { NginxPlace } from './place.ts';

/** What fits as an argument: flags, listed values, parameters, variables, names declared elsewhere in the files. */
export function argumentCompletions(model: NginxModel, place: NginxPlace, offset: number): readonly NginxCompletion[] {
  const { directive, scope, word } = place;
  if (directive === undefined) return [];
  const dollar = variableStart(model.file.text, word, offset);
  if (dollar !== undefined) return variables(model, { start: dollar, end: endOfName(model.file.text, offset) });
  const used = new Set(directive.values.filter((_, i) => i !== place.index));
  const values = [...slotValues(directive, scope), ...parameters(directive, scope)].filter((value) => !used.has(value));
  return [
    ...references(model, directive, place),
    ...[...new Set(values)].map((value) => item(value, 'value', '', word)),
  ];
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

function variables(model: NginxModel, span: Span): readonly NginxCompletion[] {
  const own = [...new Set(definedVariables(model))];
  return [
    ...own.map((name) => item(`$${name}`, 'variable', 'defined in these files', span, `0${name}`)),
    ...VARIABLE_NAMES.filter((name) => !own.includes(name)).map((name) =>
      item(`$${name}`, 'variable', variableSummary(name) ?? '', span, `1${name}`),
    ),
  ];
}

function definedVariables(model: NginxModel): readonly string[] {
  const scopes = [model.root, ...model.root.descendants()];
  return scopes
    .flatMap((scope) =>
      scope.directives.flatMap((directive) => {
        if (directive.name === 'set' || directive.name === 'auth_request_set')
          return [(directive.arg(0) ?? '').replace('$', '')];
        if (['map', 'geo', 'split_clients'].includes(directive.name))
          return [(directive.values.at(-1) ?? '').replace('$', '')];
        return [];
      }),
    )
    .filter((name) => name !== '');
}

function slotValues(directive: NginxDirective, scope: NginxScope): readonly string[] {
  const facts = directiveFacts(directive.name);
  if (facts === undefined) return [];
  const isFlag = facts.forms.some(
    (form) => form.isFlag && (form.contexts.includes(scope.context) || scope.kind === 'unknown'),
  );
  const preset = PRESETS[directive.name]?.(directive) ?? [];
  return [...preset, ...(isFlag ? ['on', 'off'] : []), ...facts.slots.flatMap(({ values }) => values)];
}

const PRESETS: Readonly<Record<string, (directive: NginxDirective) => readonly string[]>> = {
  ssl_ciphers: () => [tlsLevel('intermediate').ciphers ?? ''],
  ssl_protocols: () => ['TLSv1.2', 'TLSv1.3'],
  add_header: (directive) => (directive.args.length > 1 ? ['always'] : [...SECURITY_HEADER_NAMES].map(titleCase)),
  proxy_set_header: () => ['Host', 'X-Real-IP', 'X-Forwarded-For', 'X-Forwarded-Proto', 'Upgrade', 'Connection'],
};

function titleCase(name: string): string {
  return name.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase());
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

/** Upstreams, named locations, zones, caches and log formats the files declare. */
function references(model: NginxModel, directive: NginxDirective, place: NginxPlace): readonly NginxCompletion[] {
  const { word } = place;
  const offer = (names: readonly string[], detail: string): readonly NginxCompletion[] =>
    names.map((name) => item(name, 'reference', detail, word, `0${name}`));
  const all = (name: string): readonly NginxDirective[] =>
    [model.root, ...model.root.descendants()].flatMap((scope) => scope.own(name));
  if (directive.name.endsWith('_pass')) {
    const names = model.upstreams.map((upstream) => upstream.opener?.arg(0) ?? '').filter((name) => name !== '');
    const prefix = directive.name === 'proxy_pass' && directive.scope.protocol !== 'stream' ? 'http://' : '';
    return offer(
      names.map((name) => `${prefix}${name}`),
      'upstream',
    );
  }
  switch (directive.name) {
    case 'try_files':
    case 'error_page':
      return offer(namedLocations(directive.scope), 'named location');
    case 'limit_req':
      return offer(
        zones(all('limit_req_zone')).map((zone) => `zone=${zone}`),
        'limit_req_zone',
      );
    case 'limit_conn':
      return place.index === 0 ? offer(zones(all('limit_conn_zone')), 'limit_conn_zone') : [];
    case 'access_log':
      return place.index === 1
        ? offer(
            all('log_format').flatMap((format) => format.arg(0) ?? []),
            'log_format',
          )
        : [];
    case 'proxy_cache':
    case 'fastcgi_cache':
      return offer(
        all(`${directive.name}_path`).flatMap((path) => path.param('keys_zone')?.split(':')[0] ?? []),
        'cache zone',
      );
    default:
      return [];
  }
}

function zones(directives: readonly NginxDirective[]): readonly string[] {
  return directives.flatMap((directive) => directive.param('zone')?.split(':')[0] ?? []);
}

function namedLocations(scope: NginxScope): readonly string[] {
  const scopes = scope.server?.scope.descendants() ?? [];
  return scopes.flatMap(({ kind, location }) =>
    kind === 'location' && location?.modifier === '@' ? [location.path] : [],
  );
}

function item(
  label: string,
  kind: NginxCompletionKind,
  detail: string,
  span: Span,
  sortText = `2${label}`,
): NginxCompletion {
  return { label, kind, detail, insertText: label, isSnippet: false, span, sortText };
}
