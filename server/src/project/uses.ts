import type { NamedUse } from '../engine/file-report.ts';
import type { ComposeModel } from '../formats/compose/model/model.ts';
import { mountedFiles } from '../formats/compose/model/mounted-files.ts';
import type { ComposeNode } from '../formats/compose/model/nodes.ts';
import { detectByName } from '../formats/detect.ts';
import type { Format } from '../formats/format.ts';
import type { NginxModel } from '../formats/nginx/model/model.ts';
import type { Model } from '../subjects/subject.ts';

type Use = Pick<NamedUse, 'uri' | 'format'>;

/** Where an nginx in a container has its configuration. */
const NGINX_FOLDER = /^\/(?:etc|usr\/local|opt|config)\/(?:[^/]+\/)*(?:nginx|openresty)\//;

const NAMED = new WeakMap<Model, readonly NamedUse[]>();

/**
 * The files that the file of a model names and that its program reads with it; not the file itself, each once, in order. Of one model it
 * is one list: all files that are judged in it share it.
 */
export function usesOf(model: Model): readonly NamedUse[] {
  const made = NAMED.get(model) ?? namedIn(model);
  NAMED.set(model, made);
  return made;
}

function namedIn(model: Model): readonly NamedUse[] {
  const found = model.format === 'compose' ? composeUses(model) : model.format === 'nginx' ? nginxUses(model) : [];
  const byUri = new Map<string, NamedUse>();
  for (const use of found)
    if (use.uri !== model.uri && !byUri.has(use.uri))
      byUri.set(use.uri, { ...use, user: model.uri, userFormat: model.format });
  return [...byUri.values()];
}

function nginxUses({ includes }: NginxModel): readonly Use[] {
  return includes
    .filter(({ state }) => state === 'read')
    .flatMap(({ uris }) => uris.map((uri) => ({ uri, format: 'nginx' as const })));
}

function composeUses(model: ComposeModel): readonly Use[] {
  const uses: Use[] = [];
  const add = (uri: string | undefined, format: Format) => {
    if (uri !== undefined) uses.push({ uri, format });
  };
  for (const { uri } of model.layers) add(uri, 'compose');
  for (const include of model.includes) {
    if (include.state !== 'read') continue;
    add(include.fileUri, 'compose');
    const named = include.node.kind === 'map' ? include.node.get('env_file') : undefined;
    for (const path of textsOf(named)) add(model.files.resolve(path, include.path.uri), 'dotenv');
  }
  for (const { extended, envFiles } of [...model.services, ...model.included]) {
    for (const { definition } of extended) add(definition?.uri, 'compose');
    for (const { fileUri, state } of envFiles) if (state === 'read') add(fileUri, 'dotenv');
  }
  for (const { source, target } of mountedFiles(model.file)) {
    const format = formatOfMount(target);
    if (format !== undefined) add(model.files.resolve(source), format);
  }
  return uses;
}

function textsOf(node: ComposeNode | undefined): readonly string[] {
  const list = node?.kind === 'list' ? node.items : node === undefined ? [] : [node];
  return list.flatMap((one) => (one.kind === 'scalar' && one.value !== undefined ? [one.value] : []));
}

/** The format of a file that a container finds at this path; `undefined` when the path does not say. */
function formatOfMount(target: string): Format | undefined {
  const verdict = detectByName(target.replace(/^\/+/, ''));
  if (verdict === undefined || !verdict.needsContent) return verdict?.format;
  return verdict.format === 'nginx' && NGINX_FOLDER.test(target) ? 'nginx' : undefined;
}

type UseList = readonly NamedUse[];

/** Which files are named by which, as far as files were checked. */
export class UsedFiles {
  readonly #byFile = new Map<string, readonly UseList[]>();
  /** How many checked files have a list: the thousands that one root takes in have one between them. */
  readonly #holders = new Map<UseList, number>();
  readonly #byUse = new Map<string, Map<UseList, NamedUse>>();

  /** Takes what the check of a file found out, a list for each of its models; what an earlier check of it said is forgotten. */
  note(checked: string, uses: readonly UseList[]): void {
    const before = this.#byFile.get(checked) ?? [];
    if (uses.length === 0) this.#byFile.delete(checked);
    else this.#byFile.set(checked, uses);
    for (const list of uses) this.#hold(list);
    for (const list of before) this.#letGo(list);
  }

  #hold(list: UseList): void {
    const holders = this.#holders.get(list) ?? 0;
    this.#holders.set(list, holders + 1);
    if (holders > 0) return;
    for (const use of list) {
      const known = this.#byUse.get(use.uri);
      if (known === undefined) this.#byUse.set(use.uri, new Map([[list, use]]));
      else known.set(list, use);
    }
  }

  #letGo(list: UseList): void {
    const holders = this.#holders.get(list) ?? 0;
    if (holders > 1) {
      this.#holders.set(list, holders - 1);
      return;
    }
    this.#holders.delete(list);
    for (const { uri } of list) {
      const known = this.#byUse.get(uri);
      known?.delete(list);
      if (known?.size === 0) this.#byUse.delete(uri);
    }
  }

  /** Who names a file, each user once, in the order of their names. */
  usersOf(uri: string): readonly NamedUse[] {
    const byUser = new Map<string, NamedUse>();
    for (const use of this.#byUse.get(uri)?.values() ?? []) byUser.set(use.user, use);
    return [...byUser.values()].sort((a, b) => (a.user < b.user ? -1 : 1));
  }

  /** Knows from now on what another project knows. */
  take(others: UsedFiles): void {
    for (const [checked, uses] of others.#byFile) this.note(checked, uses);
  }

  /** Every file that another one names, in the order of their names. */
  get uris(): readonly string[] {
    return [...this.#byUse.keys()].sort();
  }
}
