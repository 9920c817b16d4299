import { expect, it } from 'vitest';
import { memoryProject } from '../../support/lint.ts';
import { MemoryHost } from '../../support/memory-host.ts';

const COMPOSE =
  'services:\n  web:\n    image: nginx:1.28.0\n    volumes:\n      - ..:/srv/www\n      - ./nginx:/etc/nginx/conf.d\n';
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
