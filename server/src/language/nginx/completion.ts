import type { NginxModel, NginxScope } from '../../formats/nginx/model/model.ts';
import {
  DIRECTIVE_NAMES,
  type DirectiveFacts,
  type DirectiveForm,
  directiveFacts,
  isKnownIn,
} from '../../knowledge/nginx/directives.ts';
import { argumentCompletions } from './argument-completion.ts';
import type { NginxCompletion } from './completion-item.ts';
import { docsFor } from './directive-page.ts';
import { type NginxPlace, placeAt } from './place.ts';

export interface NginxLanguageOptions {
  /** The nginx the files are for; newer directives are left out. */
  readonly version?: string | undefined;
}

/** What fits at an offset: directives of this context, or the arguments of the one being written. Empty in comments and strings of Lua. */
export function completeNginx(
  model: NginxModel,
  offset: number,
  options: NginxLanguageOptions = {},
): readonly NginxCompletion[] {
  const place = placeAt(model, offset);
  if (place === undefined) return [];
  if (place.scope.kind === 'entries') return entryKeywords(place);
  return place.part === 'name'
    ? directiveNames(model, place, offset, options)
    : argumentCompletions(model, place, offset);
}

function directiveNames(
  model: NginxModel,
  place: NginxPlace,
  offset: number,
  { version }: NginxLanguageOptions,
): readonly NginxCompletion[] {
  const { scope } = place;
  const span = { start: Math.min(place.word.start, offset), end: place.word.end };
  const isBare = isEndOfStatement(
    model.file.text,
    place.directive === undefined ? span.end : place.directive.node.name.span.end,
  );
  return DIRECTIVE_NAMES.flatMap((name) => {
    const facts = directiveFacts(name);
    const form = facts === undefined || !isKnownIn(facts, version) ? undefined : formFor(facts, scope);
    if (facts === undefined || form === undefined || isTaken(facts, scope, place)) return [];
    const docs = docsFor(name, scope.protocol);
    return [
      {
        label: name,
        kind: form.isBlock ? ('block' as const) : ('directive' as const),
        detail: docs?.syntax.join(' | ') ?? '',
        insertText: isBare ? snippetFor(name, form) : name,
        isSnippet: isBare,
        span,
        sortText: `${facts.source === 'oss' ? '0' : '1'}${name}`,
      },
    ];
  });
}

/** Whether nothing of the statement stands behind the name on its line: then arguments and `;` are put in. */
function isEndOfStatement(text: string, end: number): boolean {
  for (let i = end; i < text.length; i++) {
    const character = text.charAt(i);
    if (character === '\n' || character === '\r' || character === '}' || character === '#') return true;
    if (character !== ' ' && character !== '\t') return false;
  }
  return true;
}

/** The form of a directive that is allowed in a scope; a fragment of unknown kind takes whatever http knows. */
function formFor(facts: DirectiveFacts, scope: NginxScope): DirectiveForm | undefined {
  if (scope.kind === 'unknown' || scope.context === 'unknown') {
    return facts.forms.find(({ contexts }) =>
      contexts.some((context) => context === 'http' || context.startsWith('http.')),
    );
  }
  return facts.forms.find(({ contexts }) => contexts.includes(scope.context));
}

/** Whether a second one would be refused as a duplicate. */
function isTaken(facts: DirectiveFacts, scope: NginxScope, place: NginxPlace): boolean {
  if (facts.forms.some(({ isBlock }) => isBlock) || facts.slots.length === 0) return false;
  if (!facts.slots.every(({ duplicate }) => duplicate === 'reject')) return false;
  return scope.own(facts.name).some((directive) => directive !== place.directive);
}

function snippetFor(name: string, form: DirectiveForm): string {
  const takesNone = form.counts.includes(0) && form.counts.length === 1 && form.atLeast === undefined;
  if (form.isBlock) return takesNone ? `${name} {\n\t$0\n}` : `${name} \${1} {\n\t$0\n}`;
  if (form.isFlag) return `${name} \${1|on,off|};`;
  return takesNone ? `${name};` : `${name} $1;`;
}

const ENTRY_KEYWORDS: Readonly<Record<string, readonly string[]>> = {
  map: ['default', 'hostnames', 'include', 'volatile'],
  geo: ['default', 'delete', 'include', 'proxy', 'proxy_recursive', 'ranges', 'volatile'],
  types: ['include'],
};

function entryKeywords(place: NginxPlace): readonly NginxCompletion[] {
  if (place.part !== 'name') return [];
  return (ENTRY_KEYWORDS[place.scope.name] ?? []).map((label) => ({
    label,
    kind: 'value' as const,
    detail: place.scope.name,
    insertText: label,
    isSnippet: false,
    span: place.word,
    sortText: label,
  }));
}
