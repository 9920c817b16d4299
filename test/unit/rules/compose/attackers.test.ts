import { describe, expect, it } from 'vitest';
import { type Reach, severityByReach } from '../../../../server/src/finding/reach.ts';
import type { Severity } from '../../../../server/src/finding/severity.ts';
import { RULES } from '../../../../server/src/rules/registry.ts';
import { lintFiles } from '../../../support/lint.ts';

/**
 * Where the attacker of a rule is. `network`: its severity follows who reaches the service. `published`: it speaks of ports that everyone
 * reaches, and of nothing else. `inside`: a foothold in the container or beside it. `nobody`: something stops, is lost or is not what was
 * meant. `supply`: whoever publishes what is pulled.
 */
const ATTACKERS: Readonly<Record<string, readonly string[]>> = {
  network: [
    'authentication-disabled',
    'development-mode',
    'discontinued-image',
    'docker-api-unencrypted',
    'insecure-traefik',
    'missing-credentials',
    'missing-resource-limits',
    'socket-proxy-too-open',
    'unsupported-version',
  ],
  published: [
    'admin-interface-published',
    'datastore-published',
    'open-relay',
    'port-bypasses-proxy',
    'port-on-all-interfaces',
  ],
  inside: [
    'capabilities-not-dropped',
    'capability-added',
    'dangerous-capability',
    'datastore-beside-proxy',
    'docker-socket',
    'host-device',
    'host-namespace',
    'host-network',
    'network-not-internal',
    'new-privileges-allowed',
    'parent-cgroup',
    'privileged-container',
    'root-user',
    'security-options-unset',
    'security-profile-disabled',
    'sensitive-host-path',
    'shared-env-file',
    'shared-mount-propagation',
    'shared-volume',
    'superuser-secret',
    'unprotected-cache',
    'unsafe-tmpfs-options',
    'user-unset',
    'writable-config-mount',
    'writable-root-filesystem',
    // a web page in the browser of somebody who reaches it: loopback is no shelter
    'permissive-cors',
    // read by whoever may use the engine
    'env-file-used',
    'unsupported-secret-file',
  ],
  supply: ['image-without-digest', 'mutable-image-tag', 'unpinned-remote-include'],
};
const NETWORK = new Set(ATTACKERS.network);
const NAMED = new Set(Object.values(ATTACKERS).flat());
/** Nobody is needed for the others: correctness, limits against leaks, observability. */
const NOBODY = new Set(['correctness', 'limits', 'observability']);

describe('attackers of the compose rules', () => {
  it('names rules that exist', () => {
    const ids = new Set(RULES.map(({ id }) => id));
    for (const name of NAMED) expect(ids.has(`compose/${name}`), name).toBe(true);
  });

  it('names every rule about security', () => {
    const open = RULES.filter(({ id, category }) => id.startsWith('compose/') && !NOBODY.has(category));
    for (const { id } of open) {
      const name = id.slice('compose/'.length);
      expect(NAMED.has(name) || ['logging-disabled', 'privileged-port', 'image-and-build'].includes(name), id).toBe(
        true,
      );
    }
  });
});

/** A service for each rule whose attacker is on the network, and what the rule says of it when everyone reaches it. */
const CASES: readonly (readonly [rule: string, own: Severity, lines: string, port: number])[] = [
  [
    'authentication-disabled',
    'critical',
    'image: opensearchproject/opensearch:2.17.0\nenvironment: { DISABLE_SECURITY_PLUGIN: "true" }',
    9200,
  ],
  ['development-mode', 'medium', 'image: example/web:1.4.2\ncommand: npm run dev', 3000],
  ['docker-api-unencrypted', 'critical', 'image: docker:27-dind\nenvironment: { DOCKER_TLS_CERTDIR: "" }', 2376],
  ['insecure-traefik', 'medium', 'image: traefik:v3.1\ncommand: --api.insecure=true', 8080],
  ['discontinued-image', 'medium', 'image: grafana/promtail:3.4.2', 9080],
  ['missing-credentials', 'high', 'image: mongo:7.0', 27017],
  ['unsupported-version', 'medium', 'image: mysql:5.7', 3306],
  [
    'socket-proxy-too-open',
    'high',
    'image: tecnativa/docker-socket-proxy:0.3\nenvironment: { POST: "1", CONTAINERS: "1" }',
    2375,
  ],
];

async function severityOf(rule: string, lines: string): Promise<Severity | undefined> {
  const text = `services:\n  a:\n${lines.replace(/^/gm, '    ')}\n`;
  const { findings } = await lintFiles({ files: { 'compose.yml': text }, path: 'compose.yml', profile: 'all' });
  return findings.find((finding) => finding.rule === `compose/${rule}`)?.severity;
}

/** What nobody can reach today still gets no fixes tomorrow. */
const NEVER_SILENT = new Set(['discontinued-image', 'unsupported-version']);

describe.each(CASES)('compose/%s', (rule, own, lines, port) => {
  it.each([
    ['everyone', `ports: ["${port}:${port}"]`],
    ['everyone', 'network_mode: host'],
    ['network', 'expose: ["1"]'],
    ['unknown', `ports: ["\${WHERE}:${port}:${port}"]`],
    ['loopback', `ports: ["127.0.0.1:${port}:${port}"]`],
  ] as const)('%s: %s', async (reach: Reach, how) => {
    const expected = severityByReach(own, reach) ?? (NEVER_SILENT.has(rule) ? 'low' : undefined);
    expect(await severityOf(rule, `${lines}\n${how}`)).toBe(expected);
  });
});

it('shows every rule whose severity follows the reach', () => {
  const shown = new Set([...CASES.map(([rule]) => rule), 'missing-resource-limits']);
  expect([...NETWORK].filter((rule) => !shown.has(rule))).toEqual([]);
});

describe('compose/missing-resource-limits', () => {
  it.each([
    ['ports: ["80:80"]', 'medium'],
    ['network_mode: host', 'medium'],
    ['ports: ["127.0.0.1:80:80"]', 'low'],
    ['expose: ["80"]', 'low'],
  ])('%s: %s, for a leak needs nobody', async (how, severity) => {
    const text = `services:\n  web:\n    image: example/web:1.4.2\n    ${how}\n  other: { image: example/other:1.4.2, mem_limit: 1g }\n`;
    const { findings } = await lintFiles({ files: { 'compose.yml': text }, path: 'compose.yml', profile: 'all' });
    expect(findings.filter(({ rule }) => rule === 'compose/missing-resource-limits')).toMatchObject([{ severity }]);
  });
  it('is low where nobody lives beside it', async () => {
    expect(await severityOf('missing-resource-limits', 'image: example/web:1.4.2\nports: ["80:80"]')).toBe('low');
  });
});
