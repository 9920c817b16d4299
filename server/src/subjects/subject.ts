import type { ComposeModel, ComposeService } from '../formats/compose/model/model.ts';
import type { DotenvModel } from '../formats/dotenv/model/model.ts';
import type { DotenvEntry } from '../formats/dotenv/read/tree.ts';
import type { NginxDirective, NginxModel, NginxScope } from '../formats/nginx/model/model.ts';
import type { TomlModel } from '../formats/toml/model/model.ts';
import type { TomlLeaf, TomlTable } from '../formats/toml/read/tree.ts';
import type { NamedValue } from './named-value.ts';
import type { Setting } from './setting.ts';
import type { UrlValue } from './url.ts';

/** A file as the rules see it. */
export type Model = DotenvModel | ComposeModel | TomlModel | NginxModel;

/** What `check` is called with, by the rule's `subject`. */
export interface SubjectMap {
  /** Every key with a value, in every format. */
  namedValue: NamedValue;
  /** The named values that programs read from their environment. */
  environmentVariable: NamedValue;
  /** The same with its key in one spelling and what it is set to at its place: for rules on what a variable switches. */
  setting: Setting;
  /** A URL or connection string inside a named value. */
  url: UrlValue;
  /** A compose service with everything merged, extended and overridden. */
  service: ComposeService;
  composeFile: ComposeModel;
  /** A main, http, server, location, `if` … of nginx with what is in force there. */
  nginxScope: NginxScope;
  nginxDirective: NginxDirective;
  tomlTable: TomlTable;
  tomlLeaf: TomlLeaf;
  dotenvEntry: DotenvEntry;
  /** The whole file, whatever its format. */
  document: Model;
}

export type SubjectKind = keyof SubjectMap;
