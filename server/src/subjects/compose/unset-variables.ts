import type { ComposeModel } from '../../formats/compose/model/model.ts';
import type { ComposeNode, ComposeReference, ComposeScalar } from '../../formats/compose/model/nodes.ts';
import { neededPurpose } from '../../secrets/empty-secrets.ts';
import { classifyKey, isIssued } from '../../secrets/purpose.ts';

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

/** Names have fewer parts; in a hostile file the rest is not compared. */
const MOST_PARTS = 8;

/** A place where a file takes a variable without a default. */
export interface Use {
  readonly node: ComposeScalar;
  readonly reference: ComposeReference;
  /** Empty text is a value there. */
  readonly optional: boolean;
  /** The name of the setting whose whole value it is: `JWT_SECRET: ${SIGNER}`, `- JWT_SECRET=${SIGNER}`. */
  readonly setting: string | undefined;
}

/** Asked for every secret of a file. A cache only. */
const known = new WeakMap<ComposeModel, ReadonlyMap<string, readonly Use[]>>();

/**
 * The variables a file takes without a default and that none of the env files beside it names, with their places. Nothing where no such
 * file is known, or where most names are in none: they come from somewhere else altogether.
 */
export function unsetVariables(model: ComposeModel): ReadonlyMap<string, readonly Use[]> {
  let unset = known.get(model);
  if (unset === undefined) {
    unset = findUnset(model);
    known.set(model, unset);
  }
  return unset;
}

function findUnset(model: ComposeModel): ReadonlyMap<string, readonly Use[]> {
  const { knownNames, root } = model;
  if (knownNames === undefined || root === undefined) return new Map();
  const uses = bareUses(root, model);
  const unset = [...uses].filter(([name]) => !knownNames.has(name));
  if (unset.length > uses.size / 2) return new Map();
  const isUnset = new Set(unset.map(([name]) => name));
  return new Map(unset.filter(([name]) => !GIVEN.test(name) && !isSwitchedOff(name, model, isUnset)));
}

/**
 * Whether a variable is a secret that something checks or signs with, or one of a provider that many run without. Its own name says so,
 * or that of a setting that takes it.
 */
export function secretIn(name: string, places: readonly Use[]): 'needed' | 'optional' | undefined {
  const isIssuedHere = isIssued(name);
  if (!isIssuedHere && places.some(({ setting }) => setting !== undefined && neededPurpose(setting) !== undefined))
    return 'needed';
  const key = classifyKey(name);
  if (key.kind !== 'secret') return undefined;
  return key.purpose === 'api-key' || isIssuedHere ? 'optional' : 'needed';
}

/** The variables this file interpolates without a default, with their places, in order. */
function bareUses(root: ComposeNode, model: ComposeModel): ReadonlyMap<string, readonly Use[]> {
  const uses = new Map<string, Use[]>();
  // An anchor brings the same text to several places.
  const seen = new Set<number>();
  const visit = (node: ComposeNode, optional: boolean, above?: string): void => {
    if (node.kind === 'map') {
      for (const { key, value } of node.entries) visit(value, optional || OPTIONAL.has(key), key);
    } else if (node.kind === 'list') {
      for (const item of node.items) visit(item, optional);
    } else if (node.uri === model.uri) {
      for (const reference of node.references) {
        if (reference.operator !== '' || seen.has(reference.span.start)) continue;
        seen.add(reference.span.start);
        const use = { node, reference, optional, setting: settingOf(node, reference, above) };
        const list = uses.get(reference.name);
        if (list === undefined) uses.set(reference.name, [use]);
        else list.push(use);
      }
    }
  };
  visit(root, false);
  return uses;
}

/** @param above the key of a map in front of the text */
function settingOf({ text, contentSpan }: ComposeScalar, { span }: ComposeReference, above: string | undefined) {
  if (contentSpan.end !== span.end) return undefined;
  if (contentSpan.start === span.start) return above;
  const [, name] = /^(\w{1,200})=\$(?:\w+|\{\w+\})$/.exec(text) ?? [];
  return above === undefined ? name : undefined;
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
