import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CHECKLISTS, rulesOf } from '../server/src/checklists/checklists.ts';
import { languageHover } from '../server/src/language/hover.ts';
import { hintsIn } from '../server/src/language/inlay-hints.ts';
import { referenceHover } from '../server/src/language/reference-hover.ts';
import { RULES } from '../server/src/rules/registry.ts';
import { folderWith, runCli } from './cli/run-cli.ts';
import { lintFiles } from './support/lint.ts';

/**
 * Secrets planted in every place a format has for them. They are put together at run time, so that no scanner mistakes this file for a
 * leak; none may appear in any output of editor, terminal or report, whole or in a recognisable part.
 */
const SECRETS = {
  weak: ['hunter', '2xq'].join(''),
  strong: ['Vt7kq2ZbXw9R', 'nM4cLd8sHy3pJf6g'].join(''),
  github: ['ghp_', 'A1b2C3d4E5f6G7h8', 'I9j0K1l2M3n4O5p6Q7r8'].join(''),
  aws: ['wJalrXUtnFEMI', 'K7MDENGbPxRfiCYq9ZtLkEYAA'].join(''),
  url: ['pR0d', 'Gate', '77x'].join('-'),
  pin: ['48', '21', '63'].join(''),
  cookie: ['c00kie', 'Jar-91'].join('-'),
  blanks: ['my pa55', 'w0rd is', 'long'].join(' '),
  piped: ['Pip3d', 'W0rd9'].join(''),
  shell: ['sh3ll', 'Word-5'].join('_'),
  tail: ['t4il', 'Beyond-8'].join('_'),
  keyStart: ['MIIEvQIBADANBgkq', 'hkiGWBAQEFAASC'].join(''),
  keyMiddle: ['abcdefghijklmnop', 'qrstuvwxyz'].join(''),
  keyEnd: ['QUJDREVGR0hJSktM', 'TU5PUFFS'].join(''),
  hex: ['9c1f0b7ae2d84c53', 'a6e7f1029384bd5c', '6e7f8091a2b3c4d5', 'e6f708192a3b4c5d'].join(''),
};

const KEY_LINES = [
  ['-----BEGIN', 'PRIVATE KEY-----'].join(' '),
  SECRETS.keyStart,
  SECRETS.keyMiddle,
  `${SECRETS.keyEnd}==`,
  ['-----END', 'PRIVATE KEY-----'].join(' '),
];

const FILES: Readonly<Record<string, string>> = {
  '.env': `DB_PASSWORD=${SECRETS.weak}
export API_KEY="${SECRETS.strong}"
GITHUB_TOKEN='${SECRETS.github}'
AWS_SECRET_ACCESS_KEY=${SECRETS.aws}
DATABASE_URL=postgres://app:${SECRETS.url}@db.acme.net:5432/app?password=${SECRETS.url}
MASTER_KEY=${SECRETS.hex}
NEW_MASTER_KEY=${SECRETS.hex}
NEXT_PUBLIC_SECRET=${SECRETS.strong}
# OLD_PASSWORD=${SECRETS.weak}
${SECRETS.strong}
TLS_PRIVATE_KEY=${KEY_LINES.join('\n')}
DOOR_PIN=${SECRETS.pin}
ADMIN_COOKIE=${SECRETS.cookie}
SHARED_URL=postgres://app:${SECRETS.blanks}@db.acme.net/app
STARTS_WITH=\${DOOR_PIN}
HASH_PASSWORD=password1#${SECRETS.tail}
# the pin is ${SECRETS.pin}
BROKEN_SECRET="${SECRETS.strong}
`,
  '.env.example': `API_KEY=${SECRETS.strong}\nGITHUB_TOKEN=${SECRETS.github}\n`,
  'docker-compose.yml': `services:
  web:
    image: acme/web:1.2.3
    build:
      context: .
      args:
        BUILD_TOKEN: ${SECRETS.github}
    command: ["server", "--password", "${SECRETS.strong}", "--token=${SECRETS.github}"]
    entrypoint: sh -c 'run --requirepass ${SECRETS.weak}'
    labels:
      traefik.http.middlewares.auth.basicauth.users: "admin:${SECRETS.weak}"
    environment:
      - DB_PASSWORD=${SECRETS.weak}
      - SESSION_SECRET=\${SESSION_SECRET:-${SECRETS.weak}}
      - REDIS_URL=redis://:${SECRETS.url}@cache.acme.net:6379
      - API_KEY=$${SECRETS.strong}
    healthcheck:
      test: mysqladmin ping -p${SECRETS.weak}
  shell:
    image: acme/web:1.2.3
    privileged: true
    command: sh -c "echo ${SECRETS.piped} | docker login -u ci --password-stdin && PGPASSWORD=${SECRETS.shell} psql"
    entrypoint: ["/bin/sh", "-c", "login -p ${SECRETS.shell} && curl -u ci:${SECRETS.shell} http://api"]
    environment:
      ADMIN_PIN: ${SECRETS.pin}
      ERLANG_COOKIE: ${SECRETS.cookie}
      SHARED_URL: "postgres://app:${SECRETS.blanks}@db.acme.net/app"
      FROM_FILE: \${DB_PASSWORD}
      KEY: |
        ${KEY_LINES.join('\n        ')}
    healthcheck:
      test: ["CMD-SHELL", "printf %s ${SECRETS.piped} | redis-cli -x auth"]
configs:
  app:
    content: |
      password=${SECRETS.strong}
      requirepass ${SECRETS.shell}
`,
  'config.toml': `[auth]
jwt_secret = "${SECRETS.weak}"
token = '${SECRETS.github}'
[storage]
url = "mysql://root:${SECRETS.url}@db.acme.net/app"
keys = ["${SECRETS.strong}", "${SECRETS.hex}"]
password = """
${SECRETS.strong}"""
pin = ${SECRETS.pin}
cookie = "${SECRETS.cookie}"
shared = "postgres://app:${SECRETS.blanks}@db.acme.net/app"
command = "echo ${SECRETS.piped} | login"
args = ["--password", "${SECRETS.shell}"]
key = '''
${KEY_LINES.join('\n')}
'''
# old_password = "${SECRETS.weak}"
secret = "${SECRETS.strong}
`,
  'nginx/nginx.conf': `events {}
http {
  server {
    listen 443 ssl;
    server_name a.acme.net;
    ssl_protocols TLSv1;
    set $api_key "${SECRETS.strong}";
    location / {
      proxy_set_header Authorization "Bearer ${SECRETS.github}";
      proxy_pass http://user:${SECRETS.url}@api.acme.net/;
      fastcgi_param DB_PASSWORD ${SECRETS.weak};
      proxy_set_header Cookie "sid=${SECRETS.cookie}";
      add_header Set-Cookie "sid=${SECRETS.cookie}; Path=/";
      set $door_pin ${SECRETS.pin};
      proxy_set_header X-Upstream "http://app:${SECRETS.blanks}@db/";
      proxy_redirect http://app:${SECRETS.blanks}@db/ /;
      if ($cookie_admin = ${SECRETS.cookie}) { return 200; }
      if ($arg_token = ${SECRETS.strong}) { return 200; }
    }
    location /b { proxy_pass http://app:${SECRETS.blanks}@db/; }
    location /c { root http://app:${SECRETS.blanks}@db/; }
    location /d { unknown_pass http://app:${SECRETS.blanks}@db/; }
    location /e { return 301 http://app:${SECRETS.blanks}@db/; }
    location /f { server_name http://app:${SECRETS.blanks}@db/; }
  }
}
`,
};

