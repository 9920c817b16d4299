import { type Reach, severityByReach } from '../../finding/reach.ts';
import type { Severity } from '../../finding/severity.ts';
import type { TomlModel } from '../../formats/toml/model/model.ts';
import type { TomlTable } from '../../formats/toml/read/tree.ts';
import type { TomlProblem } from '../../knowledge/toml/application.ts';
import { reachOfTable } from './switches.ts';

/** A folder that is named for images, and two below it; recipes for many images have a folder each, with what is mounted in a third. */
const IMAGE_FOLDER =
  /\/(?:docker|container|image|oci)s?\/(?:[^/]+\/){0,2}[^/]+$|\/[\w.-]*dockerfiles\/(?:[^/]+\/){0,3}[^/]+$/i;

/** Where the attacker of these is on the network; those of the others read a file, sit on the path, or are nobody. */
const OVER_THE_NETWORK: ReadonlySet<TomlProblem> = new Set([
  'permissive-cors',
  'auth-disabled',
  'debug-enabled',
  'exposed-endpoint',
  'remote-bind-without-auth',
  'remote-bind-without-tls',
  'tls-disabled',
  'missing-credential',
  'csrf-disabled',
  'open-registration',
  'spoofable-client-address',
  'weak-password-policy',
  'unsafe-setting',
]);

/** What is only a problem because others reach it: on loopback there is nothing to say. */
const ABOUT_EXPOSURE: ReadonlySet<TomlProblem> = new Set([
  'exposed-endpoint',
  'remote-bind-without-auth',
  'remote-bind-without-tls',
]);

/**
 * Who reaches what a table configures: by the ports of the compose service that mounts the file, else by the listen addresses in the
 * table and around it. `undefined`: nothing says; then a finding keeps the severity its rule gives.
 */
export function reachInToml(model: TomlModel, table: TomlTable): Reach | undefined {
  const own = reachOfTable(model, table);
  if (own === 'loopback') return 'loopback';
  const mounted = new Set(model.mounts.map(({ published }) => published));
  if (mounted.size === 1 && mounted.has('loopback')) return 'loopback';
  if (mounted.size === 1 && mounted.has('nobody')) return 'network';
  return own === 'network' ? 'everyone' : undefined;
}

/** The severity of a problem at a place of a file, by who reaches it; `undefined`: nothing to say. */
export function severityInToml(
  model: TomlModel,
  table: TomlTable,
  problem: TomlProblem,
  severity: Severity,
): Severity | undefined {
  if (!OVER_THE_NETWORK.has(problem)) return severity;
  // Filled in before it runs: a person looks once more.
  if (isUnfilled(model)) return 'low';
  const reach = reachInToml(model, table);
  if (reach === 'loopback' && ABOUT_EXPOSURE.has(problem)) return undefined;
  // of an image nobody knows here where its ports go; TLS in front of them is the usual way
  if (model.mounts.length === 0 && isInContainer(model) && ABOUT_EXPOSURE.has(problem))
    return problem === 'remote-bind-without-tls' ? undefined : severityByReach(severity, 'unknown');
  if (reach === undefined) return severity;
  // its kinds of attacker differ: lowered, never silenced
  return severityByReach(severity, reach) ?? (problem === 'unsafe-setting' ? 'low' : undefined);
}

/**
 * Whether the file is read inside a container: a compose file mounts it, or it lies with what an image is built from. There a program
 * has to listen on every address, and what is published decides who reaches it: binding to loopback makes the port dead.
 */
export function isInContainer(model: TomlModel): boolean {
  return model.mounts.length > 0 || IMAGE_FOLDER.test(model.uri);
}

/** Whether a script has to fill a file in before it is TOML: words or placeholders stand where values belong. */
function isUnfilled({ file }: TomlModel): boolean {
  return file.problems.some(({ kind }) => kind === 'information' || kind === 'template');
}
