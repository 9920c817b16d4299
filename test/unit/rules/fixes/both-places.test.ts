import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { withFixes } from '../../../../server/src/project/with-fixes.ts';
import { applyFix } from '../../../support/apply-fix.ts';
import { type LintRequest, memoryProject } from '../../../support/lint.ts';
import { MemoryHost } from '../../../support/memory-host.ts';

type Files = Readonly<Record<string, string>>;

/** The fixes of a rule's findings in a file, each with the files as they are after it. */
async function fixesOf(rule: string, files: Files, path: string, options: Partial<LintRequest> = {}) {
  const { project } = memoryProject({ files, selection: { only: new Set([rule]) }, ...options });
  const { findings } = await withFixes(project, await project.check(MemoryHost.uri(path)));
  expect(findings.length, 'findings').toBeGreaterThan(0);
  return findings.flatMap((finding) =>
    finding.fixes.map(({ title, safety }, index) => ({ title, safety, after: () => applyFix(files, finding, index) })),
  );
}

describe('TLS versions of a server that is not the default of its sockets', () => {
  const servers = (outer: string) => `events {}
http {
    ${outer}
    server {
        listen 443 ssl;
        server_name www.shop.example;
        return 301 https://shop.example;
    }
    server {
        listen 443 ssl;
        listen [2001:db8::7]:443 ssl;
        server_name shop.example;
        ssl_protocols TLSv1 TLSv1.1 TLSv1.2;
    }
}
`;

  it('are changed in the line that decides as well', async () => {
    const path = 'nginx.conf';
    const files = { [path]: servers('ssl_protocols TLSv1.1 TLSv1.2;') };
    const fixes = await fixesOf('nginx/tls-protocols-weak', files, path);
    const both = fixes.find(({ title }) => title.includes('default server'));
    expect(both?.title).toBe(
      'Use ssl_protocols TLSv1.2 TLSv1.3 here and for its default server (clients that only speak TLSv1, TLSv1.1 lose access)',
    );
    expect(both?.after()[path]?.match(/ssl_protocols .*;/g)).toEqual([
      'ssl_protocols TLSv1.2 TLSv1.3;',
      'ssl_protocols TLSv1.2 TLSv1.3;',
    ]);
  });

  it('are changed alone where the deciding line is good', async () => {
    const path = 'nginx.conf';
    const files = { [path]: servers('ssl_protocols TLSv1.2 TLSv1.3;') };
    const [only] = await fixesOf('nginx/tls-protocols-weak', files, path);
    expect(only?.title).not.toContain('default server');
  });
});

describe('a page of nginx that only this machine may read', () => {
  const conf = (more = '') => `events {}
http {
    ${more}
    server {
        listen 80;
        server_name shop.example;
        location /metrics { proxy_pass http://app:9100; }
    }
}
`;
  const safetyOf = async (files: Files) => {
    const [first] = await fixesOf('nginx/metrics-exposed', files, 'nginx.conf');
    return first?.safety;
  };

  it('is closed to all others on a host', async () => {
    expect(await safetyOf({ 'nginx.conf': conf() })).toBe('behavior-changing');
  });

  it('has its readers named in a container, where nobody comes from 127.0.0.1', async () => {
    expect(await safetyOf({ 'nginx.conf': conf('resolver 127.0.0.11;') })).toBe('needs-input');
    expect(await safetyOf({ 'nginx.conf': conf('access_log /dev/stdout;') })).toBe('needs-input');
    const image = 'FROM nginx:1.28\nCOPY nginx.conf /etc/nginx/nginx.conf\n';
    expect(await safetyOf({ 'nginx.conf': conf(), Dockerfile: image })).toBe('needs-input');
    expect(await safetyOf({ 'nginx.conf': conf(), Dockerfile: 'FROM node:22\n' })).toBe('behavior-changing');
  });
});

