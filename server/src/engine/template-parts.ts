import type { Fix } from '../finding/fix.ts';
import { isRenderedName } from '../formats/detect.ts';
import type { Location } from '../formats/format.ts';
import {
  type BranchPart,
  branchAt,
  branchesIn,
  branchParts,
  firstEndingBehind,
  partAt,
} from '../formats/template-branches.ts';
import type { Model } from '../subjects/subject.ts';
import type { Span } from '../text/span.ts';

/** Whether a file is a template of another tool that was checked in part only: a property of the file, as nothing in it is wrong. */
export function isCheckedInPart({ file, format, uri }: Pick<Model, 'file' | 'format' | 'uri'>): boolean {
  const { text, complete, problems } = file;
  if (problems.some(({ kind }) => kind === 'template')) return true;
  if (isRenderedName(uri) && TAG.test(text)) return true;
  // The compose and nginx readers tell a template from a broken file with `{{` inside a text or a comment.
  if (complete || format === 'compose' || format === 'nginx' || problems.length === 0) return false;
  return TAG.test(text);
}

const TAG = /\{[{%]|<%/;

/** Rules that speak of a setting: inside `{% if %}` the branch is its switch. A secret is one in any branch. nginx has its own list. */
const OF_SETTINGS = /^(?:compose|dotenv|env)\//;

/** Rules of lines that are wrong in themselves, whichever branch is taken. */
const WRONG_IN_ANY: ReadonlySet<string> = new Set([
  'compose/loopback-listener',
  'dotenv/rendered-unquoted',
  'env/given-to-no-service',
]);

/** What a container is given of the host: whoever takes the branch for another reason is given it too. */
const OF_THE_HOST: ReadonlySet<string> = new Set([
  'compose/dangerous-capability',
  'compose/docker-socket',
  'compose/host-device',
  'compose/host-namespace',
  'compose/privileged-container',
  'compose/security-profile-disabled',
  'compose/sensitive-host-path',
]);
/** A condition that asks for just that. */
const ASKS_FOR_IT = /privileg|docker|dind|sock|host|cap_|capab|device|gpu|kernel|unconfined|seccomp|apparmor/i;

/** Asked for every finding: of a model only once. A cache only. */
const known = new WeakMap<Model, readonly Span[]>();

/** A finding in a branch of a template. `switch`: it would claim that the branch is taken, which is how the setting is switched. */
export interface InBranch {
  readonly says: 'switch' | 'where-taken';
  readonly branch: Span;
}

/** The branches of a template; none of any other file. nginx has its own. */
function branchesOf(model: Model): readonly Span[] {
  let branches = known.get(model);
  if (branches === undefined) {
    branches = model.format !== 'nginx' && isCheckedInPart(model) ? branchesIn(model.file.text) : [];
    known.set(model, branches);
  }
  return branches;
}

/**
 * The fixes that write into no branch but that of their finding: what is in one is written when it is taken, many times, or never.
 * @param at the place of the finding
 */
export function besideBranches(fixes: readonly Fix[], at: Location, model: Model): readonly Fix[] {
  const branches = branchesOf(model);
  if (branches.length === 0) return fixes;
  const own = at.uri === model.uri ? branchAt(branches, at.span.start) : undefined;
  const { text } = model.file;
  const isIn = ({ start, end }: Span) =>
    own !== undefined && own.start < start && end < own.end && !/\{%|<%[^=]/.test(text.slice(start, end));
  return fixes.filter((fix) =>
    fix.edits().every(({ uri = at.uri, span }) => uri !== model.uri || isIn(span) || !touchesOne(branches, span)),
  );
}

/** The branch of a template a finding lies in. */
export function branchAround(rule: string, at: Location, model: Model): InBranch | undefined {
  if (!OF_SETTINGS.test(rule) || WRONG_IN_ANY.has(rule) || at.uri !== model.uri) return undefined;
  const branch = branchAt(branchesOf(model), at.span.start);
  if (branch === undefined) return undefined;
  const part = partAt(partsOf(model), at.span.start);
  const says = OF_THE_HOST.has(rule) && part?.isWanted !== true ? 'where-taken' : 'switch';
  return { says, branch: { start: part?.tag ?? branch.start, end: branch.end } };
}

/** A model is read once for all its findings. A cache only. */
const partsKnown = new WeakMap<Model, readonly BranchPart[]>();

/** What each part of a template depends on; wanted is a condition that asks for what is of the host. */
function partsOf(model: Model): readonly BranchPart[] {
  let parts = partsKnown.get(model);
  if (parts === undefined) {
    parts = branchParts(model.file.text, (inner) => ASKS_FOR_IT.test(inner));
    partsKnown.set(model, parts);
  }
  return parts;
}

/** A message that says that what it states holds in a branch, where there is room for it. */
export function whereTaken(message: string): string {
  const at = message.lastIndexOf('; ');
  const told = `${message.slice(0, at)} where this branch is taken${message.slice(at)}`;
  return at < 0 || told.length > 120 ? message : told;
}

/** Whether a span reaches into one of others. */
function touchesOne(spans: readonly Span[], { start, end }: Span): boolean {
  const next = spans[firstEndingBehind(spans, start)];
  return next !== undefined && (next.start < start || next.start < end);
}
