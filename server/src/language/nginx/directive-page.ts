import { type DirectiveDocs, directiveDocs } from '../../knowledge/nginx/directive-docs.ts';
import { directiveSummary } from '../../knowledge/nginx/directive-summaries.ts';
import { type DirectiveFacts, directiveFacts } from '../../knowledge/nginx/directives.ts';

const ORIGINS: Readonly<Record<DirectiveFacts['source'], string | undefined>> = {
  oss: undefined,
  plus: 'NGINX Plus only',
  lua: 'lua-nginx-module (OpenResty)',
  njs: 'njs module',
  otel: 'OpenTelemetry module',
  'headers-more': 'headers-more module',
  geoip2: 'geoip2 module',
  docs: undefined,
};

/** The page of a directive that fits the protocol (`http`, `stream`, `mail`) it stands in; the first when none does. */
export function docsFor(name: string, protocol: string): DirectiveDocs | undefined {
  const pages = directiveDocs(name);
  const wanted = protocol === 'unknown' ? 'http' : protocol;
  return pages.find(({ module }) => module.startsWith(`ngx_${wanted}_`)) ?? pages[0];
}

/** What to know about a directive as Markdown: what it does, its forms, default, contexts and age; `undefined` for unknown names. */
export function directivePage(name: string, protocol: string): string | undefined {
  const facts = directiveFacts(name);
  if (facts === undefined) return undefined;
  const docs = docsFor(name, protocol);
  const summary = directiveSummary(name);
  const forms = docs === undefined || docs.syntax.length === 0 ? [''] : docs.syntax;
  const isBlock = facts.forms.some((form) => form.isBlock);
  const lines = [
    '```nginx',
    ...forms.map((form) => `${name}${form === '' ? '' : ` ${form}`}${isBlock ? ' { … }' : ';'}`),
    '```',
    ...(summary === undefined ? [] : [summary, '']),
    ...(docs?.default === undefined ? [] : [`Default: \`${docs.default}\`  `]),
    `Where: ${contextsOf(facts, docs).join(', ')}  `,
    ...(facts.since === undefined ? [] : [`Since nginx ${facts.since}  `]),
    ...(facts.removed === undefined ? [] : [`Removed in nginx ${facts.removed}  `]),
    ...(ORIGINS[facts.source] === undefined ? [] : [`From: ${ORIGINS[facts.source]}  `]),
    ...(docs === undefined ? [] : ['', `[nginx.org](${docs.url})`]),
  ];
  return lines.join('\n').trimEnd();
}

function contextsOf(facts: DirectiveFacts, docs: DirectiveDocs | undefined): readonly string[] {
  if (docs !== undefined && docs.contexts.length > 0) return docs.contexts;
  const names = facts.forms.flatMap(({ contexts }) => contexts.map((context) => context.split('.').at(-1) ?? context));
  return [...new Set(names)];
}
