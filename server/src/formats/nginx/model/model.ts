import type { Span } from '../../../text/span.ts';
import type { Location, Stage } from '../../format.ts';
import type { RelatedFiles } from '../../related-files.ts';
import type { NginxFile, NginxNode } from '../read/tree.ts';
import type { NginxWord } from '../read/word.ts';
import type { NginxContainer, NginxServedFolder } from './options.ts';

/**
 * Where directives stand. `placeholder` scopes do not exist: a fragment whose kind cannot be told has the kind `unknown`
 * (bare `proxy_set_header` … lines: http, server or location).
 */
export type NginxScopeKind =
  | 'main'
  | 'events'
  | 'http'
  | 'server'
  | 'location'
  | 'if'
  | 'limit_except'
  | 'upstream'
  | 'stream'
  | 'mail'
  /** Bodies of `key value;` lines: map, geo, types, split_clients, charset_map, match … */
  | 'entries'
  | 'lua'
  /** A block we have no name for (third-party modules, `mgmt`, `oidc_provider` …). */
  | 'other'
  | 'unknown';

export type NginxProtocol = 'http' | 'stream' | 'mail' | 'main' | 'unknown';

/** How a directive's value reaches the scopes below the one it is written in. */
export type NginxFamily =
  /** Nearest wins: `root`, `server_tokens`, `ssl_protocols` … */
  | 'scalar'
  /** A level that has at least one replaces the whole set of the level above: `add_header`, `proxy_set_header`, `allow`+`deny` … */
  | 'array'
  /** Counts only where it is written: `return`, `rewrite`, `set`, `try_files`, `proxy_pass`, `listen`, `location` … */
  | 'local';

/** A directive in its place. The same line of an included file is one object for each place it is included in. */
export interface NginxDirective {
  /** Decoded; case matters to nginx. In an `entries` scope: the key. */
  readonly name: string;
  readonly nameSpan: Span;
  /** From the name to the `;` or `}`. */
  readonly span: Span;
  readonly args: readonly NginxWord[];
  /** The arguments' decoded values: `args.map((a) => a.value)`. */
  readonly values: readonly string[];
  /** The file it stands in: findings about it go to `{ uri, span }`. */
  readonly uri: string;
  /** The scope it is in force in: through includes, the scope of the file that includes it. */
  readonly scope: NginxScope;
  /** The scope it opens. */
  readonly block: NginxScope | undefined;
  /** The statement as read. */
  readonly node: NginxNode;
  /** `{ uri, span: nameSpan }`, for `report({ at })`. */
  readonly at: Location;
  /** The place of an argument (its content without quotes); of the name when there is no such argument. */
  argAt(index: number): Location;
  /** An argument's value; `undefined` when there are fewer. */
  arg(index: number): string | undefined;
  /** The value of the argument written `name=value`. */
  param(name: string): string | undefined;
  /** Whether an argument equals `word` exactly. */
  has(word: string): boolean;
}

/** What is in force of one directive (or group) at a scope. */
export interface NginxInForce {
  /** Scalar: at most one. Array: the whole set of the nearest level that has any, in order. Empty: nginx's default holds. */
  readonly directives: readonly NginxDirective[];
  /** The first of them. */
  readonly directive: NginxDirective | undefined;
  /** The scope that defines them; here is where a fix must add to the set. */
  readonly scope: NginxScope | undefined;
  /**
   * False when a level that could define or override it is not visible (a fragment's unseen parent, an include that cannot be
   * read, a `${PLACEHOLDER}`, a syntax error): then nothing may be called absent, and what was found may be overridden.
   */
  readonly known: boolean;
}