describe('a secret that something else depends on', () => {
  it('gets no new value beside a hash that is made of it', async () => {
    const hash = '5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8';
    const files = { '.env': `GRAYLOG_PASSWORD=password\nGRAYLOG_SHA256_PASSWORD=${hash}\n` };
    expect(await fixesOf('secret/weak', files, '.env')).toEqual([]);
    const alone = { '.env': 'GRAYLOG_PASSWORD=password\nGRAYLOG_PORT=9000\n' };
    expect(await fixesOf('secret/weak', alone, '.env')).toHaveLength(1);
  });

  it('stays where a command of another service holds it', async () => {
    const stack = (entrypoint: string) => ({
      'compose.yml': `services:
  store:
    image: minio/minio:RELEASE.2025-04-22T22-12-26Z
    environment:
      MINIO_ROOT_USER: shop
      MINIO_ROOT_PASSWORD: supersecret
  init:
    image: minio/mc:RELEASE.2025-04-16T18-13-26Z
    entrypoint: ${entrypoint}
`,
    });
    const held = stack('sh -c "mc alias set store http://store:9000 shop supersecret"');
    expect(await fixesOf('secret/weak', held, 'compose.yml')).toEqual([]);
    const follows = stack('sh -c "mc alias set store http://store:9000 shop ${PASSWORD:-supersecret}"');
    expect(await fixesOf('secret/weak', follows, 'compose.yml')).not.toEqual([]);
    const free = stack('sh -c "mc alias set store http://store:9000 shop $$SECRET"');
    expect(await fixesOf('secret/weak', free, 'compose.yml')).not.toEqual([]);
  });

  it('is not kept by a command that names a user of the same word', async () => {
    const files = {
      'compose.yml': `services:
  db:
    image: postgres:17
    environment:
      POSTGRES_USER: postgres
      POSTGRES_PASSWORD: postgres
    healthcheck:
      test: pg_isready -U postgres
`,
    };
    expect(await fixesOf('secret/default-credential', files, 'compose.yml')).not.toEqual([]);
  });

  it('changes at every service that is given the same variable', async () => {
    const service = (name: string) => `  ${name}:
    image: example/${name}:1.2
    environment:
      JWT_SECRET: changeme
`;
    const files = { 'compose.yml': `services:\n${service('api')}${service('worker')}` };
    const [first] = await fixesOf('secret/placeholder', files, 'compose.yml');
    const after = parse(first?.after()['compose.yml'] ?? '');
    expect(after.services.worker.environment.JWT_SECRET).toBe(`${'$'}{JWT_SECRET:?set JWT_SECRET}`);
    expect(after.services.api.environment.JWT_SECRET).toBe(after.services.worker.environment.JWT_SECRET);
  });

  it('changes at both nodes of one program, whose first start makes the account', async () => {
    const node = (name: string) => `  ${name}:
    image: quay.io/keycloak/keycloak:26.6
    environment:
      KC_BOOTSTRAP_ADMIN_USERNAME: admin
      KC_BOOTSTRAP_ADMIN_PASSWORD: admin
`;
    const files = { 'compose.yml': `services:\n${node('one')}${node('two')}` };
    for (const { after } of await fixesOf('secret/default-credential', files, 'compose.yml')) {
      const { one, two } = parse(after()['compose.yml'] ?? '').services;
      expect(one.environment).toEqual(two.environment);
      expect(one.environment.KC_BOOTSTRAP_ADMIN_PASSWORD).toContain(':?set ');
    }
  });

  it('changes at every shard of a store, and at the clients of each', async () => {
    const shard = (name: string) => `  ${name}:
    image: postgres:18
    environment:
      POSTGRES_PASSWORD: postgres
    ports: ["5432"]
`;
    const client =
      '  app:\n    image: example/app:1.2\n    environment:\n      URL: postgres://postgres:postgres@two/shop\n';
    const files = { 'compose.yml': `services:\n${shard('one')}${shard('two')}${client}` };
    const [first] = await fixesOf('secret/default-credential', files, 'compose.yml');
    expect(first?.title).toContain('Require POSTGRES_PASSWORD from the environment, also for "two" (');
    expect(first?.after()['compose.yml']?.match(/:\?set POSTGRES_PASSWORD/g)).toHaveLength(3);
  });

  it('is made for a key of a service of the same file, which no provider gives out', async () => {
    const files = {
      'compose.yml': `services:
  app:
    image: example/app:1.2
    environment:
      VISION_FACE_URL: http://faces:8000
      VISION_FACE_API_KEY: "\${FACES_KEY:-changeme}"
  faces:
    image: example/faces:1.2
    environment:
      ACCEPTED_API_KEY: "\${FACES_KEY:-changeme}"
`,
    };
    const [first] = await fixesOf('secret/placeholder', files, 'compose.yml');
    expect(first?.after()['compose.yml']?.match(/:\?set FACES_KEY/g)).toHaveLength(2);
  });

  it('is left to who fills out a form, and else says that git has the file', async () => {
    const form = '[repository]\npassword = "XXXXXX"\n\n[repository.options]\nuser = "XXXXX"\n';
    const tracked = () => true;
    expect(await fixesOf('secret/placeholder', { 'rustic.toml': form }, 'rustic.toml', { tracked })).toEqual([]);
    const filled = form.replace('"XXXXX"', '"u1234"');
    const [first] = await fixesOf('secret/placeholder', { 'rustic.toml': filled }, 'rustic.toml', { tracked });
    expect(first?.title).toMatch(/add the new key there first; git tracks this file\)$/);
  });

  it('is not written beside an overlay, whose base decides which .env file is read', async () => {
    const overlay = (base: string) => ({
      'overrides/compose.mariadb.yaml': `services:
  app:
    ${base}
    environment:
      DB_HOST: db
  db:
    image: mariadb:11
    environment:
      MARIADB_ROOT_PASSWORD: \${DB_PASSWORD:-123}
`,
    });
    const path = 'overrides/compose.mariadb.yaml';
    const titles = async (files: Files) => (await fixesOf('secret/weak', files, path)).map(({ title }) => title);
    const env = expect.stringMatching(/to \.env/);
    expect(await titles(overlay('image: example/app:1'))).toContainEqual(env);
    expect(await titles(overlay('restart: always'))).not.toContainEqual(env);
  });
});

describe('a tunnel that runs privileged', () => {
  it('is given what it needs in place of everything', async () => {
    const files = {
      'compose.yml': `services:
  openconnect:
    image: example/openconnect:9
    privileged: true
    cap_add:
      - SYS_TIME
`,
    };
    const [first] = await fixesOf('compose/privileged-container', files, 'compose.yml');
    expect(first?.title).toBe(
      'Give "openconnect" only NET_ADMIN and /dev/net/tun (other devices, calls gone; /proc/sys and /sys read-only)',
    );
    expect(parse(first?.after()['compose.yml'] ?? '').services.openconnect).toEqual({
      image: 'example/openconnect:9',
      privileged: false,
      cap_add: ['SYS_TIME', 'NET_ADMIN'],
      devices: ['/dev/net/tun:/dev/net/tun'],
    });
  });
});
