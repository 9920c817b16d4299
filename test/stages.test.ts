import { describe, expect, it } from 'vitest';
import { SEVERITIES } from '../server/src/finding/severity.ts';
import { sampleToken } from '../server/src/secrets/tokens/sample.ts';
import { lintFiles } from './support/lint.ts';

/** Severity by rule, the highest of each. */
async function severities(path: string, text: string): Promise<Readonly<Record<string, string>>> {
  const { findings } = await lintFiles({ files: { [path]: text }, path, tracked: () => true });
  const found: Record<string, string> = {};
  for (const severity of [...SEVERITIES].reverse())
    for (const finding of findings) if (finding.severity === severity) found[finding.rule] = severity;
  return found;
}

const COMPOSE = `services:
  db:
    image: postgres:17.2
    privileged: true
    ports: ["5432:5432"]
    environment:
      POSTGRES_PASSWORD: postgres
    volumes: [data:/var/lib/postgresql/data, /var/run/docker.sock:/var/run/docker.sock]
  cache:
    image: redis
volumes:
  data:
`;

const NGINX = `server {
    listen 80;
    server_name shop.example.org;
    root /var/www/shop;
    server_tokens on;
    location /files {
        alias /srv/files/;
    }
    location / {
        proxy_pass http://10.0.0.7:8080;
        proxy_set_header Authorization "Basic c2hvcDpTbzU3LWhhcmQtdG8tZ3Vlc3M=";
    }
}
`;

const ENV = `DEBUG=true
ADMIN_PASSWORD=hunter2
CORS_ALLOWED_ORIGINS=*
SESSION_TOKEN=abc#def
`;

const TOML = `[server]
debug = true
[[users]]
name = "shop"
password = "hunter2"
`;