function leaks(output: string): readonly string[] {
  return Object.entries(SECRETS).flatMap(([name, value]) => {
    // A recognisable part is as bad as the whole: half of it, from either end.
    const half = Math.max(6, Math.floor(value.length / 2));
    return output.includes(value.slice(0, half)) || output.includes(value.slice(-half)) ? [name] : [];
  });
}

describe('planted secrets', () => {
  it('are really found', async () => {
    const report = await lintFiles({ files: FILES, path: '.env', profile: 'all', tracked: () => true });
    expect(report.findings.filter((finding) => finding.category === 'secret').length).toBeGreaterThan(4);
  });

  for (const path of Object.keys(FILES)) {
    it(`no message, title, related note or fingerprint of ${path} holds one`, async () => {
      const report = await lintFiles({
        files: FILES,
        path,
        profile: 'all',
        tracked: () => true,
        selection: { extra: new Set(RULES.map((rule) => rule.id)) },
      });
      const shown = [...report.findings, ...report.suppressed].map(
        ({ message, related, fixes, fingerprint, rule }) => ({
          rule,
          message,
          fingerprint,
          related: related.map((note) => note.message),
          titles: fixes.map((fix) => fix.title),
        }),
      );
      for (const one of shown) expect(leaks(JSON.stringify(one)), `${one.rule}`).toEqual([]);
    });
  }

  for (const path of Object.keys(FILES)) {
    it(`no hover and no inlay hint in ${path} holds one`, async () => {
      const report = await lintFiles({ files: FILES, path, profile: 'all' });
      const shown: unknown[] = [...hintsIn(report, { start: 0, end: report.text.length })];
      for (let offset = 0; offset < report.text.length; offset++) {
        shown.push(
          ...languageHover(report, offset, (uri) => uri),
          referenceHover(report, offset, (uri) => uri),
        );
      }
      expect(shown.filter((one) => one !== undefined).length).toBeGreaterThan(0);
      for (const one of shown) expect(leaks(JSON.stringify(one) ?? '')).toEqual([]);
    });
  }

  it.each([
    'text',
    'json',
    'sarif',
    'junit',
    'github',
    'markdown',
    'html',
  ])('no %s report holds one', async (format) => {
    const cwd = folderWith(FILES);
    const { stdout, stderr } = await runCli(['scan', '--profile', 'all', '--format', format, '--fail-on', 'never'], {
      cwd,
    });
    expect(stdout.length).toBeGreaterThan(1000);
    expect(leaks(stdout)).toEqual([]);
    expect(leaks(stderr)).toEqual([]);
  });

  it.each([...CHECKLISTS.keys()])('checklist %s shows none', async (name) => {
    const cwd = folderWith(FILES);
    for (const format of ['json', 'markdown']) {
      const { stdout } = await runCli(['checklist', name, '--format', format], { cwd });
      expect(leaks(stdout)).toEqual([]);
    }
    const list = CHECKLISTS.get(name);
    expect(list === undefined ? 0 : rulesOf(list).size).toBeGreaterThan(0);
  });

  it('a diff of fixes shows none', async () => {
    const cwd = folderWith(FILES);
    const { stdout } = await runCli(['scan', '--fix-unsafe', '--dry-run', '--profile', 'all'], { cwd });
    expect(stdout).toContain('---');
    expect(leaks(stdout)).toEqual([]);
  });

  it('a baseline and a cache hold none', async () => {
    const cwd = folderWith(FILES);
    const cache = join(folderWith({}), 'cache');
    const args = ['scan', '--baseline', 'b.json', '--update-baseline', `--cache=${cache}`, '--fail-on', 'never'];
    await runCli(args, { cwd });
    for (const file of [join(cwd, 'b.json'), join(cache, 'results.json')])
      expect(leaks(readFileSync(file, 'utf8'))).toEqual([]);
  });
});
