import type { Location } from '../../format.ts';
import type { RelatedFiles } from '../../related-files.ts';
import type { Lookup } from '../read/interpolate.ts';
import { interpolate } from '../read/interpolate.ts';
import type { ComposeVariable } from './model.ts';
import type { ComposeNode, ComposeScalar } from './nodes.ts';
import type { ComposeEnvFile, ComposeKeyed, EnvPair, ReadEnv } from './parts.ts';
import { booleanOf } from './scalar-node.ts';

/** The pairs of an env file; shared by every model that asks. `undefined` when it is not readable. */
export function envPairs(uri: string, files: RelatedFiles, readEnv: ReadEnv): readonly EnvPair[] | undefined {
  return files.parsed(uri, 'compose-env', readEnv);
}

/** Compose expands references in env files too, from what it knows for interpolation. */
export function expandedPair(pair: EnvPair, lookup: Lookup): EnvPair {
  if (pair.value === undefined || pair.quote === "'" || !pair.value.includes('$')) return pair;
  return { ...pair, value: interpolate(pair.value, lookup).value };
}

/** `env_file`: a path, a list of paths, or of `{ path, required, format }`. */
export function envFilesOf(
  node: ComposeNode | undefined,
  files: RelatedFiles,
  readEnv: ReadEnv,
): readonly ComposeEnvFile[] {
  const items = node?.kind === 'list' ? node.items : node === undefined ? [] : [node];
  return items.flatMap((item) => {
    const path = item.kind === 'map' ? item.get('path') : item;
    if (path?.kind !== 'scalar' || path.isNull) return [];
    const required = item.kind === 'map' ? textOf(item.get('required')) : undefined;
    const format = item.kind === 'map' ? textOf(item.get('format')) : undefined;
    const isRequired = required === undefined || booleanOf(required) !== false;
    return [{ node: item, path, required: isRequired, format, ...contentOf(path, format, files, readEnv) }];
  });
}

function contentOf(
  path: ComposeScalar,
  format: string | undefined,
  files: RelatedFiles,
  readEnv: ReadEnv,
): Pick<ComposeEnvFile, 'fileUri' | 'state' | 'pairs'> {
  if (path.value === undefined || path.value === '') return { fileUri: undefined, state: 'unknown', pairs: [] };
  const fileUri = files.resolve(path.value, path.uri);
  const file = files.get(fileUri);
  if (file.state !== 'read') return { fileUri, state: file.state, pairs: [] };
  const pairs =
    format === 'raw'
      ? files.parsed(fileUri, 'compose-env-raw', rawPairs)
      : envPairs(fileUri, files, readEnv)?.map((pair) => expandedPair(pair, path.document.lookup));
  return { fileUri, state: 'read', pairs: pairs ?? [] };
}

/** `format: raw` (Compose 2.30): every line as it stands, no quotes, no interpolation. */
function rawPairs(text: string): readonly EnvPair[] {
  const pairs: EnvPair[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    const equals = line.indexOf('=');
    const end = start + line.length - (line.endsWith('\r') ? 1 : 0);
    if (equals > 0 && !line.startsWith('#')) {
      const valueSpan = { start: start + equals + 1, end };
      const value = text.slice(valueSpan.start, valueSpan.end);
      pairs.push({ key: line.slice(0, equals), value, keySpan: { start, end: start + equals }, valueSpan });
    }
    start += line.length + 1;
  }
  return pairs;
}

/** What the container sees under a name: `environment` wins over `env_file`, a later file over an earlier one. */
export function variableOf(
  name: string,
  environment: readonly ComposeKeyed[],
  envFiles: readonly ComposeEnvFile[],
  lookup: Lookup,
): ComposeVariable | undefined {
  const keyed = environment.find((one) => one.name === name);
  if (keyed !== undefined) {
    const at: Location = { uri: keyed.uri, span: keyed.nameSpan };
    // A name alone takes its value from the shell or `.env`.
    return { value: keyed.value === undefined ? lookup(name)?.text : keyed.value.value, at, keyed };
  }
  for (const file of [...envFiles].reverse()) {
    const pair = file.pairs.filter((one) => one.key === name).at(-1);
    if (pair !== undefined) return { value: pair.value, at: { uri: file.fileUri ?? '', span: pair.keySpan }, pair };
  }
  return undefined;
}

function textOf(node: ComposeNode | undefined): string | undefined {
  return node?.kind === 'scalar' && !node.isNull ? node.value : undefined;
}