/** A block (or the file itself) with what is in force there. Methods are cheap: results are kept. */
export interface NginxScope {
  readonly kind: NginxScopeKind;
  readonly protocol: NginxProtocol;
  /** As the directive tables name contexts: `main`, `events`, `http`, `http.server`, `http.location.if`, `stream.upstream` …; `unknown`. */
  readonly context: string;
  /** The word that opens it: `server`, `location`, `map` …; for the file itself the kind. */
  readonly name: string;
  /** Where a finding about something absent in this scope goes: the opening word; the start of the file for the file itself. */
  readonly nameSpan: Span;
  readonly uri: string;
  /** `{ uri, span: nameSpan }`. */
  readonly at: Location;
  /** False for a scope that is only inferred around a fragment: it is written in a file we do not see. */
  readonly visible: boolean;
  /** True when all of its content is known: visible, every include in it read, no syntax error or placeholder inside. */
  readonly complete: boolean;
  /** The directive that opens it; `undefined` for the file itself and for inferred scopes. */
  readonly opener: NginxDirective | undefined;
  readonly parent: NginxScope | undefined;
  /** Directives in order, includes in place (the `include` lines themselves are in the list too). */
  readonly directives: readonly NginxDirective[];
  /** The scopes opened directly in it, in order. */
  readonly children: readonly NginxScope[];
  readonly model: NginxModel;

  /** Whether a directive of that name may stand at this level unseen: in an include that is not here, in a file we do not have. */
  hides(name: string): boolean;
  /** The directives of that name written at this level (no inheritance). */
  own(name: string): readonly NginxDirective[];
  /** The first of them. */
  first(name: string): NginxDirective | undefined;
  /** What is in force here, by the directive's own family (`familyOf(name)`); `local` directives look at this level only. */
  effective(name: string): NginxInForce;
  /** Nearest wins, whatever the family. */
  scalar(name: string): NginxInForce;
  /** Replaced as a whole, whatever the family; several names share one set (`allow`, `deny`). Knows `add_header_inherit`. */
  array(...names: readonly string[]): NginxInForce;
  /** True when `name` is a flag that is on here; false when off or unset; `undefined` when not known (variables too). */
  isOn(name: string, byDefault: boolean): boolean | undefined;
  /** This scope and the ones around it, nearest first. */
  chain(): readonly NginxScope[];
  /** All scopes below, in order, depth first. */
  descendants(): readonly NginxScope[];
  /** The nearest scope of that kind: this one or one around it. */
  enclosing(kind: NginxScopeKind): NginxScope | undefined;
  /** The server this scope is in (or is); `undefined` when it is not visible. */
  readonly server: NginxServer | undefined;
  /** The location this scope is in (or is); an `if` in a location belongs to it. */
  readonly location: NginxLocation | undefined;
}

/** A `listen` of one server. */
export interface NginxListen {
  /** `undefined`: the implicit `*:80` of a server without `listen`. */
  readonly directive: NginxDirective | undefined;
  /** `*`, an IPv4 address, `[::]`-style IPv6 in lower case, a host name as written, or `unix:/path`. */
  readonly address: string;
  /** `undefined` for unix sockets and when it is not a number (a template's `${PORT}`). */
  readonly port: number | undefined;
  /** Parameters written on this line. */
  readonly parameters: readonly string[];
  /** `default_server` (or `default`) is written here. */
  readonly isDefault: boolean;
  readonly socket: NginxSocket;
  readonly server: NginxServer;
}

/** An address and port on which nginx listens: options belong to it, whichever server wrote them. */
export interface NginxSocket {
  /** `*:443`, `[::]:443`, `127.0.0.1:80`, `unix:/run/x.sock`. */
  readonly key: string;
  readonly protocol: 'http' | 'stream' | 'mail';
  readonly address: string;
  readonly port: number | undefined;
  readonly ssl: boolean;
  readonly quic: boolean;
  readonly http2: boolean;
  readonly proxyProtocol: boolean;
  /** In file order. */
  readonly listens: readonly NginxListen[];
  /** The server that answers names nobody has: the `default_server`, else the first. */
  readonly defaultServer: NginxServer;
  /** Several when the file is wrong (nginx refuses to start). */
  readonly explicitDefaults: readonly NginxListen[];
  /** Loopback or unix: not reachable from another host. */
  readonly isLocal: boolean;
  /** False when servers may exist that we do not see (fragments, unread includes): "no other server …" may not be said. */
  readonly complete: boolean;
  /**
   * The server that answers a host name here, as nginx chooses: exact name, longest leading wildcard, longest trailing wildcard, first
   * regex in order, default server. `unknown`: a regex we cannot evaluate or a placeholder may decide.
   */
  serverFor(host: string): NginxServer | 'unknown';
}

