/** Settings that change how a file is placed in the tree of includes. */
export interface NginxOptions {
  /** The folder of `nginx.conf` (conf prefix), relative to the workspace or absolute; default: found by itself. */
  readonly prefix?: string | undefined;
  /** Absolute path on the server → path in the workspace, longest key first: `{ '/etc/nginx': 'deploy/nginx' }`. */
  readonly pathMap?: Readonly<Record<string, string>> | undefined;
  /**
   * A file of `sites-available` that the tree is asked about: taken in where the root file includes `sites-enabled`, which a repository
   * seldom holds (links are set on the server). Alone, for which sites are enabled together is not known.
   */
  readonly site?: string | undefined;
  /** The containers that have this configuration file mounted. */
  readonly containers?: ((uri: string) => readonly NginxContainer[]) | undefined;
  /** The nginx that will read the file (`'1.22'`); decides nothing in the model yet. */
  readonly version?: string | undefined;
}

/** A path in a container and what is mounted there; `uri` undefined: not a file or folder of the workspace. */
export interface NginxMount {
  readonly target: string;
  readonly uri: string | undefined;
}

/** A container that reads a configuration file: what it sees and who reaches it. */
export interface NginxContainer {
  /** As written in the compose file. */
  readonly image: string | undefined;
  readonly mounts: readonly NginxMount[];
  readonly ports: readonly NginxPublishedPort[];
  /** It shares the host's network. */
  readonly isOnHost: boolean;
  /** More may be published than is seen. */
  readonly isOpen: boolean;
  /** Its command writes the file anew at each start, from a template that it has mounted too. */
  readonly isGenerated: boolean;
}

/** A port inside a container (`undefined`: not known) and where it is published. */
export interface NginxPublishedPort {
  readonly target: number | undefined;
  /** On the host; `undefined`: chosen when it starts, or not known. */
  readonly host: number | undefined;
  readonly on: 'everyone' | 'loopback' | 'unknown';
}

/** A folder of the workspace that a `root` or `alias` hands out. */
export interface NginxServedFolder {
  readonly uri: string;
  /** What of a project's own files is directly in it: `.env`, `.git`, `package.json` … */
  readonly has: readonly string[];
}
