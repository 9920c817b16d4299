import { describe, expect, it } from 'vitest';
import { BUILT_IN_RULES } from '../../../server/src/engine/built-in-rules.ts';
import { type Entry, groupFindings } from '../../../server/src/engine/group-findings.ts';
import { GREATER } from '../../../server/src/engine/lesser-findings.ts';
import type { Finding } from '../../../server/src/finding/finding.ts';
import { RULES } from '../../../server/src/rules/registry.ts';
import { LineIndex } from '../../../server/src/text/line-index.ts';
import { lintFiles, memoryProject } from '../../support/lint.ts';
import { MemoryHost } from '../../support/memory-host.ts';

const PLACES = {
  fileOf: ({ uri }: Finding) => uri,
  compare: (a: Finding, b: Finding) => (a.uri === b.uri ? a.span.start - b.span.start : a.uri < b.uri ? -1 : 1),
};

/** The entries of one text, one rule or all of them, as `rule:line severity, reason:line …`. */
async function entries(path: string, text: string, profile: 'recommended' | 'all' = 'recommended') {
  const { findings } = await lintFiles({ files: { [path]: text }, path, profile });
  return shown(groupFindings(findings, PLACES), text);
}

function shown(list: readonly Entry<Finding>[], text: string): readonly string[] {
  const lines = new LineIndex(text);
  const at = ({ span }: Finding) => lines.lineAt(span.start) + 1;
  return list.map(({ lead, severity, further }) =>
    [`${lead.rule}:${at(lead)} ${severity}`, ...further.map(({ finding, reason }) => `${reason}:${at(finding)}`)].join(
      ', ',
    ),
  );
}

const only = (list: readonly string[], rule: string) => list.filter((line) => line.startsWith(`${rule}:`));

describe('equal advice', () => {
  const SHOP = `services:
  shop:
    image: example/shop
  search:
    image: example/search:1.2.3
  mail:
    image: example/mail:latest
`;

  it('is one entry a rule and file, at the first of the highest severity', async () => {
    const list = await entries('compose.yml', SHOP);
    expect(only(list, 'compose/missing-resource-limits')).toEqual([
      'compose/missing-resource-limits:2 low, same-advice:4, same-advice:6',
    ]);
    expect(only(list, 'compose/mutable-image-tag')).toEqual(['compose/mutable-image-tag:3 medium, same-advice:7']);
  });

  it('is led by the worst of them, not by the first', async () => {
    const text = 'DB_PASSWORD=password1\nJWT_SECRET=supersecret\nADMIN_PASSWORD=letmein123\n';
    expect(only(await entries('.env', text), 'secret/weak')).toEqual([
      'secret/weak:2 critical, same-advice:1, same-advice:3',
    ]);
  });

  it('holds no suppressed finding', async () => {
    const text = SHOP.replace(
      '  search:',
      '  # preflight-ignore compose/missing-resource-limits -- measured\n  search:',
    );
    expect(only(await entries('compose.yml', text), 'compose/missing-resource-limits')).toEqual([
      'compose/missing-resource-limits:2 low, same-advice:7',
    ]);
  });

  it('is one entry where a merge hands one mistake to several services', async () => {
    const text = `x-app: &app
  image: example/app:1.4.2
  privileged: true
services:
  a:
    <<: *app
  b:
    <<: *app
  c:
    <<: *app
`;
    const [entry, ...others] = only(await entries('compose.yml', text), 'compose/privileged-container');
    expect(others).toEqual([]);
    expect(entry).toBe('compose/privileged-container:3 critical, same-advice:3, same-advice:3');
  });

  it('is one entry for a port that is taken several times', async () => {
    const text = `x-app: &app
  image: example/app:1.4.2
  ports: ["8080:80", "8443:443"]
services:
  a:
    <<: *app
  b:
    <<: *app
  c:
    <<: *app
`;
    expect(only(await entries('compose.yml', text), 'compose/duplicate-published-port')).toHaveLength(1);
  });

  it('differs where each object wants something of its own', async () => {
    const service = (name: string, needs: string) =>
      `  ${name}:\n    image: example/${name}:1.4.2\n    networks: [${needs}]\n`;
    const text = `services:\n${service('web', 'ghost')}${service('jobs', 'phantom')}${service('mail', 'phantom')}networks:\n  far: {}\n`;
    expect(only(await entries('compose.yml', text), 'compose/undefined-reference')).toEqual([
      'compose/undefined-reference:4 medium',
      'compose/undefined-reference:7 medium, same-advice:10',
    ]);
  });
});

