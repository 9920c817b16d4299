import type { Span } from '../../../text/span.ts';
import type { ComposeEntry, ComposeMap, ComposeNode, ComposeReference, ComposeScalar, ComposeText } from './nodes.ts';

/** A part of an image reference, a port or a mount. `value` is `undefined` when a reference leaves it unknown. */
export interface ComposePart {
  readonly written: string;
  readonly value: string | undefined;
  readonly uri: string;
  /** Exact where the scalar is written without escapes, else the whole scalar. */
  readonly span: Span;
}

/** `[registry/]repository[:tag][@digest]`. */
export interface ComposeImage {
  readonly node: ComposeScalar;
  /** As written. */
  readonly text: string;
  /** After interpolation; `undefined` when not known. */
  readonly value: string | undefined;
  /** `docker.io` when none is written; `undefined` when unknown. */
  readonly registry: string | undefined;
  /** `library/` is dropped: `postgres`, `bitnami/redis`; `undefined` when unknown. */
  readonly repository: string | undefined;
  /** `undefined`: none written. Its `value` is `undefined` when unknown. */
  readonly tag: ComposePart | undefined;
  readonly digest: ComposePart | undefined;
}

export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** One published port (an item of `ports`), short or long syntax. */
export interface ComposePort {
  readonly node: ComposeNode;
  readonly uri: string;
  /** The item without quotes. */
  readonly span: Span;
  readonly syntax: 'short' | 'long';
  /** `undefined`: none written (all interfaces). `value` undefined: a reference that may hold an address. Brackets of IPv6 are dropped in `value`. */
  readonly hostIp: ComposePart | undefined;
  /** `undefined`: none written (a random host port). */
  readonly published: ComposePart | undefined;
  readonly publishedRange: PortRange | undefined;
  readonly target: ComposePart | undefined;
  readonly targetRange: PortRange | undefined;
  /** Lower case, `tcp` when not written; `undefined` when unknown. */
  readonly protocol: string | undefined;
  /** Long syntax: `host`, `ingress`. */
  readonly mode: string | undefined;
}

/** One item of `volumes` or `tmpfs`, short or long syntax. */
export interface ComposeMount {
  readonly node: ComposeNode;
  readonly uri: string;
  readonly span: Span;
  readonly syntax: 'short' | 'long';
  /** `anonymous`: a container path only. `unknown`: a reference hides whether it is a path or a name. */
  readonly type: 'bind' | 'volume' | 'anonymous' | 'tmpfs' | 'npipe' | 'cluster' | 'image' | 'unknown';
  /** Host path or volume name. `value` undefined when unknown; `written` may still show how the path begins. */
  readonly source: ComposePart | undefined;
  readonly target: ComposePart | undefined;
  /** `undefined` when a reference leaves it unknown. */
  readonly readOnly: boolean | undefined;
  /** Short syntax: what stands behind the second colon (`ro`, `z`, `rslave`); tmpfs: its options (`size=64m`, `exec`). */
  readonly options: readonly ComposePart[];
}

/** A `KEY=value` of `environment`, `build.args`, `labels`, list or map style. */
export interface ComposeKeyed {
  readonly name: string;
  readonly nameSpan: Span;
  readonly uri: string;
  readonly style: 'list' | 'map';
  /** `undefined`: only the name is written (the value comes from the shell). */
  readonly value: ComposeText | undefined;
  /** Without quotes and without `KEY=`; empty where it would stand. */
  readonly valueSpan: Span;
  /** False for plain YAML numbers, booleans, null in map style. */
  readonly isString: boolean;
  /** The list item, or the map's value. */
  readonly node: ComposeNode;
  /** In map style the pair. */
  readonly entry: ComposeEntry | undefined;
  readonly shared: boolean;
}

/** One word of `command`, `entrypoint` or a health check. */
export interface ComposeWord extends ComposeText {
  /** True when the span maps one to one to the text (no shell quotes or escapes inside). */
  readonly exact: boolean;
}

/** `command`, `entrypoint`, `healthcheck.test`, hook commands. */
export interface ComposeCommand {
  readonly node: ComposeNode;
  readonly uri: string;
  readonly style: 'string' | 'list';
  /** A string is split as a shell would split it into words; a list gives its items. */
  readonly words: readonly ComposeWord[];
}

export interface ComposeHealthcheck {
  readonly node: ComposeMap;
  /** `disable: true` or `test: NONE`. */
  readonly disabled: boolean;
  readonly test: ComposeCommand | undefined;
  /** How the test runs; a bare string is `CMD-SHELL`. */
  readonly kind: 'CMD' | 'CMD-SHELL' | 'NONE' | 'unknown' | undefined;
}

export interface ComposeBuild {
  readonly node: ComposeNode;
  readonly context: ComposeScalar | undefined;
  readonly args: readonly ComposeKeyed[];
}

/** One `env_file` of a service. */
export interface ComposeEnvFile {
  readonly node: ComposeNode;
  readonly path: ComposeScalar;
  readonly required: boolean;
  readonly format: string | undefined;
  /** The file's URI; `undefined` when its path is unknown. */
  readonly fileUri: string | undefined;
  readonly state: 'read' | 'missing' | 'unreadable' | 'unknown';
  readonly pairs: readonly EnvPair[];
}

/** One `KEY=value` of an env file, as the project's dotenv reader gives it. */
export interface EnvPair {
  readonly key: string;
  /** Without its quotes, references still in it; `undefined` when not known. */
  readonly value: string | undefined;
  /** Single quotes keep `$` as it is. */
  readonly quote?: string | undefined;
  readonly keySpan: Span;
  readonly valueSpan: Span;
}

/** Reads an env file as Compose does; the last of equal keys wins. */
export type ReadEnv = (text: string) => readonly EnvPair[];

/** A name `depends_on`, `networks`, `secrets`, `configs` … of a service refers to. */
export interface ComposeName {
  readonly name: string;
  readonly uri: string;
  readonly span: Span;
  /** The long form's map, when there is one. */
  readonly options: ComposeMap | undefined;
  readonly references: readonly ComposeReference[];
}