export interface NginxServerName {
  /** Lower case; `''` for an empty name. Regex: as written with its `~`. */
  readonly text: string;
  readonly kind: 'exact' | 'wildcard-start' | 'wildcard-end' | 'regex' | 'unknown';
  readonly directive: NginxDirective;
  readonly word: NginxWord;
}

export interface NginxServer {
  readonly scope: NginxScope;
  readonly protocol: 'http' | 'stream' | 'mail';
  readonly listens: readonly NginxListen[];
  readonly names: readonly NginxServerName[];
  /** Every socket of it speaks TLS or QUIC / at least one does / none does. `ssl on` counts for all. */
  readonly tls: 'all' | 'some' | 'none';
  /** Top-level locations in order. */
  readonly locations: readonly NginxLocation[];
  /** It answers for names nobody has on at least one of its sockets. */
  readonly isDefault: boolean;
  /**
   * The location that handles a normalised URI, as nginx chooses it (nested ones included).
   * `none`: the server itself; `unknown`: a regex we cannot evaluate or a placeholder decides.
   */
  match(uri: string): NginxLocation | 'none' | 'unknown';
}

export interface NginxLocation {
  readonly scope: NginxScope;
  readonly modifier: '' | '=' | '^~' | '~' | '~*' | '@';
  /** Prefix, path or regex without the modifier; with its `@` for a named location. */
  readonly path: string;
  /** The span of the path in the file (inside quotes). */
  readonly pathAt: Location;
  readonly isRegex: boolean;
  readonly server: NginxServer | undefined;
  /** The locations directly inside. */
  readonly nested: readonly NginxLocation[];
  readonly parent: NginxLocation | undefined;
  /** The regex matches / the prefix covers / the path equals the URI; `undefined` when it cannot be told. */
  covers(uri: string): boolean | undefined;
}

/** The directives that act on a request in a location, by nginx's phases. What an earlier phase answers, a later one never sees. */
export interface NginxPhases {
  /** `return`, `rewrite`, `set`, `if`, `break` of the server, then of the location (not of the locations around it). */
  readonly rewrite: readonly NginxDirective[];
  /** `limit_req`, `limit_conn`, `real_ip_header` in force. */
  readonly preaccess: readonly NginxDirective[];
  /** `allow`, `deny`, `auth_basic`, `auth_request`, `auth_jwt` in force. */
  readonly access: readonly NginxDirective[];
  /** `try_files`, `mirror`. */
  readonly precontent: readonly NginxDirective[];
  /** The content handler: `proxy_pass`, `fastcgi_pass`, `stub_status` …; `undefined`: static files. */
  readonly content: NginxDirective | undefined;
  /** The unconditional `return` or redirecting `rewrite` that answers before access checks run. */
  readonly answeredBy: NginxDirective | undefined;
}

/** How much of a text a client decides. */
export type NginxControl =
  /** Arbitrary text; may hold CR and LF (decoded: `$uri`, captures of it whose class admits them). */
  | 'newlines'
  /** Arbitrary text that may hold CR but no LF: captures of a decoded path by `.`, which stops at LF. */
  | 'returns'
  /** Arbitrary text without line breaks: headers, cookies, arguments, `$request_uri`, `$http_host`. */
  | 'text'
  /** A validated host name: `$host`. */
  | 'host'
  /** A closed set chosen by the file (map values, `$scheme`, `$remote_addr`) or nothing. */
  | 'none';