describe('a lesser finding', () => {
  it('is shown with the greater one of its service, and alone in another', async () => {
    const text = `services:
  agent:
    image: example/agent:2.0.1
    user: root
    cap_add: [SYS_PTRACE]
    volumes:
      - /var/run/docker.sock:/var/run/docker.sock
  worker:
    image: example/worker:2.0.1
    user: root
`;
    const list = await entries('compose.yml', text);
    expect(only(list, 'compose/docker-socket')).toEqual(['compose/docker-socket:7 critical, lesser:4, lesser:5']);
    expect(only(list, 'compose/root-user')).toEqual(['compose/root-user:10 low']);
    expect(only(list, 'compose/dangerous-capability')).toEqual([]);
  });

  it('is one of the port it shares, not of another port of the service', async () => {
    const text = `services:
  front:
    image: example/front:2.0.1
    ports:
      - "8080:8080"
      - "81:8081"
      - "127.0.0.1:82:8082"
`;
    const list = await entries('compose.yml', text, 'all');
    expect(only(list, 'compose/port-on-all-interfaces')).toEqual([
      'compose/port-on-all-interfaces:5 medium, same-advice:6, lesser:6',
    ]);
    expect(only(list, 'compose/privileged-port')).toEqual(['compose/privileged-port:7 low']);
  });

  it('is never worse than what it is shown with', async () => {
    const text = `services:
  agent:
    image: example/agent:2.0.1
    cap_add: [SYS_ADMIN]
    volumes:
      - /var/run/docker.sock:/var/run/docker.sock
`;
    const settings = '{ "rules": { "compose/docker-socket": "low" } }';
    const { project } = memoryProject({ files: { 'compose.yml': text, 'preflight.json': settings } });
    const { findings } = await project.check(MemoryHost.uri('compose.yml'));
    const list = shown(groupFindings(findings, PLACES), text);
    expect(only(list, 'compose/docker-socket')).toEqual(['compose/docker-socket:6 low']);
    expect(only(list, 'compose/dangerous-capability')).toHaveLength(1);
  });

  it('shares the name of the server with the redirect that is missing', async () => {
    const server = (name: string, listen: string) =>
      `  server { listen ${listen}; server_name ${name}; root /srv/www; index index.html; }\n`;
    const tls = 'ssl_certificate /etc/ssl/a.pem; ssl_certificate_key /etc/ssl/a.key; ssl_protocols TLSv1.3;';
    const text = `events {}
http {
  ${tls}
${server('shop.example.net', '80')}${server('shop.example.net', '443 ssl')}${server('other.example.net', '443 ssl')}}
`;
    const list = await entries('nginx.conf', text);
    expect(only(list, 'nginx/https-redirect-missing')).toEqual(['nginx/https-redirect-missing:4 medium']);
    expect(only(list, 'nginx/hsts-missing')).toEqual(['nginx/hsts-missing:6 medium']);
  });
});

describe('the table of greater and lesser rules', () => {
  const known = new Set([...RULES, ...BUILT_IN_RULES].map(({ id }) => id));

  it('names rules that exist, each pair once', () => {
    for (const { rule, lesser } of GREATER) {
      expect(known, rule).toContain(rule);
      for (const id of lesser) expect(known, id).toContain(id);
    }
    const pairs = GREATER.flatMap(({ rule, lesser }) => lesser.map((id) => `${rule} ${id}`));
    expect(new Set(pairs).size).toBe(pairs.length);
  });

  it('leads nowhere back to where it began', () => {
    const below = new Map<string, string[]>();
    for (const { rule, lesser } of GREATER) below.set(rule, [...(below.get(rule) ?? []), ...lesser]);
    const reach = (rule: string, seen: ReadonlySet<string>): void => {
      expect([...seen], `${rule} is lesser than itself`).not.toContain(rule);
      for (const next of below.get(rule) ?? []) reach(next, new Set([...seen, rule]));
    };
    for (const rule of below.keys()) reach(rule, new Set());
  });
});
