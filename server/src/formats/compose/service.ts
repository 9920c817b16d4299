import type { Span } from '../../text/span.ts';
import { contains } from '../../text/span.ts';
import type { RelatedFiles } from '../related-files.ts';
import { envFilesOf, variableOf } from './env-files.ts';
import { imageOf } from './image.ts';
import { keyedOf } from './keyed.ts';
import type { ComposeService, ExtendedService } from './model.ts';
import { mountsOf } from './mounts.ts';
import { namesOf } from './names.ts';
import type { ComposeList, ComposeMap, ComposeNode, ComposeScalar } from './nodes.ts';
import type { ComposeBuild, ComposeHealthcheck, ReadEnv } from './parts.ts';
import { portsOf } from './ports.ts';
import { booleanOf } from './scalar-node.ts';
import { commandOf } from './words.ts';

/** What a service is made of, once all files have been merged. */
export interface ServiceParts {
  readonly name: string;
  readonly uri: string;
  readonly nameSpan: Span;
  readonly span: Span;
  readonly body: ComposeMap;
  readonly complete: boolean;
  readonly extended: readonly ExtendedService[];
}

/** The node at a path of keys below a map. */
export function nodeAt(map: ComposeMap, path: readonly string[]): ComposeNode | undefined {
  let node: ComposeNode | undefined = map;
  for (const key of path) {
    if (node?.kind !== 'map') return undefined;
    node = node.get(key);
  }
  return node;
}

/** Calls `make` once, when first asked. */
function once<T>(make: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: make() };
    return known.value;
  };
}

/** The view of a service that rules work with; its parts are read when first asked for. */
export function makeService(parts: ServiceParts, files: RelatedFiles, readEnv: ReadEnv): ComposeService {
  const { body } = parts;
  const get = (...path: readonly string[]): ComposeNode | undefined => nodeAt(body, path);
  const image = once(() => asImage(get('image')));
  const build = once(() => buildOf(get('build')));
  const ports = once(() => portsOf(get('ports')));
  const mounts = once(() => mountsOf(get('volumes'), get('tmpfs')));
  const environment = once(() => keyedOf(get('environment')));
  const envFiles = once(() => envFilesOf(get('env_file'), files, readEnv));
  const labels = once(() => keyedOf(get('labels')));
  const command = once(() => commandOf(get('command')));
  const entrypoint = once(() => commandOf(get('entrypoint')));
  const healthcheck = once(() => healthcheckOf(get('healthcheck')));
  const names = (key: string) => once(() => namesOf(get(key)));
  const [dependsOn, networks, secrets, configs] = [
    names('depends_on'),
    names('networks'),
    names('secrets'),
    names('configs'),
  ];
  return {
    ...parts,
    get,
    ...readersOf(get),
    owns: (node) => node.uri === parts.uri && contains(parts.span, node.span),
    get image() {
      return image();
    },
    get build() {
      return build();
    },
    get ports() {
      return ports();
    },
    get mounts() {
      return mounts();
    },
    get environment() {
      return environment();
    },
    get envFiles() {
      return envFiles();
    },
    variable: (name) => variableOf(name, environment(), envFiles(), body.document.lookup),
    get environmentComplete() {
      const node = get('environment');
      const readable = node === undefined || node.kind !== 'scalar' || node.isNull;
      return parts.complete && readable && envFiles().every(isSettled);
    },
    get labels() {
      return labels();
    },
    get command() {
      return command();
    },
    get entrypoint() {
      return entrypoint();
    },
    get healthcheck() {
      return healthcheck();
    },
    get dependsOn() {
      return dependsOn();
    },
    get networks() {
      return networks();
    },
    get secrets() {
      return secrets();
    },
    get configs() {
      return configs();
    },
    get profiles() {
      return this.scalars('profiles').flatMap(({ value }) => (value === undefined ? [] : [value]));
    },
  };
}

function isSettled(file: { readonly state: string; readonly required: boolean }): boolean {
  return file.state === 'read' || (file.state === 'missing' && !file.required);
}

type Get = (...path: readonly string[]) => ComposeNode | undefined;

function readersOf(get: Get): Pick<ComposeService, 'scalar' | 'text' | 'map' | 'list' | 'scalars' | 'flag'> {
  const scalar = (...path: readonly string[]): ComposeScalar | undefined => {
    const node = get(...path);
    return node?.kind === 'scalar' ? node : undefined;
  };
  return {
    scalar,
    text: (...path) => {
      const node = scalar(...path);
      return node === undefined || node.isNull ? undefined : node.value;
    },
    map: (...path): ComposeMap | undefined => {
      const node = get(...path);
      return node?.kind === 'map' ? node : undefined;
    },
    list: (...path): ComposeList | undefined => {
      const node = get(...path);
      return node?.kind === 'list' ? node : undefined;
    },
    scalars: (...path) => {
      const node = get(...path);
      const items = node?.kind === 'list' ? node.items : node === undefined ? [] : [node];
      return items.filter((item): item is ComposeScalar => item.kind === 'scalar' && !item.isNull);
    },
    flag: (...path) => {
      const value = scalar(...path)?.value;
      return value === undefined ? undefined : booleanOf(value);
    },
  };
}

function asImage(node: ComposeNode | undefined): ComposeService['image'] {
  return node?.kind === 'scalar' && !node.isNull ? imageOf(node) : undefined;
}

function buildOf(node: ComposeNode | undefined): ComposeBuild | undefined {
  if (node === undefined || node.kind === 'list') return undefined;
  if (node.kind === 'scalar') return node.isNull ? undefined : { node, context: node, args: [] };
  const context = node.get('context');
  return { node, context: context?.kind === 'scalar' ? context : undefined, args: keyedOf(node.get('args')) };
}

function healthcheckOf(node: ComposeNode | undefined): ComposeHealthcheck | undefined {
  if (node?.kind !== 'map') return undefined;
  const test = commandOf(node.get('test'));
  const kind = test === undefined ? undefined : testKind(test.style, test.words[0]?.value);
  const disable = node.get('disable');
  const off = disable?.kind === 'scalar' && disable.value !== undefined && booleanOf(disable.value) === true;
  return { node, disabled: off || kind === 'NONE', test, kind };
}

function testKind(style: 'string' | 'list', first: string | undefined): ComposeHealthcheck['kind'] {
  if (first === 'NONE') return 'NONE';
  if (style === 'string') return 'CMD-SHELL';
  return first === 'CMD' || first === 'CMD-SHELL' ? first : 'unknown';
}
