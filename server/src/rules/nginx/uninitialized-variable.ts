import { fixIf } from '../../finding/fix.ts';
import type { ReportFunction } from '../../finding/report.ts';
import type { NginxDirective, NginxScope, NginxServer } from '../../formats/nginx/model/model.ts';
import { isBuiltInVariable } from '../../knowledge/nginx/built-in-variables.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/uninitialized-variable',
  subject: 'nginxDirective',
  directives: ['set'],
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'A variable is read where nothing has set it',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    if (directive.scope.kind !== 'if') {
      reportOtherServers(directive, report);
      return;
    }
    const { server, model } = directive.scope;
    const name = directive.arg(0)?.slice(1).toLowerCase() ?? '';
    const definitions = model.variable(name)?.definitions ?? [];
    // Said once, at the first read; each `set` of the variable must be one of an `if` of this server.
    if (server === undefined || definitions[0]?.directive !== directive || isBuiltInVariable(name)) return;
    const setters = definitions.map((definition) => definition.directive);
    if (!setters.every((set) => set.name === 'set' && set.scope.kind === 'if' && set.scope.server === server)) return;
    const blocks = new Set(setters.map(({ scope }) => scope));
    const read = readsIn(server)
      ?.get(name)
      ?.find(({ scope }) => !scope.chain().some((level) => blocks.has(level)));
    if (read === undefined || read.scope.scalar('uninitialized_variable_warn').directive !== undefined) return;
    const variable = directive.arg(0) ?? '';
    report({
      severity: 'low',
      at: read.argAt(read.values.findIndex((value) => reads(value, name, read.scope))),
      message: `${variable.slice(0, 30)} is read where no set has run, and nginx logs a warning each time; set it to "" first`,
      related: [{ at: directive.at, message: 'Only an if sets it' }],
      fixes: fixIf(
        `Set ${variable.slice(0, 30)} to "" at the start of the server (the warnings end)`,
        'behavior-changing',
        model.edit.insert(server.scope, [`set ${variable} "";`], { first: true }),
      ),
    });
  },
});

/** Each variable is looked up in so many servers. */
const MOST_SERVERS = 200;

/** Variables are of the whole configuration, their values of the request: what one server sets is empty in another that reads it. */
function reportOtherServers(directive: NginxDirective, report: ReportFunction): void {
  const { model, server: own } = directive.scope;
  const name = directive.arg(0)?.slice(1).toLowerCase() ?? '';
  const definitions = model.variable(name)?.definitions ?? [];
  if (own === undefined || definitions[0]?.directive !== directive || isBuiltInVariable(name)) return;
  if (definitions.some(({ kind }) => kind !== 'set')) return;
  const setting = new Set(definitions.map((definition) => definition.directive.scope.server));
  for (const server of model.servers.slice(0, MOST_SERVERS)) {
    const all = setting.has(server) ? undefined : readsIn(server)?.get(name);
    const failing = all?.find((one) => failsWithout(name, one));
    const read = failing ?? all?.[0];
    if (read === undefined) continue;
    const variable = directive.arg(0) ?? '';
    report({
      at: read.argAt(read.values.findIndex((value) => reads(value, name, read.scope))),
      severity: failing === undefined ? 'low' : 'medium',
      message: `${variable.slice(0, 30)} is set in another server only, so it is empty here${failing === undefined ? '' : ' and requests end with 500'}; set it in this server too`,
      related: [
        { at: directive.at, message: 'Set here' },
        { at: server.scope.at, message: 'The server that does not set it' },
      ],
    });
  }
}

/** The parts of an address to pass requests to: scheme, host or socket. */
const PASSED = /^([a-z]*:\/\/)?(unix:[^:]*|\[[^\]]+\]|[^:/?]*)/i;

/** Whether a directive passes requests on, and without the variable its address has no scheme or no host: nginx answers 500. */
function failsWithout(name: string, { name: pass, values: [value = ''], scope }: NginxDirective): boolean {
  if (scope.protocol !== 'http' || !/^(?:proxy|grpc|fastcgi|uwsgi|scgi)_pass$/.test(pass)) return false;
  const uses = scope.model.variablesIn(value).filter((use) => use.name === name);
  const empty = uses.reduceRight((text, { from, to }) => text.slice(0, from) + text.slice(to), value);
  const [, scheme, host] = PASSED.exec(empty) ?? [];
  if (uses.length === 0) return false;
  if (host === undefined || host === '' || host.toLowerCase() === 'unix:') return true;
  return pass === 'proxy_pass' && (scheme === undefined ? !empty.startsWith('$') : scheme === '://');
}

/** Whether a server holds lines that are not seen and may give variables a value. */
function mayBeSetUnseen(server: NginxScope): boolean {
  const scopes = [server, ...server.descendants()];
  return scopes.some((scope) => scope.hides('set') || scope.directives.some(({ name }) => /lua|^js_|^perl/.test(name)));
}

/** A server is read once for all variables. A cache only. */
const found = new WeakMap<NginxServer, Reads | undefined>();

type Reads = ReadonlyMap<string, readonly NginxDirective[]>;

/** The directives of a server that read a variable, by its name, in order; `undefined` when not all of it is seen. */
function readsIn(server: NginxServer): Reads | undefined {
  if (!found.has(server)) found.set(server, mayBeSetUnseen(server.scope) ? undefined : collectReads(server));
  return found.get(server);
}

function collectReads(server: NginxServer): Reads {
  const reads = new Map<string, NginxDirective[]>();
  for (const { directives } of [server.scope, ...server.scope.descendants()]) {
    for (const directive of directives) {
      const values = directive.name === 'set' ? directive.values.slice(1) : directive.values;
      for (const { name } of values.flatMap((value) => directive.scope.model.variablesIn(value))) {
        const list = reads.get(name);
        if (list === undefined) reads.set(name, [directive]);
        else if (list.at(-1) !== directive) list.push(directive);
      }
    }
  }
  return reads;
}

function reads(value: string, name: string, { model }: NginxScope): boolean {
  return model.variablesIn(value).some((use) => use.name === name);
}
