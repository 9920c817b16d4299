import type { Span } from '../../../text/span.ts';
import type { Location, Stage } from '../../format.ts';
import type { RelatedFiles } from '../../related-files.ts';
import type { ComposeFile } from '../read/read.ts';
import type { ComposeSet } from './file-lists.ts';
import type { ComposeList, ComposeMap, ComposeNode, ComposeScalar } from './nodes.ts';
import type {
  ComposeBuild,
  ComposeCommand,
  ComposeEnvFile,
  ComposeHealthcheck,
  ComposeImage,
  ComposeKeyed,
  ComposeMount,
  ComposeName,
  ComposePort,
  EnvPair,
} from './parts.ts';

/** A service with everything merged: anchors, `<<`, `extends`, overrides, `!reset`. */
export interface ComposeService {
  readonly name: string;
  /** The file and the key that define it; what is absent is reported here. */
  readonly uri: string;
  readonly nameSpan: Span;
  /** From the key to the end of its body, in `uri`. */
  readonly span: Span;
  /** False when a part could not be resolved (a missing `extends` file, an unknown alias) or the file is only an override: nothing may be called absent. */
  readonly complete: boolean;
  readonly body: ComposeMap;
  /** The node at a path of keys: `get('deploy', 'resources', 'limits')`. */
  get(...path: readonly string[]): ComposeNode | undefined;
  /** The scalar there, if it is one. */
  scalar(...path: readonly string[]): ComposeScalar | undefined;
  /** The interpolated text there; `undefined` when absent, unknown or no scalar. */
  text(...path: readonly string[]): string | undefined;
  map(...path: readonly string[]): ComposeMap | undefined;
  list(...path: readonly string[]): ComposeList | undefined;
  /** Items of a list, or the single scalar a list may be written as; empty when absent. */
  scalars(...path: readonly string[]): readonly ComposeScalar[];
  /** `true`/`false` of any YAML 1.1 spelling (`yes`, `on`); `undefined` when absent or unknown. */
  flag(...path: readonly string[]): boolean | undefined;
  /** Whether the node stands in the service's own lines (not in an anchor elsewhere, a base service or another file). */
  owns(node: ComposeNode): boolean;
  readonly image: ComposeImage | undefined;
  readonly build: ComposeBuild | undefined;
  readonly ports: readonly ComposePort[];
  /** `volumes` and `tmpfs`. */
  readonly mounts: readonly ComposeMount[];
  /** `environment` alone. */
  readonly environment: readonly ComposeKeyed[];
  readonly envFiles: readonly ComposeEnvFile[];
  /** The value a container sees: `environment` before `env_file`s. `known: false` when set but unknown. `undefined`: not set. */
  variable(name: string): ComposeVariable | undefined;
  /** False when an env file could not be read or `environment` is not a list or map: then no variable may be called absent. */
  readonly environmentComplete: boolean;
  readonly labels: readonly ComposeKeyed[];
  readonly command: ComposeCommand | undefined;
  readonly entrypoint: ComposeCommand | undefined;
  readonly healthcheck: ComposeHealthcheck | undefined;
  readonly dependsOn: readonly ComposeName[];
  readonly networks: readonly ComposeName[];
  readonly secrets: readonly ComposeName[];
  readonly configs: readonly ComposeName[];
  /** Names of `profiles`; unknown ones left out. */
  readonly profiles: readonly string[];
  /** The services this one is made from, nearest first: the chain for related locations. */
  readonly extended: readonly ExtendedService[];
}

export interface ExtendedService {
  readonly name: string;
  /** The `extends` that names it. */
  readonly at: Location;
  /** The key of the base service; `undefined` when it could not be found. */
  readonly definition: Location | undefined;
}

export interface ComposeVariable {
  readonly value: string | undefined;
  readonly at: Location;
  /** From an `env_file` (then edits belong to that file). */
  readonly pair?: EnvPair | undefined;
  readonly keyed?: ComposeKeyed | undefined;
}

/** A named network, volume, secret, config or model of the top level. */
export interface ComposeResource {
  readonly name: string;
  readonly uri: string;
  readonly nameSpan: Span;
  /** From the key to the end of its body. */
  readonly span: Span;
  /** `undefined` when only the name is written. */
  readonly body: ComposeMap | undefined;
  readonly external: boolean | undefined;
}

/** One `include`. */
export interface ComposeInclude {
  readonly node: ComposeNode;
  readonly path: ComposeScalar;
  readonly fileUri: string | undefined;
  readonly state: 'read' | 'missing' | 'unreadable' | 'remote' | 'unknown';
}

/** Something that could not be resolved. Said once; rules about absent things are silent where it matters. */
export interface ComposeNote {
  readonly at: Location;
  readonly message: string;
}

/** One file of the project in the order Compose merges them: the base first. */
export interface ComposeLayer {
  readonly uri: string;
  readonly stage: Stage;
  readonly file: ComposeFile;
  /** The file's own content: anchors and `<<` applied, nothing of other files. */
  readonly root: ComposeMap | undefined;
}

export interface ComposeModel {
  readonly format: 'compose';
  readonly uri: string;
  readonly stage: Stage;
  readonly file: ComposeFile;
  readonly files: RelatedFiles;
  /** True when nothing about the file as a whole is unknown; a service has its own `complete`. */
  readonly complete: boolean;
  /** The file is an override of another (`compose.override.yml` beside a base): its services are seen merged with the base's. */
  readonly isOverride: boolean;
  /** The sets of files that scripts load this one in; the model is that of one of them. Empty: what Compose finds by itself. */
  readonly sets: readonly ComposeSet[];
  /** The images that scripts around the file build and push nowhere, each with its tag. */
  readonly builtImages: ReadonlySet<string>;
  readonly layers: readonly ComposeLayer[];
  /** The whole merged top level. */
  readonly root: ComposeMap | undefined;
  readonly version: ComposeScalar | undefined;
  readonly name: ComposeScalar | undefined;
  /** Services defined by this file and its overrides; in an override file, the ones it touches. */
  readonly services: readonly ComposeService[];
  /** Services that `include` brings; they are checked where they stand. */
  readonly included: readonly ComposeService[];
  /** A service by name, included ones too. */
  service(name: string): ComposeService | undefined;
  readonly networks: readonly ComposeResource[];
  readonly volumes: readonly ComposeResource[];
  readonly secrets: readonly ComposeResource[];
  readonly configs: readonly ComposeResource[];
  /** Whether a name is defined here or in an include; `undefined` when an include could not be read. */
  defines(kind: 'services' | 'networks' | 'volumes' | 'secrets' | 'configs', name: string): boolean | undefined;
  readonly includes: readonly ComposeInclude[];
  /** False when an include could not be read: then no name may be called undefined. */
  readonly namesComplete: boolean;
  readonly notes: readonly ComposeNote[];
  /** What `.env` gives for interpolation, the last of equal names. */
  readonly environment: readonly (EnvPair & { readonly uri: string })[];
  /** What the env files and templates beside it mention; `undefined` when there are none, not all can be read, or nothing is interpolated. */
  readonly knownNames: ReadonlySet<string> | undefined;
}

/** Pairs of env files by name. */
export type ComposeLookups = ReadonlyMap<string, EnvPair & { readonly uri: string }>;