describe('development lowers, it does not silence', () => {
  it('compose: privileges, sockets, exposed stores and default secrets speak, two lower', async () => {
    expect(await severities('compose.yaml', COMPOSE)).toMatchObject({
      'compose/privileged-container': 'critical',
      'compose/docker-socket': 'critical',
      'compose/datastore-published': 'high',
      'compose/mutable-image-tag': 'medium',
    });
    const development = await severities('compose.dev.yaml', COMPOSE);
    expect(development).toMatchObject({
      'compose/privileged-container': 'medium',
      'compose/docker-socket': 'medium',
      'compose/datastore-published': 'low',
    });
    expect(Object.keys(development).filter((rule) => rule.startsWith('secret/'))).not.toEqual([]);
    expect(development).not.toHaveProperty('compose/mutable-image-tag');
  });

  it('compose: users and passwords of a test database rest, the open port does not', async () => {
    const test = await severities('tests/compose.yaml', COMPOSE);
    expect(test).toMatchObject({ 'compose/docker-socket': 'low', 'compose/datastore-published': 'low' });
    expect(Object.keys(test).filter((rule) => rule.startsWith('secret/'))).toEqual([]);
  });

  it('compose: what is weak lowers hygiene and nothing else', async () => {
    const weak = await severities('examples/shop/compose.yaml', COMPOSE);
    const production = await severities('compose.yaml', COMPOSE);
    expect(Object.keys(weak).sort()).toEqual(Object.keys(production).sort());
    const changed = Object.keys(weak).filter((rule) => weak[rule] !== production[rule]);
    expect(changed.filter((rule) => /socket|privileged|datastore|^secret\//.test(rule))).toEqual([]);
    expect(weak['compose/mutable-image-tag']).toBe('low');
  });

  it('compose: what the file says of itself counts like a weak name', async () => {
    const said = await severities('compose.yaml', `# For local development only\n${COMPOSE}`);
    expect(said).toMatchObject({
      'compose/docker-socket': 'critical',
      'compose/datastore-published': 'high',
      'compose/mutable-image-tag': 'low',
    });
  });

  it('compose: a stack that has files of the tests mounted is theirs', async () => {
    const tests = COMPOSE.replace('image: redis', 'image: redis\n    volumes:\n      - ../tests/data:/srv/data');
    expect(await severities('compose.yaml', tests)).toMatchObject({ 'compose/datastore-published': 'high' });
    const named = tests.replace('  cache:', '    container_name: test-db\n  cache:');
    expect(await severities('compose.yaml', named)).toMatchObject({ 'compose/datastore-published': 'low' });
  });

  it('compose: an old version rests where the author says it is not deployed, not for the name of a folder', async () => {
    const old = 'services:\n  web:\n    image: nginx:1.25\n    ports: ["80:80"]\n';
    const rule = 'compose/unsupported-version';
    expect(await severities('compose.yaml', `# For local development only\n\n${old}`)).not.toHaveProperty([rule]);
    expect((await severities('tools/compose.yaml', old))[rule]).toBe('low');
  });

  it('nginx: what a command writes anew is told at its template', async () => {
    const command = (to: string) =>
      `services:\n  web:\n    image: nginx:1.29\n    ports: ["80:80"]\n    volumes:\n      - ./site.conf:/etc/nginx/conf.d/default.conf\n      - ./template.conf:/etc/nginx/conf.d/default.template\n    command: sh -c "envsubst '$$HOST' < /etc/nginx/conf.d/default.template > ${to} && nginx"\n`;
    const found = async (path: string, to: string) => {
      const files = { 'site.conf': NGINX, 'template.conf': NGINX, 'compose.yaml': command(to) };
      return (await lintFiles({ files, path })).findings.length;
    };
    expect(await found('site.conf', '/etc/nginx/conf.d/default.conf')).toBe(0);
    expect(await found('template.conf', '/etc/nginx/conf.d/default.conf')).toBeGreaterThan(0);
    expect(await found('site.conf', '/etc/nginx/conf.d/other.conf')).toBeGreaterThan(0);
  });

  it('nginx: a generated fragment rests in the file that takes it in, too', async () => {
    const command = 'envsubst < /etc/nginx/site.template > /etc/nginx/conf.d/site.conf && nginx';
    const files = {
      'nginx.conf': 'events {\n}\nhttp {\n    autoindex on;\n    include /etc/nginx/conf.d/*.conf;\n}\n',
      'site.template': NGINX,
      'conf.d/site.conf': NGINX,
      'conf.d/other.conf': NGINX,
      'compose.yaml': `services:\n  web:\n    image: nginx:1.29\n    ports: ["80:80"]\n    volumes:\n      - ./nginx.conf:/etc/nginx/nginx.conf\n      - ./site.template:/etc/nginx/site.template\n      - ./conf.d:/etc/nginx/conf.d\n    command: sh -c "${command}"\n`,
    };
    const { findings, judgement, resting } = await lintFiles({ files, path: 'conf.d/site.conf' });
    expect([judgement.role, findings]).toEqual(['generated', []]);
    expect(resting.map(({ rule }) => rule)).toContain('nginx/alias-traversal');
    for (const path of ['conf.d/other.conf', 'nginx.conf'])
      expect((await lintFiles({ files, path })).findings.length, path).toBeGreaterThan(0);
  });

  it('what is somebody else’s rests, whatever it is, with the severity its rule gives', async () => {
    const files = { 'vendor/lib/docker-compose.yml': COMPOSE, 'vendor/lib/nginx.conf': `${NGINX}}` };
    for (const path of Object.keys(files)) {
      const { findings, resting } = await lintFiles({ files, path });
      expect(findings, path).toEqual([]);
      expect(resting.length, path).toBeGreaterThan(0);
      const own = await lintFiles({ files: { 'x/docker-compose.yml': COMPOSE }, path: 'x/docker-compose.yml' });
      if (path.endsWith('.yml'))
        expect(resting.find(({ rule }) => rule === 'compose/datastore-published')?.severity).toBe(
          own.findings.find(({ rule }) => rule === 'compose/datastore-published')?.severity,
        );
    }
  });

  it('nginx: what a generated file includes is written by hand, and speaks', async () => {
    const root = 'events {\n}\nhttp {\n    include /etc/nginx/conf.d/*.conf;\n}\n';
    const command = 'envsubst < /etc/nginx/nginx.template > /etc/nginx/nginx.conf && nginx';
    const files = {
      'nginx.conf': root,
      'nginx.template': root,
      'conf.d/site.conf': NGINX,
      'compose.yaml': `services:\n  web:\n    image: nginx:1.29\n    ports: ["80:80"]\n    volumes:\n      - ./nginx.conf:/etc/nginx/nginx.conf\n      - ./nginx.template:/etc/nginx/nginx.template\n      - ./conf.d:/etc/nginx/conf.d\n    command: sh -c "${command}"\n`,
    };
    const { findings, judgement } = await lintFiles({ files, path: 'nginx.conf' });
    expect(judgement.role).toBe('generated');
    expect(findings).toEqual([]);
    const site = await lintFiles({ files, path: 'conf.d/site.conf' });
    expect(site.findings.filter(({ rule }) => rule === 'nginx/alias-traversal')).toHaveLength(1);
  });

  it('dotenv: traps are lower, switches rest', async () => {
    expect(await severities('.env', ENV)).toMatchObject({
      'env/debug-enabled': 'medium',
      'env/permissive-cors': 'low',
      'dotenv/value-cut-at-hash': 'high',
    });
    const development = await severities('.env.development', ENV);
    expect(development).toMatchObject({ 'dotenv/value-cut-at-hash': 'low' });
    expect(development).not.toHaveProperty('secret/weak');
    expect(development).not.toHaveProperty('env/debug-enabled');
    expect(development).not.toHaveProperty('env/permissive-cors');
    expect(await severities('.env.example', ENV)).toMatchObject({ 'dotenv/value-cut-at-hash': 'medium' });
  });

  it('toml: what is open or privileged speaks lower in development, a local password rests', async () => {
    expect((await severities('app.toml', TOML))['secret/weak']).toBe('high');
    expect(await severities('app.dev.toml', TOML)).not.toHaveProperty('secret/weak');
    const runner = '[[runners]]\nexecutor = "docker"\n[runners.docker]\nprivileged = true\nimage = "alpine:3.20"\n';
    expect(await severities('config.toml', runner)).toMatchObject({ 'toml/excessive-privilege': 'critical' });
    expect(await severities('dev/config.toml', runner)).toMatchObject({ 'toml/excessive-privilege': 'medium' });
    expect(await severities('app.example.toml', TOML)).not.toHaveProperty('secret/weak');
  });

  it('a token of a provider keeps most of its weight', async () => {
    const token = sampleToken('github-pat');
    expect((await severities('.env.development', `GITHUB_TOKEN=${token}\n`))['secret/leaked-token']).toBe('high');
    expect((await severities('.env.example', `GITHUB_TOKEN=${token}\n`))['secret/leaked-token']).toBe('critical');
  });

  it('a severity that the settings name stays', async () => {
    const settings = '{ "rules": { "compose/docker-socket": "high" } }';
    const files = { 'compose.dev.yaml': COMPOSE, 'preflight.json': settings };
    const { findings } = await lintFiles({ files, path: 'compose.dev.yaml' });
    expect(findings.find(({ rule }) => rule === 'compose/docker-socket')?.severity).toBe('high');
  });
});

describe('a sample of nginx is what gets deployed', () => {
  it.each(['site.conf.sample', 'nginx.conf.example', 'site.conf.dist'])('%s: as production', async (path) => {
    const sample = await severities(path, NGINX);
    const production = await severities('nginx.conf', NGINX);
    expect(sample).toMatchObject({ 'nginx/alias-traversal': 'high', 'nginx/version-disclosure': 'medium' });
    const silent = Object.keys(production).filter((rule) => !Object.hasOwn(sample, rule));
    expect(silent.filter((rule) => !/^secret\/|auth-literal$/.test(rule))).toEqual([]);
  });
});

describe('what runs nothing', () => {
  const MATRIX = 'services:\n  old:\n    image: postgres:16.6\n  new:\n    image: postgres:17.2\n';

  it('a list of images by its name lacks nothing', async () => {
    expect(await severities('compose.yaml', MATRIX)).toHaveProperty('compose/missing-resource-limits');
    expect(await severities('compose.images.yaml', MATRIX)).toEqual({});
    expect(await severities('compose.images.yaml', MATRIX.replace('postgres:16.6', 'postgres'))).toEqual({
      'compose/mutable-image-tag': 'medium',
    });
    // A port makes it a deployment.
    expect(await severities('compose.images.yaml', `${MATRIX}    ports: ["5432:5432"]\n`)).toHaveProperty(
      'compose/datastore-published',
    );
  });

  it('a list of images by its labels', async () => {
    const labelled = MATRIX.replace(/( +)(image: .*)/g, '$1$2\n$1labels: [renovate=pin]');
    expect(await severities('compose.yaml', labelled)).toEqual({});
  });

  it('a shell script named like an env file is no env file, its secrets are secrets', async () => {
    const script = 'PORT=80\nif [ -z "$HOME" ]; then\n  export TOKEN=a#b\nfi\nADMIN_PASSWORD=hunter2\n';
    expect(
      Object.keys(await severities('setup.env', script)).filter((rule) => /^dotenv\/(?!tracked)/.test(rule)),
    ).toEqual([]);
    expect(await severities('setup.env', script)).toHaveProperty('secret/weak');
    expect(await severities('.env', script)).toHaveProperty('dotenv/syntax');
    const exported = 'export API_TOKEN=abc#def\nexport NAME=shop\n';
    expect(await severities('setup.env', exported)).not.toHaveProperty('dotenv/value-cut-at-hash');
    expect(await severities('.env', exported)).toHaveProperty('dotenv/value-cut-at-hash');
  });

  it("somebody else's files are quiet", async () => {
    expect(await severities('vendor/acme/compose.yaml', COMPOSE)).toEqual({});
    expect(await severities('third_party/site.conf', NGINX)).toEqual({});
    expect(await severities('deps/app.toml', 'a = \n')).toEqual({});
  });

  it('test data: what does not parse is low, real tokens are real', async () => {
    expect(await severities('app.toml', 'a = \n')).toEqual({ 'toml/syntax': 'medium' });
    expect(await severities('testdata/app.toml', 'a = \n')).toEqual({ 'toml/syntax': 'low' });
    expect(await severities('invalid_app.toml', 'a = \n')).toEqual({ 'toml/syntax': 'low' });
    expect(await severities('testdata/compose.yaml', COMPOSE)).toEqual({});
  });
});

describe('what rests', () => {
  it('is what production would add', async () => {
    const text = `${ENV}API_KEY=changeme\n`;
    const rules = (list: readonly { readonly rule: string }[]) => list.map(({ rule }) => rule).sort();
    const template = await lintFiles({ files: { '.env.example': text }, path: '.env.example' });
    const files = { '.env.example': text, 'preflight.json': '{ "stages": { ".env.example": "production" } }' };
    const production = await lintFiles({ files, path: '.env.example' });
    // What speaks of templates alone has nothing to say of a file that runs.
    const asRun = [...template.findings, ...template.resting].filter(({ rule }) => rule !== 'secret/weak-in-template');
    expect(rules(asRun)).toEqual(rules(production.findings));
    expect(template.resting.length).toBeGreaterThan(0);
    expect(production.resting).toEqual([]);
  });

  it('a comment silences it for good and is not called unused', async () => {
    const text = '# preflight-ignore env/debug-enabled -- wanted here\nDEBUG=true\n';
    const report = await lintFiles({ files: { '.env.development': text }, path: '.env.development' });
    expect(report.findings).toEqual([]);
    expect(report.resting).toEqual([]);
  });
});
