import type { NginxDirective, NginxModel } from '../../formats/nginx/model/model.ts';
import { isBuiltInVariable } from '../../knowledge/nginx/built-in-variables.ts';
import { textOfFile } from '../../subjects/nginx/comments.ts';
import { defineRule } from '../contract.ts';

/** The words and variables that a configuration uses anywhere but as the name of a definition. */
interface Uses {
  readonly words: ReadonlySet<string>;
  /** Lower case, without `$`. */
  readonly variables: ReadonlySet<string>;
  /** Pages are read for commands (`ssi on`) and may name any variable: `<!--# echo var="title" -->`. */
  readonly doPagesRead: boolean;
}

/** What a definition is called in a message, which argument names it, and whether something uses it. */
interface Kind {
  readonly label: string;
  readonly nameOf: (directive: NginxDirective) => number;
  readonly isUsed: (uses: Uses, name: string) => boolean;
}

/** What the NAXSI firewall asks of a request by name; it may be compiled in, so no `load_module` tells of it. */
const NAXSI = /^\$naxsi_/i;

const LAST = (directive: NginxDirective): number => directive.args.length - 1;
const FIRST = (): number => 0;

const KINDS: Readonly<Record<string, Kind>> = {
  log_format: { label: 'Log format', nameOf: FIRST, isUsed: ({ words }, name) => words.has(name) },
  upstream: { label: 'Upstream', nameOf: FIRST, isUsed: ({ words }, name) => words.has(name.toLowerCase()) },
  map: { label: 'Variable', nameOf: LAST, isUsed: isRead },
  geo: { label: 'Variable', nameOf: LAST, isUsed: isRead },
  split_clients: { label: 'Variable', nameOf: LAST, isUsed: isRead },
  set: {
    label: 'Variable',
    nameOf: FIRST,
    isUsed: (uses, name) => isBuiltInVariable(name.slice(1)) || isRead(uses, name),
  },
};

/** A definition for all servers; a variable that requests set is told where it is set first. */
function isPlace(directive: NginxDirective): boolean {
  const { name, scope } = directive;
  if (name !== 'set') return scope.kind === 'http' || scope.kind === 'stream';
  return scope.model.variable((directive.arg(0) ?? '').slice(1).toLowerCase())?.definitions[0]?.directive === directive;
}

function isRead({ variables, doPagesRead }: Uses, name: string): boolean {
  return doPagesRead || NAXSI.test(name) || variables.has(name.slice(1).toLowerCase());
}

export default defineRule({
  id: 'nginx/unused-definition',
  subject: 'nginxDirective',
  severity: 'low',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'Something is defined that nothing uses',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    const kind = kindOf(directive);
    const { scope } = directive;
    if (kind === undefined || !isPlace(directive)) return;
    const uses = usesIn(scope.model);
    const index = kind.nameOf(directive);
    const name = directive.arg(index);
    if (uses === undefined || name === undefined || name === '' || kind.isUsed(uses, name)) return;
    if (isParked(directive, name)) return;
    report({
      at: directive.argAt(index),
      message: `${kind.label} ${name.slice(0, 30)} is defined but nothing uses it; use it where it was meant, or remove it`,
    });
  },
});

/** A file is read once for all its definitions. A cache only. */
const parked = new WeakMap<NginxModel, Map<string, ReadonlySet<string>>>();

/** Whether a commented line of its file would use it: an option that is switched off for now. */
function isParked(directive: NginxDirective, name: string): boolean {
  const { model } = directive.scope;
  const files = parked.get(model) ?? new Map<string, ReadonlySet<string>>();
  parked.set(model, files);
  const known = files.get(directive.uri) ?? wordsOfComments(textOfFile(directive));
  files.set(directive.uri, known);
  return known.has(name);
}

/** The words of lines that are commented statements. */
function wordsOfComments(text: string): ReadonlySet<string> {
  const words = new Set<string>();
  for (const line of text.split('\n')) {
    const statement = /^\s*#+\s*(\w.*;)/.exec(line.slice(0, 300))?.[1];
    for (const word of statement?.split(/[^\w$.-]+/) ?? []) words.add(word);
  }
  return words;
}

function kindOf({ name }: NginxDirective): Kind | undefined {
  return Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
}

/** A configuration is read once for all its definitions. A cache only. */
const found = new WeakMap<NginxModel, { readonly uses: Uses | undefined }>();

/** What a configuration uses; `undefined` when a part of it is not seen, or is code that may use a name. */
function usesIn(model: NginxModel): Uses | undefined {
  let known = found.get(model);
  if (known === undefined) {
    known = { uses: isWhole(model) ? collectUses(model) : undefined };
    found.set(model, known);
  }
  return known.uses;
}

function isWhole(model: NginxModel): boolean {
  return (
    model.top.kind === 'main' &&
    model.servers.length > 0 &&
    model.scopes.every(({ complete, kind }) => complete || kind === 'lua' || kind === 'entries') &&
    !model.directives.some(({ name }) => /lua|^js_|^perl|^load_module$/.test(name))
  );
}

function collectUses(model: NginxModel): Uses {
  const words = new Set<string>();
  const variables = new Set<string>();
  for (const scope of [model.top, ...model.top.descendants()]) {
    for (const line of scope.directives) {
      const own = scope.kind === 'entries' ? undefined : kindOf(line)?.nameOf(line);
      const texts = line.values.filter((_, index) => index !== own);
      for (const text of scope.kind === 'entries' ? [line.name, ...texts] : texts) {
        for (const word of text.split(/[^\w.-]+/)) words.add(word).add(word.toLowerCase());
        for (const use of model.variablesIn(text)) variables.add(use.name);
      }
    }
  }
  const doPagesRead = model.directives.some((line) => line.name === 'ssi' && line.arg(0)?.toLowerCase() !== 'off');
  return { words, variables, doPagesRead };
}
