import { describe, expect, it } from 'vitest';
import { lintText } from '../../../support/lint.ts';

async function messageOf(text: string, rule: string, path = 'docker-compose.yml') {
  const findings = await lintText(path, text, { profile: 'all' });
  return findings.find((finding) => finding.rule === rule)?.message;
}

describe('env/superuser', () => {
  const text = (...images: readonly string[]) =>
    `services:\n  web:\n    image: acme/web:1.0\n    environment:\n      DATABASE_USER: root\n${images.map((image, i) => `  db${i}:\n    image: ${image}\n`).join('')}`;

  it.each([
    [['mariadb:11.4'], 'MariaDB'],
    [['mysql:8.4'], 'MySQL'],
    [['mariadb:11.4', 'mysql:8.4'], 'MySQL'],
    [[], 'MySQL'],
  ])('names the server of the project: %s', async (images, product) => {
    expect(await messageOf(text(...images), 'env/superuser')).toContain(`is the superuser of ${product}:`);
  });
});

describe('compose/missing-resource-limits of a runner', () => {
  const of = (image: string, mount: string) =>
    messageOf(
      `services:\n  runner:\n    image: ${image}\n    restart: always\n    volumes: ["${mount}"]\n`,
      'compose/missing-resource-limits',
    );
  const SOCKET = '/var/run/docker.sock:/var/run/docker.sock';

  it('says that its jobs are containers beside it, and where they are limited', async () => {
    expect(await of('gitlab/gitlab-runner:v17.5.0', SOCKET)).toBe(
      '"runner" has no memory limit, and one does not bind its jobs: set both (memory in [runners.docker])',
    );
    expect(await of('gitea/act_runner:0.2.11', SOCKET)).toContain('set both (its settings limit those)');
  });

  it('does not where it has no engine to start them with', async () => {
    expect(await of('gitlab/gitlab-runner:v17.5.0', './config:/etc/gitlab-runner')).toContain('set one');
  });
});

describe('compose/docker-socket', () => {
  it.each([
    'volumes: ["/var/run/docker.sock:/var/run/docker.sock"]',
    'volumes: ["/run:/host/run"]',
    'volumes: ["/run/podman/podman.sock:/podman.sock"]',
    'use_api_socket: true',
  ])('takes the socket from nobody who asks for it: %s', async (lines) => {
    const text = `services:\n  web:\n    image: example/web:1.4.2\n    ${lines}\n`;
    const findings = await lintText('docker-compose.yml', text, {
      selection: { only: new Set(['compose/docker-socket']) },
    });
    expect(findings.map(({ fixes }) => fixes)).toEqual([[]]);
  });
});

describe('nginx/listen-link-local', () => {
  const server = (address: string, rest: string) => `server {\n    listen [${address}]:80${rest};\n}\n`;
  const of = (text: string) => messageOf(text, 'nginx/listen-link-local', 'site.conf');
  const LOCAL = 'fe80::202:b3ff:fe1e:8328';

  it.each([
    [server('fe80::1', ' ipv6only=on'), true],
    [server('::', ' ipv6only=on'), true],
    [server('fe80::1', ''), false],
    [server('2001:db8::80', ' ipv6only=on'), false],
  ])('warns of options that would stand twice on one socket', async (other, warns) => {
    const message = await of(`${server(LOCAL, ' ipv6only=on')}${other}`);
    expect(message?.endsWith('ipv6only and the like on one of them')).toBe(warns);
  });
});
