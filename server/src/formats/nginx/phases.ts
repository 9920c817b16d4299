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
  const serverCode = scope.enclosing('server')?.directives.filter((d) => REWRITE.has(d.name)) ?? [];
  const ownCode = scope.kind === 'server' ? [] : scope.directives.filter((d) => REWRITE.has(d.name));
  const around = scope.kind === 'if' && scope.location !== undefined ? codeOf(scope.location.scope) : [];
  const rewrite = [...serverCode, ...around, ...ownCode];
  return {
    rewrite,
    preaccess: all(scope, 'limit_req', 'limit_conn', 'real_ip_header'),
    access: [...scope.array('allow', 'deny').directives, ...all(scope, 'auth_basic', 'auth_request', 'auth_jwt')],
    precontent: all(scope, 'try_files', 'mirror'),
    content: CONTENT.map((name) => scope.effective(name).directive).find((directive) => directive !== undefined),
    answeredBy: rewrite.find(answers),
  };
}

function codeOf(scope: NginxScope): readonly NginxDirective[] {
  return scope.directives.filter((directive) => REWRITE.has(directive.name));
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
