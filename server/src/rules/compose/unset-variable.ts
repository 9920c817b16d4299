import { type Fix, fixIf } from '../../finding/fix.ts';
import { replaceInScalar } from '../../formats/compose/edit/scalar.ts';
import type { ComposeModel } from '../../formats/compose/model/model.ts';
import type { ComposeNode, ComposeReference, ComposeScalar } from '../../formats/compose/model/nodes.ts';
import { classifyKey } from '../../secrets/purpose.ts';
import { defineRule } from '../contract.ts';

/** What the shell, a start script (Laravel Sail: WWWUSER), Compose itself or a build server sets. */
const GIVEN =
  /^(?:HOME|USER|USERNAME|LOGNAME|U?GID|UID|PUID|PGID|WWWUSER|WWWGROUP|PWD|HOSTNAME|HOST|SHELL|PATH|LANG|LC_\w+|TZ|TERM|TMPDIR|TEMP|DISPLAY|WAYLAND_DISPLAY|XAUTHORITY|SSH_AUTH_SOCK|USERPROFILE|APPDATA|PROGRAMDATA|CI|(?:XDG|COMPOSE|DOCKER|BUILDKIT|GITHUB|GITLAB|CI|RUNNER|JENKINS|BITBUCKET|CIRCLE|DRONE)_\w+|\w*(?:https?|no|all|HTTPS?|NO|ALL)_(?:proxy|PROXY)|\w*(?:TAG|VERSION|IMAGE|REGISTRY|SHA|COMMIT|REVISION|BRANCH|BUILD\w*|PLATFORM|ARCH))$/;
/** Where nothing in place of a variable is a value like any other; elsewhere it is a broken image, port or path. */
const OPTIONAL: ReadonlySet<string> = new Set([
  'environment',
  'labels',
  'args',
  'command',
  'entrypoint',
  'test',
  'options',
]);

/** A fix that writes more places than this is not offered. */
const MOST_PLACES = 60;
/** Names have fewer parts; in a hostile file the rest is not compared. */
const MOST_PARTS = 8;

export default defineRule({
  id: 'compose/unset-variable',
  subject: 'composeFile',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'production',
  summary: 'A variable is set in none of the env files beside the Compose file',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(model, report) {
    const { knownNames, root } = model;
    if (knownNames === undefined || root === undefined) return;
    const uses = bareUses(root, model);
    const unset = [...uses].filter(([name]) => !knownNames.has(name));
    // Most names not known: they come from somewhere else altogether.
    if (unset.length > uses.size / 2) return;
    const isUnset = new Set(unset.map(([name]) => name));
    for (const [name, places] of unset) {
      const [first] = places;
      if (first === undefined || GIVEN.test(name) || isSecret(name)) continue;
      if (isSwitchedOff(name, model, isUnset)) continue;
      const optional = places.every((place) => place.optional);
      const shown = name.length > 34 ? `${name.slice(0, 33)}…` : name;
      report({
        at: first.reference.span,
        path: ['variable', name],
        advice: name,
        ...(optional ? { severity: 'low' as const } : {}),
        message: optional
          ? `${shown} is set in no env file here, so it is empty; set it, or say that empty is meant`
          : `${shown} is set in no env file here, so nothing stands in its place; set it or require it`,
        fixes: optional ? [...emptyFix(name, places), ...requireFix(name, places)] : requireFix(name, places),
      });
    }
  },
});

interface Use {
  readonly node: ComposeScalar;
  readonly reference: ComposeReference;
  /** Empty text is a value there. */
  readonly optional: boolean;
}

/** The variables this file interpolates without a default, with their places, in order. */
function bareUses(root: ComposeNode, model: ComposeModel): ReadonlyMap<string, readonly Use[]> {
  const uses = new Map<string, Use[]>();
  // An anchor brings the same text to several places.
  const seen = new Set<number>();
  const visit = (node: ComposeNode, optional: boolean): void => {
    if (node.kind === 'map') {
      for (const { key, value } of node.entries) visit(value, optional || OPTIONAL.has(key));
    } else if (node.kind === 'list') {
      for (const item of node.items) visit(item, optional);
    } else if (node.uri === model.uri) {
      for (const reference of node.references) {
        if (reference.operator !== '' || seen.has(reference.span.start)) continue;
        seen.add(reference.span.start);
        const list = uses.get(reference.name);
        if (list === undefined) uses.set(reference.name, [{ node, reference, optional }]);
        else list.push({ node, reference, optional });
      }
    }
  };
  visit(root, false);
  return uses;
}

function isSecret(name: string): boolean {
  return classifyKey(name).kind === 'secret';
}

const OFF: ReadonlySet<string> = new Set(['', '0', 'false', 'no', 'off', 'disabled', 'none']);

/** Whether a switch of the same family (`LDAP_ENABLED` for `LDAP_BIND_DN`) is off or itself not set: nobody reads the variable then. */
function isSwitchedOff(name: string, model: ComposeModel, isUnset: ReadonlySet<string>): boolean {
  const parts = name.split('_');
  return parts.slice(0, MOST_PARTS).some((_, i) => {
    if (i === 0) return false;
    const prefix = parts.slice(0, i).join('_');
    return [`${prefix}_ENABLE`, `${prefix}_ENABLED`, `ENABLE_${prefix}`, `USE_${prefix}`].some((key) => {
      if (isUnset.has(key)) return true;
      const value = model.environment.find((pair) => pair.key === key)?.value;
      return value !== undefined && OFF.has(value.trim().toLowerCase());
    });
  });
}

/** Written in every place: the same for Compose, and said by somebody. */
function emptyFix(name: string, places: readonly Use[]): readonly Fix[] {
  return writeFix(`Leave ${name} empty by default (Compose no longer warns)`, `\${${name}:-}`, places);
}

function requireFix(name: string, places: readonly Use[]): readonly Fix[] {
  return writeFix(`Require ${name} (Compose refuses to start until it is set)`, `\${${name}:?set ${name}}`, places);
}

function writeFix(title: string, reference: string, places: readonly Use[]): readonly Fix[] {
  if (places.length > MOST_PLACES) return [];
  const lists = places.map(({ node, reference: old }) => replaceInScalar(node, old.span, reference));
  const edits = lists.includes(undefined) ? undefined : lists.flatMap((list) => list ?? []);
  return fixIf(title, 'behavior-changing', edits);
}