export interface NginxTaint {
  /** The client-controlled variable, lower case without `$`: `http_origin`, `arg_url`, `uri`, `1` (a capture). */
  readonly source: string;
  readonly control: NginxControl;
  /** The directives it comes through (`set`, `map` …), nearest first; empty when it is written directly. */
  readonly through: readonly NginxDirective[];
}

/** `$name` or `${name}` inside a word. */
export interface NginxVariableUse {
  /** Lower case, without `$` and braces (nginx looks names up without case). */
  readonly name: string;
  /** As written. */
  readonly raw: string;
  /** Start and end in the decoded value, `$` included. */
  readonly from: number;
  readonly to: number;
}

export interface NginxVariableDefinition {
  readonly kind: 'set' | 'map' | 'geo' | 'split_clients' | 'capture' | 'module' | 'placeholder';
  readonly directive: NginxDirective;
  /** The texts it may take; `undefined` when the module decides. */
  readonly values: readonly string[] | undefined;
}

export interface NginxVariable {
  /** Lower case. */
  readonly name: string;
  readonly definitions: readonly NginxVariableDefinition[];
}

/** An `include` line and what it brought. */
export interface NginxInclude {
  readonly directive: NginxDirective;
  /** As written. */
  readonly path: string;
  readonly isGlob: boolean;
  /** The files read in its place, in order. */
  readonly uris: readonly string[];
  /**
   * `read`; `missing`: a literal path whose folder is known and has no such file (or the whole conf folder is visible);
   * `empty`: a glob that matches nothing (nginx accepts it); `stock`: a file every nginx package brings (`mime.types`,
   * `fastcgi_params` …) that is not in the workspace; `unseen`: outside the workspace or not readable; `cycle`.
   */
  readonly state: 'read' | 'missing' | 'empty' | 'stock' | 'unseen' | 'cycle';
}

/** A change to one file; has the shape of a rule's `FileEdit`. */
export interface NginxEdit {
  readonly uri: string;
  readonly span: Span;
  readonly newText: string;
  readonly snippet?: boolean;
}

/** Edits that keep the file's style: indentation, line ending, everything else byte for byte. */
export interface NginxEditing {
  /**
   * Adds statements (`['server_tokens off;']`, several lines become several lines) to a scope: behind `after` when given, else
   * behind the last directive of the same name, else at the end of the block's leading plain directives. `undefined` when the
   * scope is not written in a file we may edit (inferred scopes).
   */
  insert(
    scope: NginxScope,
    statements: readonly string[],
    where?: { readonly after?: NginxDirective; readonly first?: boolean; readonly snippet?: boolean },
  ): readonly NginxEdit[] | undefined;
  /** Adds a statement behind a directive, on a new line of the same indentation. */
  insertAfter(directive: NginxDirective, statements: readonly string[], snippet?: boolean): readonly NginxEdit[];
  /** Adds whole blocks (text with `\n` and tabs for one indent step) behind the block that `sibling` opens. */
  insertBlockAfter(sibling: NginxScope, block: string, snippet?: boolean): readonly NginxEdit[] | undefined;
  /** The same before it. */
  insertBlockBefore(sibling: NginxScope, block: string, snippet?: boolean): readonly NginxEdit[] | undefined;
  /** Replaces one argument; quoted only where nginx needs it, in the quotes already there when possible. */
  replaceArg(directive: NginxDirective, index: number, value: string): readonly NginxEdit[];
  /** Replaces all arguments (texts as they shall be written: quote with `quoteWord`). No arguments: removes them. */
  replaceArgs(directive: NginxDirective, args: readonly string[]): readonly NginxEdit[];
  /** Adds an argument at the end, in front of the `;` or `{`. */
  appendArg(directive: NginxDirective, text: string): readonly NginxEdit[];
  /** Removes one argument and the white space in front of it. */
  removeArg(directive: NginxDirective, index: number): readonly NginxEdit[];
  rename(directive: NginxDirective, name: string): readonly NginxEdit[];
  /** Removes the statement, with its line when nothing else stands on it. */
  remove(directive: NginxDirective): readonly NginxEdit[];
  /** The statement as text, without its line's indentation: to copy a set of directives into another scope with `insert`. */
  textOf(directive: NginxDirective): string;
}

