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
  const levels = [server, around, own].flatMap((level) => (level === undefined ? [] : [codeOf(level)]));
  return {
    // Asked for by few; the code of a large server is not copied for each of its locations.
    get rewrite() {
      return levels.flatMap(({ directives }) => directives);
    },
    preaccess: all(scope, 'limit_req', 'limit_conn', 'real_ip_header'),
    access: [...scope.array('allow', 'deny').directives, ...all(scope, 'auth_basic', 'auth_request', 'auth_jwt')],
    precontent: all(scope, 'try_files', 'mirror'),
    content: CONTENT.map((name) => scope.effective(name).directive).find((directive) => directive !== undefined),
    answeredBy: levels.find(({ answeredBy }) => answeredBy !== undefined)?.answeredBy,
  };
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
