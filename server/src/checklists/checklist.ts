/**
 * A production checklist as data. Built-in ones and a team's own JSON have the same shape, so everything here can be written in JSON.
 */
export interface Checklist {
  readonly name: string;
  readonly title: string;
  /** Where it comes from. */
  readonly source: string;
  readonly sections: readonly Section[];
  /** Thresholds of rules this checklist sets: `<rule id>.<threshold>`. */
  readonly thresholds?: Readonly<Record<string, number>>;
  /** The TLS level it holds nginx to. */
  readonly tls?: 'modern' | 'intermediate';
}

export interface Section {
  readonly title: string;
  readonly items: readonly Item[];
}

/** How an item is decided; `manual` and `runtime` ones never by a file. */
export type ItemKind = 'rule' | 'assertion' | 'evidence' | 'manual' | 'runtime';

export interface Item {
  readonly id: string;
  /** In our own words. */
  readonly title: string;
  /** The line or section of the source. */
  readonly source?: string;
  readonly kind: ItemKind;
  /** All that can be said from files; several are combined: any failure fails, any evidence passes. */
  readonly checks?: readonly Check[];
  /** One good check is enough: the item fails only where nothing passes. */
  readonly any?: boolean;
  /** The item makes sense only for a deployment that has this; else it is not applicable. */
  readonly applies?: Selector;
  /** Days after which a person's tick goes stale. */
  readonly every?: number;
  /** Runtime: the command or SQL to run and what to expect. */
  readonly command?: string;
  readonly expect?: string;
}

/** What something is looked for in. Names and values are globs of `*` and `?`, several with `|`, without regard to case. */
export type Selector =
  /** Environment variables of `.env` files and compose `environment`. */
  | { readonly env: string }
  /** The same, without URLs whose hosts are Compose services beside. */
  | { readonly remoteUrl: string }
  /** Compose services: `all`, `application` (no image we know to be something else), `built` here, or by kind of image or image name. */
  | { readonly services: string }
  /** nginx: `servers`, `tls-servers`, `plain-servers`, `proxied` (locations with `proxy_pass`), `upstreams`, `http`. */
  | { readonly nginx: NginxWhere }
  /** TOML keys by dotted path. */
  | { readonly toml: string; readonly application?: string }
  /** Any file of a format. */
  | { readonly format: 'dotenv' | 'compose' | 'toml' | 'nginx' | 'any' };

export type NginxWhere = 'servers' | 'tls-servers' | 'plain-servers' | 'proxied' | 'upstreams' | 'http';

/** Conditions on a value; all that are given must hold. Numbers may be named: then the checklist's thresholds decide. */
export interface Test {
  readonly present?: boolean;
  readonly absent?: boolean;
  readonly equals?: string;
  readonly not?: string;
  readonly matches?: string;
  readonly notMatches?: string;
  readonly oneOf?: readonly string[];
  readonly minLength?: number;
  readonly format?: ValueFormat;
  readonly min?: number;
  readonly max?: number;
}

export type ValueFormat =
  | 'hex64'
  | 'fernet'
  | 'url-https'
  | 'integer'
  | 'absolute-path'
  | 'schema-table-list'
  | 'unix-seconds'
  | 'daily';

interface Counts {
  /** What counts of a check: only its failures (it cannot prove the good), or only its evidence. */
  readonly only?: 'fail' | 'pass';
  /** The check is made only where a variable has such a value. */
  readonly when?: { readonly env: string; readonly value: string };
}

/** How a condition is held against several places. `some`: one that meets it is enough. */
type Over = { readonly some?: boolean };

export type Check = Counts &
  (
    | RuleCheck
    | EnvCheck
    | TomlCheck
    | ComposeCheck
    | NginxCheck
    | SameCheck
    | { readonly kind: 'distinct'; readonly name: string }
    | { readonly kind: 'no-secrets'; readonly in: 'dotenv' | 'environment' }
    | { readonly kind: 'no-export' }
    | { readonly kind: 'evidence'; readonly find: Finder }
  );

/** No finding of these rules on what the selector finds; `rules` may end with `/*`. `shows`: the setting that evidence names. */
export interface RuleCheck {
  readonly kind: 'rule';
  readonly rules: readonly string[];
  readonly about: Selector;
  /** A path of a service or an nginx directive. */
  readonly shows?: string;
}

/** A condition on every value the selector finds. */
export interface EnvCheck extends Over {
  readonly kind: 'env';
  readonly name: string;
  readonly test: Test;
  /** Other names whose presence makes a missing one a failure. */
  readonly with?: string;
  /** Only values like this are judged: a URL without a pool says nothing about one. */
  readonly among?: string;
  /** Only variables of services whose image is like this: names that mean something there alone. */
  readonly of?: string;
  /** What the program does when the variable is not set, for services of this image. */
  readonly default?: { readonly image: string; readonly value: string };
}

export interface TomlCheck extends Over {
  readonly kind: 'toml';
  readonly path: string;
  readonly test: Test;
  readonly application?: string;
  readonly with?: string;
}

export interface ComposeCheck extends Over {
  readonly kind: 'compose';
  readonly path: string;
  readonly test: Test;
  readonly services?: string;
  /** What a service without it is; `fail` when nothing is said. */
  readonly absence?: 'fail' | 'pass' | 'unknown';
  /** Values like this cannot be judged: a command that reads its settings from a file. */
  readonly unknown?: string;
}

export interface NginxCheck extends Over {
  readonly kind: 'nginx';
  readonly directive: string;
  readonly test: Test;
  readonly where: NginxWhere;
  /** Every directive of several must meet it; else one is enough. */
  readonly every?: boolean;
  /** What nginx does when nothing is written. */
  readonly default?: string;
}

/** What is set both in the environment and in TOML says the same in both; `pairs`: variable → TOML path. */
export interface SameCheck {
  readonly kind: 'same';
  readonly pairs: Readonly<Record<string, string>>;
  readonly application?: string;
}

/** Something good that is there: it passes the item, its absence says nothing. */
export interface Finder {
  /** A variable, with a value when `value` is given. */
  readonly env?: string;
  /** A service by kind or image. */
  readonly services?: string;
  /** A word in a service's command. */
  readonly command?: string;
  /** A path of a service that is set. */
  readonly compose?: string;
  /** An nginx directive in force anywhere. */
  readonly nginx?: string;
  /** A location whose path begins so; a regular expression that holds it. */
  readonly location?: string;
  readonly toml?: string;
  readonly value?: string;
}

export type ItemState = 'pass' | 'fail' | 'manual' | 'not-evidenced' | 'not-applicable' | 'runtime';