/** Makes the editing of a file and of the files it includes. */
export type CreateNginxEditing = (file: NginxFile, files: RelatedFiles) => NginxEditing;

export interface NginxModel {
  readonly format: 'nginx';
  readonly uri: string;
  readonly stage: Stage;
  readonly file: NginxFile;
  readonly files: RelatedFiles;
  /** A template for envsubst, Jinja …: `${UPPER_CASE}` is not known. */
  readonly isTemplate: boolean;
  /** Whether its includes bring more statements together, or lie deeper in each other, than are looked at. */
  readonly isCut: boolean;
  /**
   * The outermost scope: `main` of a root file; for a fragment the scope its top-level lines stand in, which is only inferred
   * (`visible: false`) and has inferred parents (a file of `server` blocks: `http` in `main`).
   */
  readonly root: NginxScope;
  /** The scope that the file's top-level lines are in: `main`, or the inferred one of a fragment. */
  readonly top: NginxScope;
  /**
   * Every visible scope of the tree, includes followed, in nginx's order, outer before inner; the top scope too when it is `main`.
   * A finding about a scope goes to `scope.at`, which may be in an included file: the project shows it there.
   */
  readonly scopes: readonly NginxScope[];
  /** Every directive of the tree in nginx's order, blocks included; not the lines of `entries` and `lua` bodies. */
  readonly directives: readonly NginxDirective[];
  /** All servers of the tree in nginx's order. */
  readonly servers: readonly NginxServer[];
  readonly sockets: readonly NginxSocket[];
  /** Folders of the workspace that `root` and `alias` lines hand out, where a mount or a setting tells. */
  readonly served: ReadonlyMap<NginxDirective, NginxServedFolder>;
  /** The containers of the workspace's compose files that have a file of the tree mounted as configuration; empty: none, or not told. */
  containersOf(uri: string): readonly NginxContainer[];
  /** Those that have this very file mounted: where no mount names a fragment, the root's say nothing about how it is made. */
  containersMounting(uri: string): readonly NginxContainer[];
  /** Upstreams of the whole tree. */
  readonly upstreams: readonly NginxScope[];
  /** Every `include` line of the tree. */
  readonly includes: readonly NginxInclude[];
  /** The folders that the beginning of a path in the file may mean (`conf.d/`; empty: where relative paths start): URIs, best first. */
  foldersOf(path: string): readonly string[];
  /** The upstream that a `proxy_pass` target names. */
  upstream(name: string, protocol?: 'http' | 'stream'): NginxScope | undefined;
  /** A variable the files define; built-in ones have no entry. Case does not matter; with or without `$`. */
  variable(name: string): NginxVariable | undefined;
  /** The variables in a word. */
  variablesIn(text: string): readonly NginxVariableUse[];
  /**
   * What a client controls in a text that stands in `scope`; follows `set`, `map` and captures. Give the directive too when there is
   * one: `$1` in a `rewrite` comes from its own pattern.
   */
  taint(text: string, scope: NginxScope, directive?: NginxDirective): readonly NginxTaint[];
  /** What happens to a request that ends in this scope (server, location, `if` in location). */
  phases(scope: NginxScope): NginxPhases;
  readonly edit: NginxEditing;
  /** Whether a template language decides if what stands there is written at all, or how often. */
  isConditional(at: Location): boolean;
}
