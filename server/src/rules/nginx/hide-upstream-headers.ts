import { fixIf } from '../../finding/fix.ts';
import type {
  NginxDirective,
  NginxEdit,
  NginxModel,
  NginxScope,
  NginxServer,
} from '../../formats/nginx/model/model.ts';
import { isForDevelopment, isLocal } from '../../subjects/nginx/answers.ts';
import { defineRule } from '../contract.ts';

const HANDLERS = ['proxy_pass', 'fastcgi_pass', 'uwsgi_pass'] as const;

export default defineRule({
  id: 'nginx/hide-upstream-headers',
  subject: 'nginxDirective',
  severity: 'low',
  category: 'exposure',
  profile: 'strict',
  stages: 'production',
  summary: 'X-Powered-By of the application reaches clients',
  fix: 'safe',
  formats: ['nginx'],
  check(directive, report) {
    const handler = HANDLERS.find((name) => name === directive.name);
    const { scope } = directive;
    const { server } = scope;
    if (
      handler === undefined ||
      server === undefined ||
      scope.protocol !== 'http' ||
      isLocal(server) ||
      isForDevelopment(server)
    )
      return;
    // One finding a server and kind: the first place that hands requests on.
    if (firstHandlers(scope.model).get(server)?.get(handler) !== directive) return;
    const hide = handler.replace('_pass', '_hide_header');
    const inForce = scope.array(hide);
    if (!inForce.known || inForce.directives.some((it) => it.arg(0)?.toLowerCase() === 'x-powered-by')) return;
    if (scope.scalar('more_clear_headers').directive !== undefined) return;
    const target = inForce.scope ?? server.scope;
    report({
      at: directive.at,
      message: `${handler} passes X-Powered-By on, which names the software behind; add ${hide} X-Powered-By`,
      fixes: fixIf(`Add ${hide} X-Powered-By (clients no longer see the header)`, 'safe', hideEverywhere(target, hide)),
    });
  },
});

type FirstHandlers = ReadonlyMap<NginxServer, ReadonlyMap<string, NginxDirective>>;

/** Asked for every directive that hands requests on. A cache only. */
const firstOnes = new WeakMap<NginxModel, FirstHandlers>();

/** By server and kind: the first directive that hands requests on. */
function firstHandlers(model: NginxModel): FirstHandlers {
  const known = firstOnes.get(model);
  if (known !== undefined) return known;
  const byServer = new Map<NginxServer, Map<string, NginxDirective>>();
  for (const directive of model.directives) {
    const { server } = directive.scope;
    if (server === undefined || !HANDLERS.some((name) => name === directive.name)) continue;
    const byName = byServer.get(server) ?? new Map<string, NginxDirective>();
    if (!byName.has(directive.name)) byName.set(directive.name, directive);
    byServer.set(server, byName);
  }
  firstOnes.set(model, byServer);
  return byServer;
}

/** At the level that holds the set, and in every block below it that replaces the set. */
function hideEverywhere(target: NginxScope, hide: string): readonly NginxEdit[] | undefined {
  const { edit } = target.model;
  const statement = [`${hide} X-Powered-By;`];
  const base = edit.insert(target, statement);
  const below = target
    .descendants()
    .filter(
      (inner) =>
        inner.own(hide).length > 0 && !inner.own(hide).some((it) => it.arg(0)?.toLowerCase() === 'x-powered-by'),
    );
  return base === undefined ? undefined : [...base, ...below.flatMap((inner) => edit.insert(inner, statement) ?? [])];
}
