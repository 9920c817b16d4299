import { describe, expect, it } from 'vitest';
import { RULES } from '../../../../server/src/rules/registry.ts';
import { dependsOnReach } from '../../../../server/src/subjects/nginx/reach.ts';
import { lintFiles } from '../../../support/lint.ts';

const SITE = 'server {\n    listen 8080;\n    location /files {\n        alias /srv/;\n    }\n}\n';

/** The severity of the alias traversal (high) in a site that a compose file mounts. */
async function severityWith(service: string, files: Record<string, string> = {}): Promise<string | undefined> {
  const compose = `services:\n  web:\n    image: nginx:1.27\n    volumes: ["./site.conf:/etc/nginx/conf.d/default.conf:ro"]\n${service}`;
  const { findings } = await lintFiles({
    files: { 'site.conf': SITE, 'docker-compose.yml': compose, ...files },
    path: 'site.conf',
  });
  return findings.find(({ rule }) => rule === 'nginx/alias-traversal')?.severity;
}

describe('reach of an nginx server', () => {
  it('is everyone on a host: no compose file mounts the configuration', async () => {
    const { findings } = await lintFiles({ files: { 'site.conf': SITE }, path: 'site.conf' });
    expect(findings.map(({ rule, severity }) => [rule, severity])).toContainEqual(['nginx/alias-traversal', 'high']);
  });

  it('follows the ports that the service which mounts it publishes', async () => {
    expect(await severityWith('    ports: ["80:8080"]\n')).toBe('high');
    expect(await severityWith('    ports: ["80:9999"]\n')).toBe('medium');
    expect(await severityWith('')).toBe('medium');
    expect(await severityWith('    ports: ["127.0.0.1:80:8080"]\n')).toBe('low');
    expect(await severityWith('    ports: [{ target: 8080, published: 80 }]\n')).toBe('high');
    expect(await severityWith('    ports: [{ target: 8080, published: 80, host_ip: 127.0.0.1 }]\n')).toBe('low');
    expect(await severityWith('    ports: ["${BIND}:80:8080"]\n')).toBe('medium');
    expect(await severityWith('    network_mode: host\n')).toBe('high');
  });

  it('adds what another compose file of the folder publishes for the service', async () => {
    const override = { 'docker-compose.override.yml': 'services:\n  web:\n    ports: ["80:8080"]\n' };
    expect(await severityWith('', override)).toBe('high');
  });

  it('is silent about a medium finding that only the machine itself reaches', async () => {
    const text =
      'server {\n    listen 127.0.0.1:80;\n    root /srv;\n    autoindex on;\n    location /app { proxy_pass http://app; }\n}\n';
    const { findings } = await lintFiles({ files: { 'site.conf': text }, path: 'site.conf' });
    expect(findings.map(({ rule }) => rule)).not.toContain('nginx/autoindex-on');
  });
});

describe('rules that depend on reach', () => {
  const rules = RULES.filter(({ id }) => id.startsWith('nginx/'));
  const depends = new Set(rules.filter(dependsOnReach).map(({ id }) => id.slice('nginx/'.length)));

  it('are those whose attacker sends requests or is on the line', () => {
    const attacked =
      'alias-traversal autoindex-on ssrf http-splitting tls-protocols-weak client-body-unlimited docker-socket-proxy vulnerable-version';
    for (const name of attacked.split(' ')) expect(depends, name).toContain(name);
  });

  it('are none about mistakes, logs, workers or the way to the application', () => {
    for (const { id, category } of rules) {
      if (category === 'correctness' || category === 'observability') expect(depends, id).not.toContain(id.slice(6));
    }
    const others =
      'user-root pid-in-tmp proxy-ssl-verify-off cleartext-upstream gzip-missing proxy-timeout-extreme log-secrets';
    for (const name of others.split(' ')) expect(depends, name).not.toContain(name);
  });
});
