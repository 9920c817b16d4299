import type { NginxDirective } from '../../../formats/nginx/model/model.ts';
import { isTemplateName } from '../../../formats/nginx/model/template-name.ts';
import {
  type DirectiveFacts,
  type DirectiveForm,
  directiveFacts,
  isKnownIn,
  takes,
} from '../../../knowledge/nginx/directives.ts';

/** What nginx refuses about a directive before it looks at its values; the order of `ngx_conf_handler` (nginx/src/core/ngx_conf_file.c). */
export type Misuse =
  | { readonly kind: 'unknown'; readonly since: string | undefined; readonly removed: string | undefined }
  | { readonly kind: 'context'; readonly allowed: readonly string[] }
  | { readonly kind: 'needs-block' }
  | { readonly kind: 'no-block' }
  | { readonly kind: 'arguments'; readonly expected: string };

/** Whether the place is one whose directives nginx would look up in its tables, and that we see as nginx would. */
export function isJudged(directive: NginxDirective): boolean {
  const { scope, node } = directive;
  if (scope.kind === 'entries' || scope.kind === 'lua' || scope.kind === 'other') return false;
  if ((scope.context === 'unknown' && scope.kind !== 'unknown') || scope.model.file.template !== undefined)
    return false;
  return node.terminator !== 'missing' && node.terminator !== 'placeholder' && !directive.name.includes('${');
}

/** The first thing wrong with name, place, block and number of arguments; `undefined` when nginx takes it (or we cannot tell). */
export function misuseOf(directive: NginxDirective, version: string | undefined): Misuse | undefined {
  if (!isJudged(directive)) return undefined;
  const facts = directiveFacts(directive.name);
  if (facts === undefined) return { kind: 'unknown', since: undefined, removed: undefined };
  if (!isKnownIn(facts, version)) return { kind: 'unknown', since: facts.since, removed: facts.removed };
  if (facts.forms.length === 0 || directive.name === 'include') return undefined;
  if (isFine(directive, facts)) return undefined;
  const { context, kind } = directive.scope;
  // Bare lines of a snippet may stand anywhere: only what is wrong everywhere counts.
  const forms = kind === 'unknown' ? facts.forms : facts.forms.filter((form) => form.contexts.includes(context));
  if (forms.length === 0) return contextMisuse(directive, facts);
  return shapeMisuse(directive, forms);
}

/** The way nearly all directives go, without making lists. */
function isFine(directive: NginxDirective, facts: DirectiveFacts): boolean {
  const { context, kind } = directive.scope;
  const hasBlock = directive.node.body !== undefined;
  const count = directive.node.args.length;
  for (const form of facts.forms) {
    if (form.isBlock === hasBlock && (kind === 'unknown' || form.contexts.includes(context)) && takes(form, count))
      return true;
  }
  return false;
}

function contextMisuse(directive: NginxDirective, facts: DirectiveFacts): Misuse | undefined {
  // Around a fragment the scope is a guess: a line that does not fit says that the guess was wrong.
  if (!directive.scope.visible) return undefined;
  const allowed = [...new Set(facts.forms.flatMap((form) => form.contexts))];
  // A server of a fragment may stand in stream or mail as well.
  const kind = directive.scope.kind;
  if (!directive.scope.model.top.visible && kind === 'server' && allowed.some((context) => context.endsWith('.server')))
    return undefined;
  return { kind: 'context', allowed };
}

function shapeMisuse(directive: NginxDirective, forms: readonly DirectiveForm[]): Misuse | undefined {
  const hasBlock = directive.block !== undefined;
  const shaped = forms.filter((form) => form.isBlock === hasBlock);
  // Raw Lua bodies are read as blocks here; the tables list them as one argument.
  if (shaped.length === 0) {
    if (directive.block?.kind === 'lua') return undefined;
    return { kind: hasBlock ? 'no-block' : 'needs-block' };
  }
  if (hasOpaqueWord(directive) || shaped.some((form) => takes(form, directive.args.length))) return undefined;
  return { kind: 'arguments', expected: expectedCounts(shaped) };
}

/** In a template a placeholder may become any number of words. */
function hasOpaqueWord(directive: NginxDirective): boolean {
  const isFilledIn = directive.scope.model.isTemplate || isTemplateName(directive.uri);
  return isFilledIn && directive.values.some((value) => /\$\{|\$[A-Z]/.test(value));
}

function expectedCounts(forms: readonly DirectiveForm[]): string {
  const open = forms.find((form) => form.atLeast !== undefined)?.atLeast;
  if (open !== undefined) return `at least ${open}`;
  const counts = [...new Set(forms.flatMap((form) => form.counts))].sort((a, b) => a - b);
  if (counts.length === 1) return counts[0] === 0 ? 'none' : String(counts[0]);
  return `${counts.slice(0, -1).join(', ')} or ${counts[counts.length - 1]}`;
}
