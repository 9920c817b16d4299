import type { NginxDirective } from '../../../formats/nginx/model/model.ts';
import { isBuiltInVariable } from '../../../knowledge/nginx/built-in-variables.ts';
import { isWholeConfiguration } from './foreign-modules.ts';
import { badArgument, shown, type ValueProblem } from './value-problem.ts';

/** Directives whose arguments (from the given one on) nginx reads as texts with variables when it starts. */
const READ_AT_START: Readonly<Record<string, number>> = {
  set: 1,
  return: 0,
  add_header: 1,
  add_trailer: 1,
  proxy_set_header: 1,
  proxy_cache_key: 0,
  proxy_cache_bypass: 0,
  proxy_no_cache: 0,
  fastcgi_cache_key: 0,
  grpc_set_header: 1,
  fastcgi_param: 1,
  uwsgi_param: 1,
  scgi_param: 1,
  proxy_pass: 0,
  root: 0,
  alias: 0,
  try_files: 0,
  log_format: 1,
  limit_req_zone: 0,
  limit_conn_zone: 0,
  auth_basic: 0,
  if: 0,
};

/** A variable nobody defines, where the whole configuration is seen: `unknown "x" variable`. */
export function checkKnownVariables(directive: NginxDirective): readonly ValueProblem[] {
  const { name, scope } = directive;
  const from = Object.hasOwn(READ_AT_START, name) ? READ_AT_START[name] : isMapSource(name) ? 0 : undefined;
  if (from === undefined || scope.protocol !== 'http') return [];
  // The other words of a condition may be patterns.
  const to = name === 'if' ? 1 : isMapSource(name) ? directive.args.length - 1 : directive.args.length;
  for (let i = from; i < to; i++) {
    const unknown = unknownIn(directive, i);
    if (unknown === undefined) continue;
    return isWholeConfiguration(scope.model) ? badArgument(directive, i, `unknown "${shown(unknown)}" variable`) : [];
  }
  return [];
}

function isMapSource(name: string): boolean {
  return name === 'map' || name === 'split_clients';
}

function unknownIn(directive: NginxDirective, index: number): string | undefined {
  const text = directive.arg(index) ?? '';
  if (!text.includes('$')) return undefined;
  const model = directive.scope.model;
  // Upper case is a placeholder that some tool fills before nginx reads the file.
  return model
    .variablesIn(text)
    .find(({ name, raw }) => !isBuiltInVariable(name) && !/[A-Z]/.test(raw) && model.variable(name) === undefined)
    ?.name;
}
