/** What an image is for. An image may be several things (`rabbitmq:management` is a queue with an admin interface). */
export type ImageKind =
  | 'datastore'
  | 'cache'
  | 'queue'
  | 'search'
  | 'object-store'
  | 'coordination'
  | 'reverse-proxy'
  | 'admin-interface'
  | 'identity'
  | 'observability'
  | 'monitoring-agent'
  | 'application'
  | 'build-server'
  | 'model-server'
  | 'container-manager'
  | 'socket-proxy'
  | 'container-engine'
  | 'network-service'
  | 'mail'
  | 'emulator';

/** A container port and what answers on it. */
export interface InsidePort {
  /** The first port of the range. */
  readonly port: number;
  /** The last port of the range; default: `port`. */
  readonly to?: number;
  /** `data`: the data itself; `admin`: a management interface; `cluster`: peers only. */
  readonly role: 'data' | 'admin' | 'cluster';
  /** Flags any of which lets it administer; without them it only shows. Absent: it always administers, or nobody looked. */
  readonly readOnlyWithout?: readonly string[];
  /** Only the image's own command opens it; of a command in the file one of these flags does. */
  readonly openedBy?: readonly string[];
  /** Variables any of which makes it speak TLS: with a credential it is a server for clients on the network. */
  readonly encryptedBy?: readonly string[];
  /** Variables any of which, set, makes it ask for a login: then it is an application like others. */
  readonly closedBy?: readonly string[];
}

/** A variable the image reads a secret from. */
export interface SecretVariable {
  readonly name: string;
  /**
   * The variable that takes the path of a file instead; `null`: the image has none (the file variable is ignored);
   * `undefined`: not verified, say nothing.
   */
  readonly file?: string | null;
  /** The image stops at start when the file variable is set. */
  readonly fileVariableStops?: boolean;
  /** What the image does when both variables are set: it stops at start, or the file counts; absent: not verified. */
  readonly both?: 'stops' | 'file';
  /**
   * Why the variable cannot simply be exchanged for the file variable: the image stops when others may read the file (Compose mounts it
   * as it lies on the host), or it reads the file only together with those of other variables.
   */
  readonly fileNeeds?: 'private-mode' | 'other-files';
}

export type InsecureEffect = 'authentication' | 'development' | 'admin-open';

/** A setting of the image that switches protection off. */
export interface InsecureSetting {
  readonly effect: InsecureEffect;
  readonly where: 'environment' | 'command';
  /** The variable, or the flag as it stands in the command (`--noauth`). */
  readonly name: string;
  /**
   * Values that switch it off, lower case; `'*'`: any non-empty value (shell scripts that test `[ -n ]`). A flag without a value: `['*']`.
   */
  readonly values: readonly string[];
  /** What a correct value is, when one word repairs it. */
  readonly repair?: string;
  /** What follows from the repair, where it is not that clients must log in: ends the fix's title. */
  readonly repairMeans?: string;
  /** Variables that, set to one of these values, keep the image from starting once it is repaired: then no repair is offered. */
  readonly repairFailsWith?: Readonly<Record<string, readonly string[]>>;
  /** It only repeats what this flag of the command does. */
  readonly sameAsFlag?: string;
  /** Removing the whole entry repairs it. */
  readonly removable?: boolean;
  /** What follows: a clause of at most 60 characters. */
  readonly risk: string;
  /** The name alone tells it, whatever the image: the rules on environment variables report it wherever it stands. */
  readonly knownByName?: boolean;
  /** Caps how serious it is, where openness is sometimes meant. */
  readonly severity?: 'high' | 'medium';
}

/** How the image is given its credential, and what happens without one. */
export interface CredentialNeed {
  /** Variables any of which gives it (set to something that is not empty). */
  readonly variables: readonly string[];
  /** Flags any of which gives it. */
  readonly flags?: readonly string[];
  /** Container paths; something mounted on or below one of them may carry it. */
  readonly configPaths?: readonly string[];
  /** Arguments that end so name a configuration file that may carry it. */
  readonly configArguments?: readonly string[];
  /** What the image does without: the end of the sentence "starts with …". */
  readonly without: string;
  /** Data from before has the account it was set up with, or none: the variables are read at the first start alone. Absent: at every start. */
  readonly before?: 'account' | 'no-account';
  /** What a fix adds: variables for `environment`, or a command; each value comes from a required variable of the same name. */
  readonly give?: { readonly environment: readonly string[] } | { readonly command: readonly string[] };
  /** Major versions it holds for. */
  readonly from?: number;
  readonly until?: number;
}

/** A health check that was seen to work in the image with its default configuration. */
export interface HealthCheck {
  /** In compose form; `$` is already doubled where the shell in the container must see one. */
  readonly test: readonly string[];
  readonly interval: string;
  readonly timeout: string;
  readonly retries: number;
  readonly startPeriod: string;
  /** First and last major version it works in; absent: every one. */
  readonly from?: number;
  readonly until?: number;
  /** The container port it asks; a service that publishes others only is set up in another way, and the check may fail there. */
  readonly port?: number;
  /** Tags that hold one of these words have not got what it needs. */
  readonly notTags?: readonly string[];
}

/** A memory limit that the documents of the image write or recommend. */
export interface DocumentedMemory {
  /** In compose's byte form: `1G`. */
  readonly limit: string;
  /** The first major version it fits: older ones claim more by themselves. */
  readonly since?: number;
  /** Where the number stands. */
  readonly source: string;
}

/** What is known of one image. A cell that is not there is not known. */
export interface ImageFacts {
  /** Name for people. */
  readonly name: string;
  /** Repositories without registry, `library/`, tag and digest, lower case; the official one first. */
  readonly images: readonly string[];
  readonly kinds: readonly ImageKind[];
  readonly secrets?: readonly SecretVariable[];
  /** Further variables, no secrets, that it takes from `X_FILE` in the same way as the first secret. */
  readonly alsoFromFiles?: readonly string[];
  readonly insecure?: readonly InsecureSetting[];
  readonly credential?: CredentialNeed;
  readonly insidePorts?: readonly InsidePort[];
  /** The image declares a HEALTHCHECK of its own: all images of the entry, or those named. */
  readonly hasHealthCheck?: boolean | readonly string[];
  readonly healthChecks?: readonly HealthCheck[];
  /** Programs people call in health checks and that the image has not got. */
  readonly lacks?: readonly string[];
  /** Tags that hold one of these words have the programs of `lacks`. */
  readonly lacksNotTags?: readonly string[];
  readonly memory?: DocumentedMemory;
  /** Paths besides its volumes that must stay writable on a read-only root; an empty list: none. */
  readonly writable?: readonly string[];
  /** Capabilities its entry point needs after `cap_drop: ALL`; an empty list: none. */
  readonly capabilities?: readonly string[];
  /** Where its data lives; nothing mounted there means the data goes with the container. */
  readonly dataPaths?: readonly string[];
  /** The image runs as another user than root, or gives root up before it serves. */
  readonly dropsRoot?: boolean;
  /** The Dockerfile declares a VOLUME on the data: without a mount it goes to an anonymous volume that the next `up` does not mount again. */
  readonly declaresVolume?: boolean;
  /**
   * Where the cells were read: `owner/repository path`, `owner/repository#issue`, a page without its scheme, or `compose files in use`.
   * `see …` is a pointer that was not read for this table: no fix may write a cell that rests on such pointers alone.
   */
  readonly sources: readonly string[];
}
