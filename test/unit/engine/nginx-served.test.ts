import { expect, it } from 'vitest';
import { memoryProject } from '../../support/lint.ts';
import { MemoryHost } from '../../support/memory-host.ts';

const COMPOSE =
  'services:\n  web:\n    image: nginx:1.28.0\n    ports: ["80:80"]\n    volumes:\n      - ..:/srv/www\n      - ./nginx:/etc/nginx/conf.d\n';
const CONF = 'server {\n    listen 80;\n    root /srv/www;\n}\n';

async function messages(files: Readonly<Record<string, string>>, path: string): Promise<readonly string[]> {
  const { project } = memoryProject({ files, selection: { only: new Set(['nginx/root-is-repo']) } });
  const { findings } = await project.check(MemoryHost.uri(path));
  return findings.map(({ severity, message }) => `${severity} ${message}`);
}

it('finds a repository by its .git folder, above the folder of the compose file', async () => {
  const files = { '.git/HEAD': 'ref: x\n', 'docker/compose.yaml': COMPOSE, 'docker/nginx/a.conf': CONF };
  expect(await messages(files, 'docker/nginx/a.conf')).toEqual([
    'high This folder is the project: clients can fetch .git; serve a folder below it',
  ]);
});

it('looks up what nginx.pathMap names', async () => {
  const files = {
    'preflight.json': JSON.stringify({ nginx: { pathMap: { '/srv/www': 'site' } } }),
    'site/package.json': '{}\n',
    'conf/a.nginx.conf': CONF,
  };
  expect(await messages(files, 'conf/a.nginx.conf')).toEqual([
    'low This folder is the project: clients can fetch package.json; serve a folder below it',
  ]);
});

it('says nothing of a folder outside the workspace or on the host', async () => {
  const outside = { 'compose.yaml': COMPOSE, '.env': 'A=b\n', 'nginx/a.conf': CONF };
  expect(await messages(outside, 'nginx/a.conf')).toEqual([]);
  const host = { ...outside, 'compose.yaml': COMPOSE.replace('..:', '/opt/site:') };
  expect(await messages(host, 'nginx/a.conf')).toEqual([]);
});

const HERE = { '.env': 'A=b\n', 'nginx/a.conf': CONF };
const SAID = ['high This folder is the project: clients can fetch .env, compose.yaml; serve a folder below it'];
const service = (volumes: string, rest = '') =>
  `services:\n  web:\n    image: nginx:1.28.0\n    ports: ["80:80"]\n    volumes:\n${volumes}${rest}`;
const CONF_MOUNT = '      - ./nginx:/etc/nginx/conf.d\n';

it.each([
  ['short with options', service(`      - .:/srv/www:ro\n${CONF_MOUNT}`)],
  ['a default', service(`      - \${SITE:-.}:/srv/www\n${CONF_MOUNT}`)],
  ['the folder of the project', service(`      - \${PWD}:/srv/www\n${CONF_MOUNT}`)],
  ['long', service(`      - {type: bind, source: ., target: /srv/www}\n${CONF_MOUNT}`)],
  ['long with the other names', service(`      - {type: bind, src: ., dst: /srv/www}\n${CONF_MOUNT}`)],
  [
    'a merge',
    `x-site: &site\n  volumes:\n      - .:/srv/www\n${CONF_MOUNT}services:\n  web:\n    <<: *site\n    image: nginx:1.28.0\n    ports: ["80:80"]\n`,
  ],
  [
    'the configuration as a config',
    service('      - .:/srv/www\n', '    configs:\n      - {source: site, target: /etc/nginx/conf.d/a.conf}\n') +
      'configs:\n  site: {file: ./nginx/a.conf}\n',
  ],
])('follows a mount written as %s', async (_, compose) => {
  expect(await messages({ ...HERE, 'compose.yaml': compose }, 'nginx/a.conf')).toEqual(SAID);
});

it.each([
  ['a variable', '      - ${SITE}:/srv/www\n'],
  ['a variable inside a folder of the project', '      - .:/srv\n      - ${SITE}:/srv/www:ro\n'],
  ['a volume', '      - .:/srv\n      - site:/srv/www\n'],
  ['a volume without a name', '      - .:/srv\n      - /srv/www\n'],
  ['a volume, long', '      - .:/srv\n      - {type: volume, source: site, target: /srv/www}\n'],
])('says nothing where %s decides what is served', async (_, volumes) => {
  const files = { ...HERE, 'www/.env': 'A=b\n', 'compose.yaml': service(volumes + CONF_MOUNT) };
  expect(await messages(files, 'nginx/a.conf')).toEqual([]);
});
