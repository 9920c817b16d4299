import { reachOf } from '../../knowledge/env/hosts.ts';
import type { RuleContext } from '../../subjects/context.ts';
import { serviceNamed } from '../../subjects/env/reach.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

/** The variable of Docker's own client, and what programs call theirs: `TRAEFIK_PROVIDERS_DOCKER_ENDPOINT`. */
const KEYS = /^(?:\w+_)?(?:DOCKER|SWARM)_(?:HOST|ENDPOINT|(?:API_)?URL)$/;

/** What people call one: `socket-proxy`, `docker-socket`, `dockersocket`. */
const PROXY = /proxy|docker[-_]?sock(?:et)?/i;

/** A socket proxy is the usual way to give a container a part of the API inside a Compose network: by its name, or what it mounts. */
function isSocketProxy(host: string, context: RuleContext): boolean {
  if (PROXY.test(host)) return true;
  const service = serviceNamed(host, context);
  return (
    service !== undefined &&
    (PROXY.test(service.image?.repository ?? '') ||
      service.mounts.some(({ target }) => target?.value?.endsWith('/docker.sock')))
  );
}

export default defineRule({
  id: 'env/docker-api-unencrypted',
  subject: 'setting',
  severity: 'high',
  category: 'transport',
  profile: 'essential',
  stages: 'running',
  summary: 'The Docker API is used without TLS',
  fix: 'none',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report, context) {
    const setting = settingOf(variable, KEYS);
    const host = setting && /^(?:tcp|http):\/\/(\[[^\]]*\]|[^:/]*):2375(?:\/|$)/.exec(setting.text)?.[1];
    if (setting === undefined || host === undefined) return;
    const reach = reachOf(host);
    if (reach === 'here' || reach === 'reserved' || isSocketProxy(host, context)) return;
    report({
      at: setting.at,
      severity: reach === 'private' ? 'medium' : 'high',
      message: `${setting.name}: whoever reaches this port owns the host; use TLS on port 2376 or ssh://`,
    });
  },
});
