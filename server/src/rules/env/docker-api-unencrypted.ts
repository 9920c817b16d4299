import { reachOf } from '../../knowledge/env/hosts.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule, env } from '../contract.ts';

const KEYS = /^DOCKER_HOST$/;

export default defineRule({
  id: 'env/docker-api-unencrypted',
  subject: 'setting',
  severity: 'high',
  severityBecause: 'needs a place on the network × gets the host: the Docker API starts any container',
  category: 'transport',
  profile: 'essential',
  stages: 'running',
  summary: 'The Docker API is used without TLS',
  why: 'Whoever reaches port 2375 starts containers with the host’s disk in them. Clients that are told to use it need a daemon that listens there.',
  references: [
    { name: 'Docker, protect the daemon socket', url: 'https://docs.docker.com/engine/security/protect-access/' },
  ],
  fix: 'none',
  formats: ['dotenv', 'compose', 'toml'],
  examples: {
    bad: [
      env`
        DOCKER_HOST=tcp://build.acmeshop.io:2375
      `,
    ],
    good: [
      env`
        DOCKER_HOST=unix:///var/run/docker.sock
      `,
      env`
        DOCKER_HOST=tcp://build.acmeshop.io:2376
        DOCKER_TLS_VERIFY=1
      `,
    ],
  },
  check(variable, report) {
    const setting = settingOf(variable, KEYS);
    const host = setting && /^(?:tcp|http):\/\/(\[[^\]]*\]|[^:/]*):2375(?:\/|$)/.exec(setting.text)?.[1];
    if (setting === undefined || host === undefined) return;
    const reach = reachOf(host);
    // A socket proxy is the usual way to give a container a part of the API inside a Compose network.
    if (reach === 'here' || reach === 'reserved' || /proxy/i.test(host)) return;
    report({
      at: setting.at,
      severity: reach === 'private' ? 'medium' : 'high',
      message: `${setting.name}: whoever reaches this port owns the host; use TLS on port 2376 or ssh://`,
    });
  },
});
