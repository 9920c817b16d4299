import { HANDLERS } from './inheritance.ts';
import type { NginxDirective, NginxPhases, NginxScope } from './model.ts';

const REWRITE: ReadonlySet<string> = new Set(['return', 'rewrite', 'set', 'if', 'break']);
const CONTENT: readonly string[] = [
  ...HANDLERS,
  'stub_status',
  'empty_gif',
  'flv',
  'mp4',
  'hls',
  'api',
  'status',
  'perl',
  'js_content',
  'content_by_lua',
  'content_by_lua_block',
  'content_by_lua_file',
];

/**
 * The directives that act on a request in a scope, by phase (nginx development guide, "Phases"): the server's rewrite code, then
 * the location's, then limits, access, precontent and content. A nested location does not run the code of the one around it.
 */
export function phasesOf(scope: NginxScope): NginxPhases {
  const server = scope.enclosing('server');
  const around = scope.kind === 'if' ? scope.location?.scope : undefined;
  const own = scope.kind === 'server' ? undefined : scope;
  return new ScopePhases(
    scope,
    [server, around, own].flatMap((level) => (level === undefined ? [] : [codeOf(level)])),
  );
}

/** Each phase is worked out when it is asked for: most who ask want to know whether the rewrite code answers, and no more. */
class ScopePhases implements NginxPhases {
  readonly #scope: NginxScope;
  readonly #levels: readonly RewriteCode[];
  #access: readonly NginxDirective[] | undefined;
  #content: { readonly directive: NginxDirective | undefined } | undefined;

  constructor(scope: NginxScope, levels: readonly RewriteCode[]) {
    this.#scope = scope;
    this.#levels = levels;
  }

  get rewrite(): readonly NginxDirective[] {
    return this.#levels.flatMap(({ directives }) => directives);
  }

  get preaccess(): readonly NginxDirective[] {
    return all(this.#scope, 'limit_req', 'limit_conn', 'real_ip_header');
  }

  get access(): readonly NginxDirective[] {
    this.#access ??= [
      ...this.#scope.array('allow', 'deny').directives,
      ...all(this.#scope, 'auth_basic', 'auth_request', 'auth_jwt'),
    ];
    return this.#access;
  }

  get precontent(): readonly NginxDirective[] {
    return all(this.#scope, 'try_files', 'mirror');
  }

  get content(): NginxDirective | undefined {
    this.#content ??= { directive: this.#firstContent() };
    return this.#content.directive;
  }

  get answeredBy(): NginxDirective | undefined {
    return this.#levels.find(({ answeredBy }) => answeredBy !== undefined)?.answeredBy;
  }

  #firstContent(): NginxDirective | undefined {
    for (const name of CONTENT) {
      const { directive } = this.#scope.effective(name);
      if (directive !== undefined) return directive;
    }
    return undefined;
  }
}

interface RewriteCode {
  readonly directives: readonly NginxDirective[];
  readonly answeredBy: NginxDirective | undefined;
}

/** The rewrite code of a server is asked for by each of its locations. A cache only. */
const codes = new WeakMap<NginxScope, RewriteCode>();

function codeOf(scope: NginxScope): RewriteCode {
  let code = codes.get(scope);
  if (code === undefined) {
    const directives = scope.directives.filter((directive) => REWRITE.has(directive.name));
    code = { directives, answeredBy: directives.find(answers) };
    codes.set(scope, code);
  }
  return code;
}

function all(scope: NginxScope, ...names: readonly string[]): readonly NginxDirective[] {
  return names.flatMap((name) => scope.effective(name).directives);
}

/** Ends the request in the rewrite phase whatever the request is. */
function answers(directive: NginxDirective): boolean {
  if (directive.name === 'return') return true;
  if (directive.name !== 'rewrite' || !isAlways(directive.arg(0) ?? '')) return false;
  const target = directive.arg(1) ?? '';
  const flag = directive.arg(2);
  const isRedirect = target.startsWith('http://') || target.startsWith('https://') || target.startsWith('$scheme');
  return flag === 'permanent' || flag === 'redirect' || isRedirect;
}

/** A pattern that matches every URI. */
function isAlways(pattern: string): boolean {
  return pattern === '^' || /^\^?\/?\(?\.\*\)?\$?$/.test(pattern) || pattern === '^/';
}
