import { reachOf } from '../../knowledge/env/hosts.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const KEYS = /^DOCKER_HOST$/;

export default defineRule({
  id: 'env/docker-api-unencrypted',
  subject: 'setting',
  severity: 'high',
  category: 'transport',
  profile: 'essential',
  stages: 'production',
  summary: 'The Docker API is used without TLS',
  fix: 'none',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report) {
    const setting = settingOf(variable, KEYS);
    const host = setting && /^(?:tcp|http):\/\/(\[[^\]]*\]|[^:/]*):2375(?:\/|$)/.exec(setting.text)?.[1];
    if (setting === undefined || host === undefined) return;
    const reach = reachOf(host);
    // A socket proxy is the usual way to give a container a part of the API inside a Compose network.
    if (reach === 'here' || /proxy/i.test(host)) return;
    report({
      at: setting.at,
      severity: reach === 'private' ? 'medium' : 'high',
      message: `${setting.name}: whoever reaches this port owns the host; use TLS on port 2376 or ssh://`,
    });
  },
});
