import type { NginxModel, NginxScope } from '../../formats/nginx/model/model.ts';
import { commonRank } from '../../knowledge/nginx/common-directives.ts';
import {
  DIRECTIVE_NAMES,
  type DirectiveFacts,
  type DirectiveForm,
  directiveFacts,
  isKnownIn,
} from '../../knowledge/nginx/directives.ts';
import { type NginxCompletion, rankText } from './completion-item.ts';
import { docsFor } from './directive-page.ts';
import type { NginxLanguageOptions } from './options.ts';
import type { NginxPlace } from './place.ts';

/** Contexts that a fragment of unknown kind may stand in: its `proxy_…` lines belong to a location most of the time. */
const FRAGMENT = 'http.location';

/**
 * The directives that may stand in a block: those that people write most there, then the others of modules that the files use, then
 * nginx's other modules, then what another product or module brings and nothing here uses.
 */
export function directiveCompletions(
  model: NginxModel,
  place: NginxPlace,
  offset: number,
  { version, around = [] }: NginxLanguageOptions,
): readonly NginxCompletion[] {
  const { scope } = place;
  const span = { start: Math.min(place.word.start, offset), end: place.word.end };
  const end = place.directive === undefined ? span.end : place.directive.node.name.span.end;
  const isBare = isEndOfStatement(model.file.text, end);
  const used = modulesIn([model, ...around]);
  const items: NginxCompletion[] = [];
  for (const [index, name] of DIRECTIVE_NAMES.entries()) {
    const facts = directiveFacts(name);
    const form = facts === undefined || !isKnownIn(facts, version) ? undefined : formFor(facts, scope);
    if (facts === undefined || form === undefined || isTaken(facts, scope, place)) continue;
    items.push({
      label: name,
      kind: form.isBlock ? 'block' : 'directive',
      detail: docsFor(name, scope.protocol)?.syntax.join(' | ') ?? '',
      insertText: isBare ? snippetFor(name, form) : name,
      isSnippet: isBare,
      span,
      sortText: sortText(facts, scope, used, index),
      ...(isBare && !form.isBlock && !form.isFlag && !takesNone(form) ? { goesOn: true } : {}),
    });
  }
  return items;
}

function sortText(facts: DirectiveFacts, scope: NginxScope, used: ReadonlySet<string>, index: number): string {
  const common = commonRank(scope.context === 'unknown' ? FRAGMENT : scope.context, facts.name);
  if (common !== undefined) return rankText(0, common);
  if (used.has(moduleOf(facts, scope.protocol))) return rankText(1, index);
  return rankText(facts.source === 'oss' ? 2 : 3, index);
}

/** The modules whose directives the files hold. */
function modulesIn(models: readonly NginxModel[]): ReadonlySet<string> {
  const used = new Set<string>();
  for (const { directives } of models)
    for (const { name, scope } of directives) {
      const facts = directiveFacts(name);
      if (facts !== undefined) used.add(moduleOf(facts, scope.protocol));
    }
  return used;
}

/** What brings a directive: the module nginx.org documents it under, else the product. */
function moduleOf({ name, source }: DirectiveFacts, protocol: string): string {
  return source === 'oss' ? (docsFor(name, protocol)?.module ?? source) : source;
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

function takesNone(form: DirectiveForm): boolean {
  return form.counts.includes(0) && form.counts.length === 1 && form.atLeast === undefined;
}

function snippetFor(name: string, form: DirectiveForm): string {
  if (form.isBlock) return takesNone(form) ? `${name} {\n\t$0\n}` : `${name} \${1} {\n\t$0\n}`;
  if (form.isFlag) return `${name} \${1|on,off|};`;
  return takesNone(form) ? `${name};` : `${name} $1;`;
}
