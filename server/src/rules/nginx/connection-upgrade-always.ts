import { fixIf } from '../../finding/fix.ts';
import type { NginxDirective, NginxEdit, NginxScope } from '../../formats/nginx/model/model.ts';
import { isForDevelopment, isLocal } from '../../subjects/nginx/answers.ts';
import { placeWords } from '../../subjects/nginx/place-words.ts';
import { defineRule } from '../contract.ts';

const SOCKETS = /socket|\bws\b|wss|sockjs|signalr|cable|relay|mqtt|realtime|push|stream/i;
const MAP = "map $http_upgrade $connection_upgrade {\n\tdefault upgrade;\n\t'' close;\n}";

export default defineRule({
  id: 'nginx/connection-upgrade-always',
  subject: 'nginxDirective',
  severity: 'low',
  category: 'correctness',
  profile: 'recommended',
  stages: 'production',
  summary: 'Every request asks the application for an upgrade',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    const { scope } = directive;
    if (!setsHeader(directive, 'connection') || directive.arg(1)?.toLowerCase() !== 'upgrade') return;
    const upgrade = scope.own('proxy_set_header').find((line) => setsHeader(line, 'upgrade'));
    if (upgrade === undefined || !/^\$\{?http_upgrade\}?$/i.test(upgrade.arg(1) ?? '')) return;
    if (!takesEverything(scope) || SOCKETS.test(placeWords(scope).join(' '))) return;
    const { server } = scope;
    if (server !== undefined && (isLocal(server) || isForDevelopment(server))) return;
    report({
      at: directive.argAt(1),
      message: 'Connection: upgrade goes out with every request, not only with WebSockets; map it from $http_upgrade',
      fixes: fixIf(
        'Ask for an upgrade only where the client does (other requests say close)',
        'behavior-changing',
        mapped(directive),
      ),
    });
  },
});

function setsHeader(directive: NginxDirective, name: string): boolean {
  return directive.name === 'proxy_set_header' && directive.arg(0)?.toLowerCase() === name;
}

/** Whether ordinary requests go through a scope too: a server, or its `location /`. */
function takesEverything({ kind, location }: NginxScope): boolean {
  return kind === 'server' || (location !== undefined && !location.isRegex && location.path === '/');
}

function mapped(directive: NginxDirective): readonly NginxEdit[] | undefined {
  const { model, server, uri } = directive.scope;
  const value = model.edit.replaceArg(directive, 1, '$connection_upgrade');
  const known = model.variable('connection_upgrade');
  if (known !== undefined)
    return known.definitions.every(({ kind, directive: map }) => kind === 'map' && map.arg(0) === '$http_upgrade')
      ? value
      : undefined;
  const first = model.servers.find((one) => one.scope.uri === uri)?.scope;
  const map = server === undefined || first === undefined ? undefined : model.edit.insertBlockBefore(first, MAP);
  return map === undefined ? undefined : [...map, ...value];
}
