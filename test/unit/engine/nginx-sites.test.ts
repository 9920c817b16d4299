import { describe, expect, it } from 'vitest';
import { walk } from '../../../server/src/project/walk.ts';
import { memoryProject } from '../../support/lint.ts';
import { MemoryHost } from '../../support/memory-host.ts';

const uri = MemoryHost.uri;
const MAIN =
  'events {}\nhttp {\n    server_tokens off;\n    add_header X-Frame-Options DENY;\n    include sites-enabled/*;\n}\n';

function site(name: string, more = ''): string {
  return `server {\n    listen 443 ssl default_server;\n    server_name ${name};\n    ssl_certificate a.pem;\n    ssl_certificate_key a.key;\n    root /srv/www;\n${more}}\n`;
}

async function rulesOf(files: Readonly<Record<string, string>>, path: string): Promise<readonly string[]> {
  const { project } = memoryProject({ files, profile: 'all' });
  return (await project.check(uri(path))).findings.map(({ rule }) => rule);
}

async function walked(files: Readonly<Record<string, string>>, root = MemoryHost.root): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const item of walk(new MemoryHost(files), root, { gitignore: true, ignore: [] })) found.push(item.path);
  return found;
}

describe('sites-available in a repository', () => {
  it('a site is judged in the http block of the root file that enables sites, when none is enabled here', async () => {
    const files = {
      'nginx/nginx.conf': MAIN,
      'nginx/sites-available/a': site('a.example.org', '    proxy_ssl_verify off;\n    server_tokens on;\n'),
    };
    const { project } = memoryProject({ files, profile: 'all' });
    const report = await project.check(uri('nginx/sites-available/a'));
    expect([...report.dependencies.keys()]).toContain(uri('nginx/nginx.conf'));
    expect(report.findings.map(({ rule }) => rule)).toContain('nginx/version-disclosure');
    // The lone file cannot say whether the version is told, the http block around it can.
    expect(await rulesOf({ 'a/sites-available/a': site('a.example.org') }, 'a/sites-available/a')).not.toContain(
      'nginx/version-disclosure',
    );
    expect(report.findings.map(({ rule }) => rule)).toContain('nginx/hsts-missing');
  });

  it('a folder that only keeps its place in git enables nothing', async () => {
    const files = {
      'nginx.conf': MAIN,
      'sites-enabled/.gitkeep': '',
      'sites-available/a': site('a.example.org'),
    };
    expect(await rulesOf(files, 'sites-available/a')).toContain('nginx/hsts-missing');
  });

  it('sites are not held against each other: which of them are enabled together is not known', async () => {
    const files = {
      'nginx.conf': MAIN,
      'sites-available/ssl-on': site('a.example.org'),
      'sites-available/ssl-off': site('a.example.org'),
    };
    const rules = await rulesOf(files, 'sites-available/ssl-on');
    expect(rules).not.toContain('nginx/duplicate-default-server');
    expect(rules).not.toContain('nginx/conflicting-server-name');
    expect(await rulesOf(files, 'nginx.conf')).not.toContain('nginx/duplicate-default-server');
  });

  it('a mask takes in what it matches', async () => {
    const files = {
      'nginx.conf': MAIN.replace('sites-enabled/*', '/etc/nginx/sites-enabled/*.conf'),
      'sites-available/a.conf': site('a.example.org'),
      'sites-available/README': site('a.example.org'),
    };
    const { project } = memoryProject({ files, profile: 'all' });
    const usesMain = async (path: string) => (await project.check(uri(path))).dependencies.has(uri('nginx.conf'));
    expect(await usesMain('sites-available/a.conf')).toBe(true);
    expect(await usesMain('sites-available/README')).toBe(false);
  });

  it('an enabled site is the available one of the same text, among the other enabled ones', async () => {
    const files = {
      'nginx.conf': MAIN,
      'sites-enabled/000-b': site('b.example.org'),
      'sites-enabled/100-a': site('a.example.org'),
      'sites-available/a': site('a.example.org'),
      'sites-available/draft': site('a.example.org', '    gzip on;\n'),
    };
    expect(await rulesOf(files, 'sites-available/a')).toContain('nginx/hsts-missing');
    expect(await rulesOf(files, 'sites-available/a')).toContain('nginx/duplicate-default-server');
    // Not enabled: nothing around it is known.
    expect(await rulesOf(files, 'sites-available/draft')).not.toContain('nginx/hsts-missing');
  });

  it('a scan looks at a linked or copied site once', async () => {
    const files = {
      'nginx.conf': MAIN,
      'sites-enabled/000-a': site('a.example.org'),
      'sites-enabled/own': site('own.example.org'),
      'sites-available/a': site('a.example.org'),
    };
    expect(await walked(files)).toEqual(['nginx.conf', 'sites-available/a', 'sites-enabled/own']);
    expect(await walked(files, `${MemoryHost.root}/sites-enabled`)).toEqual([]);
  });

  it('an edit of the root file changes the findings of the site', async () => {
    const { project, host } = memoryProject({
      files: { 'nginx.conf': MAIN, 'sites-available/a': site('a.example.org') },
      profile: 'all',
    });
    const has = async () =>
      (await project.check(uri('sites-available/a'))).findings.some(({ rule }) => rule === 'nginx/hsts-missing');
    expect(await has()).toBe(true);
    host.set('nginx.conf', MAIN.replace('DENY;', 'DENY;\n    add_header Strict-Transport-Security max-age=31536000;'));
    project.changed(uri('nginx.conf'));
    expect(await has()).toBe(false);
  });

  it('rules about the first line of a set speak in included files too', async () => {
    const files = {
      'nginx.conf': 'events {}\nhttp {\n    include conf.d/*.conf;\n}\n',
      'conf.d/a.conf':
        'server {\n    listen 443;\n    add_header X-Content-Type-Options nosniff;\n    add_header X-Content-Type-Options nosniff;\n}\n',
    };
    const rules = await rulesOf(files, 'conf.d/a.conf');
    expect(rules).toContain('nginx/listen-443-without-ssl');
    expect(rules).toContain('nginx/security-header-not-always');
    expect(rules).toContain('nginx/duplicate-security-header');
  });
});

it('the site that takes a fragment in is found among many, whatever its name', async () => {
  const files: Record<string, string> = {
    'parts/assets.conf': 'location ~* \\.css$ {\n    add_header Cache-Control "public";\n}\n',
    'parts/security.conf': 'add_header X-Content-Type-Options nosniff always;\n',
    'sites-available/shop.conf': site('shop.example.org', '    include /etc/nginx/parts/*.conf;\n'),
  };
  for (let i = 10; i < 60; i++)
    files[`sites-available/a${i}.conf`] = site(`a${i}.example.org`, '    include mime.types;\n');
  for (let i = 10; i < 30; i++) files[`sites-available/README${i}.md`] = 'Sites\n';
  expect(await rulesOf(files, 'parts/assets.conf')).toContain('nginx/add-header-inheritance');
});
