import type { Span } from '../../../text/span.ts';
import { contains } from '../../../text/span.ts';
import type { RelatedFiles } from '../../related-files.ts';
import { envFilesOf, variableOf } from './env-files.ts';
import { imageOf } from './image.ts';
import { keyedOf } from './keyed.ts';
import type { ComposeService, ComposeVariable, ExtendedService } from './model.ts';
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

/** A part that is made when first asked for. A class: closures for twenty parts of thousands of services cost more than the parts. */
class Service implements ComposeService {
  readonly name: string;
  readonly uri: string;
  readonly nameSpan: Span;
  readonly span: Span;
  readonly body: ComposeMap;
  readonly complete: boolean;
  readonly extended: readonly ExtendedService[];
  readonly #files: RelatedFiles;
  readonly #readEnv: ReadEnv;
  readonly #known = new Map<string, unknown>();

  constructor(parts: ServiceParts, files: RelatedFiles, readEnv: ReadEnv) {
    this.name = parts.name;
    this.uri = parts.uri;
    this.nameSpan = parts.nameSpan;
    this.span = parts.span;
    this.body = parts.body;
    this.complete = parts.complete;
    this.extended = parts.extended;
    this.#files = files;
    this.#readEnv = readEnv;
  }

  get(...path: readonly string[]): ComposeNode | undefined {
    return nodeAt(this.body, path);
  }

  scalar(...path: readonly string[]): ComposeScalar | undefined {
    const node = nodeAt(this.body, path);
    return node?.kind === 'scalar' ? node : undefined;
  }

  text(...path: readonly string[]): string | undefined {
    const node = nodeAt(this.body, path);
    return node?.kind !== 'scalar' || node.isNull ? undefined : node.value;
  }

  map(...path: readonly string[]): ComposeMap | undefined {
    const node = nodeAt(this.body, path);
    return node?.kind === 'map' ? node : undefined;
  }

  list(...path: readonly string[]): ComposeList | undefined {
    const node = nodeAt(this.body, path);
    return node?.kind === 'list' ? node : undefined;
  }

  scalars(...path: readonly string[]): readonly ComposeScalar[] {
    const node = nodeAt(this.body, path);
    const items = node?.kind === 'list' ? node.items : node === undefined ? [] : [node];
    return items.filter((item): item is ComposeScalar => item.kind === 'scalar' && !item.isNull);
  }

  flag(...path: readonly string[]): boolean | undefined {
    const value = this.scalar(...path)?.value;
    return value === undefined ? undefined : booleanOf(value);
  }

  owns(node: ComposeNode): boolean {
    return node.uri === this.uri && contains(this.span, node.span);
  }

  get image(): ComposeService['image'] {
    return this.#part('image', (node) => (node?.kind === 'scalar' && !node.isNull ? imageOf(node) : undefined));
  }

  get build(): ComposeService['build'] {
    return this.#part('build', buildOf);
  }

  get ports(): ComposeService['ports'] {
    return this.#part('ports', portsOf);
  }

  get mounts(): ComposeService['mounts'] {
    return this.#part('volumes', (volumes) => mountsOf(volumes, this.body.get('tmpfs')));
  }

  get environment(): ComposeService['environment'] {
    return this.#part('environment', keyedOf);
  }

  get envFiles(): ComposeService['envFiles'] {
    return this.#part('env_file', (node) => envFilesOf(node, this.#files, this.#readEnv));
  }

  get labels(): ComposeService['labels'] {
    return this.#part('labels', keyedOf);
  }

  get command(): ComposeService['command'] {
    return this.#part('command', commandOf);
  }

  get entrypoint(): ComposeService['entrypoint'] {
    return this.#part('entrypoint', commandOf);
  }

  get healthcheck(): ComposeService['healthcheck'] {
    return this.#part('healthcheck', healthcheckOf);
  }

  get dependsOn(): ComposeService['dependsOn'] {
    return this.#part('depends_on', namesOf);
  }

  get networks(): ComposeService['networks'] {
    return this.#part('networks', namesOf);
  }

  get secrets(): ComposeService['secrets'] {
    return this.#part('secrets', namesOf);
  }

  get configs(): ComposeService['configs'] {
    return this.#part('configs', namesOf);
  }

  get profiles(): readonly string[] {
    return this.scalars('profiles').flatMap(({ value }) => (value === undefined ? [] : [value]));
  }

  get environmentComplete(): boolean {
    const node = this.body.get('environment');
    const readable = node === undefined || node.kind !== 'scalar' || node.isNull;
    // a template writes the names themselves: `- {{ key }}={{ value }}`
    if (this.body.document.isTemplate && this.environment.some(({ name }) => name.includes('{{'))) return false;
    return this.complete && readable && this.envFiles.every(isSettled);
  }

  variable(name: string): ComposeVariable | undefined {
    return variableOf(name, this.environment, this.envFiles, this.body.document.lookup);
  }

  /** What a key of the body means, made once. */
  #part<T>(key: string, make: (node: ComposeNode | undefined) => T): T {
    // Under each key lies what this key's getter made; TypeScript cannot express that link.
    const known = this.#known.get(key) as T | undefined;
    if (known !== undefined || this.#known.has(key)) return known as T;
    const part = make(this.body.get(key));
    this.#known.set(key, part);
    return part;
  }
}

/** The view of a service that rules work with; its parts are read when first asked for. */
export function makeService(parts: ServiceParts, files: RelatedFiles, readEnv: ReadEnv): ComposeService {
  return new Service(parts, files, readEnv);
}

function isSettled(file: { readonly state: string; readonly required: boolean }): boolean {
  return file.state === 'read' || (file.state === 'missing' && !file.required);
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
