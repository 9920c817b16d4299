import { describe, expect, it } from 'vitest';
import { withFixes } from '../../../../server/src/project/with-fixes.ts';
import { applyFix } from '../../../support/apply-fix.ts';
import { type LintRequest, memoryProject } from '../../../support/lint.ts';
import { MemoryHost } from '../../../support/memory-host.ts';

type Files = Readonly<Record<string, string>>;

const PATH = 'docker-compose.yml';

/** The fixes of a rule's findings in a file, each with the file as it is after it. */
async function fixesOf(rule: string, files: Files, path = PATH, options: Partial<LintRequest> = {}) {
  const { project } = memoryProject({ files, selection: { only: new Set([rule]) }, profile: 'all', ...options });
  const { findings } = await withFixes(project, await project.check(MemoryHost.uri(path)));
  expect(findings.length, 'findings').toBeGreaterThan(0);
  return findings.flatMap((finding) =>
    finding.fixes.map(({ title }, index) => ({ title, after: () => applyFix(files, finding, index)[path] ?? '' })),
  );
}

describe('a memory limit that documents write', () => {
  it('is for the versions they speak of: Elasticsearch 7 takes a heap of as much by itself', async () => {
    const [older, newer] = await Promise.all(
      ['7.9.1', '8.15.0'].map((tag) =>
        fixesOf('compose/missing-resource-limits', {
          [PATH]: `services:\n  search:\n    image: elasticsearch:${tag}\n    restart: always\n`,
        }),
      ),
    );
    expect(older?.[0]?.title).toBe('Limit the memory of "search" to what you measured');
    expect(newer?.[0]?.title).toContain('to 1G of memory, as its documents do');
  });
});

describe('a version named for an image', () => {
  const compose = (...images: readonly string[]) =>
    `services:\n${images.map((image, i) => `  s${i}:\n    image: ${image}\n    restart: always\n`).join('')}`;
  const imagesAfter = (text: string) => [...text.matchAll(/image: (.*)/g)].map(([, image]) => image);

  it.each([
    [
      'acme/shop:fpm',
      'acme/shop:VERSION-fpm',
      'Name a version of the variant fpm (not for an image you build yourself)',
    ],
    [
      'acme/shop:fpm-alpine',
      'acme/shop:VERSION-fpm-alpine',
      'Name a version of the variant fpm-alpine (not for an image you build yourself)',
    ],
    [
      'acme/shop:stable-bullseye',
      'acme/shop:VERSION-bullseye',
      'Name a version of the variant bullseye (not for an image you build yourself)',
    ],
    ['acme/shop:latest', 'acme/shop:VERSION', 'Name a version (not for an image you build yourself)'],
    ['acme/shop:dev-latest', 'acme/shop:VERSION', 'Name a version (not for an image you build yourself)'],
    [
      'acme/shop:latest-fpm-nightly',
      'acme/shop:VERSION-fpm',
      'Name a version of the variant fpm (not for an image you build yourself)',
    ],
    [
      'acme/shop:latest-dev',
      'acme/shop:VERSION-dev',
      'Name a version of the variant dev (not for an image you build yourself)',
    ],
    ['"acme/shop"', '"acme/shop:VERSION"', 'Name a version (not for an image you build yourself)'],
  ])('%s keeps its variant', async (image, wanted, title) => {
    const [only] = await fixesOf('compose/mutable-image-tag', { [PATH]: compose(image) });
    expect(only?.title).toBe(title);
    expect(imagesAfter(only?.after() ?? '')).toEqual([wanted]);
  });

  it('is named for every service that runs the image', async () => {
    const text = compose('acme/shop:latest', 'redis:8', 'acme/shop:latest');
    const [first] = await fixesOf('compose/mutable-image-tag', { [PATH]: text });
    expect(first?.title).toBe('Name a version, also for "s2" (not for an image you build yourself)');
    expect(imagesAfter(first?.after() ?? '')).toEqual(['acme/shop:VERSION', 'redis:8', 'acme/shop:VERSION']);
  });

  it('is named for 61 services at once, and for no part of more', async () => {
    const many = (count: number) => compose(...Array<string>(count).fill('acme/shop:latest'));
    const [first] = await fixesOf('compose/mutable-image-tag', { [PATH]: many(61) });
    expect(first?.title).toBe('Name a version, also for "s1" and 59 more (not for an image you build yourself)');
    expect(new Set(imagesAfter(first?.after() ?? ''))).toEqual(new Set(['acme/shop:VERSION']));
    expect(await fixesOf('compose/mutable-image-tag', { [PATH]: many(62) })).toEqual([]);
  });

  it('counts the other files that run the image', async () => {
    const other = compose("'acme/shop:latest'");
    const files = {
      [PATH]: compose('acme/shop:latest'),
      'docker-compose-jobs.yml': other,
      'docker-compose.more.yaml': other,
      'docker-compose.rest.yml': compose('redis:8'),
    };
    const [first] = await fixesOf('compose/mutable-image-tag', files);
    expect(first?.title).toBe(
      'Name a version (not for an image you build yourself; docker-compose-jobs.yml and 1 more file run the same image: change it there too)',
    );
  });

  it.each([
    ['cgr.dev/chainguard/minio', 'cgr.dev/chainguard/minio@sha256:DIGEST'],
    ['bitnamisecure/redis:latest', 'bitnamisecure/redis:latest@sha256:DIGEST'],
    ['"cgr.dev/chainguard/minio:latest-dev"', '"cgr.dev/chainguard/minio:latest-dev@sha256:DIGEST"'],
  ])('is a digest where the registry serves no versions: %s', async (image, after) => {
    const [first] = await fixesOf('compose/mutable-image-tag', { [PATH]: compose(image) });
    expect(first?.title).toBe('Pin the digest (a version is served to paying users only)');
    expect(first?.after()).toContain(`image: ${after}\n`);
  });

  it('says which other file runs the image too', async () => {
    const files = { [PATH]: compose('acme/shop:latest'), 'docker-compose-jobs.yml': compose("'acme/shop:latest'") };
    const [first] = await fixesOf('compose/mutable-image-tag', files);
    expect(first?.title).toBe(
      'Name a version (not for an image you build yourself; docker-compose-jobs.yml runs the same image: change it there too)',
    );
  });
});

describe('a version of an image that may be built by hand', () => {
  const title = async (lines: string) => {
    const text = `services:\n  node0:\n    ${lines.split('\n').join('\n    ')}\nvolumes: { html: {} }\nnetworks: { localnet: {}, back: {} }\n`;
    return (await fixesOf('compose/mutable-image-tag', { [PATH]: text })).map((fix) => fix.title);
  };

  it.each([
    ['acme/chaind', ['Name a version (not for an image you build yourself)']],
    ['shop-front', ['Name a version (not for an image you build yourself)']],
    ['registry.example.com/acme/chaind', ['Name a version']],
    ['grafana/some-tool', ['Name a version']],
    ['redis', ['Name a version']],
  ])('is named with what is known of its publisher: %s', async (image, wanted) => {
    expect(await title(`image: ${image}`)).toEqual(wanted);
  });

  it.each([
    'networks: [localnet]',
    'volumes: ["./.testnets:/data"]',
    'volumes: ["./build:/chaind"]',
  ])('is not named where its developers run it: %s', async (rest) => {
    expect(await title(`image: acme/chaind\n${rest}`)).toEqual([]);
    expect(await title(`image: registry.example.com/acme/chaind\n${rest}`)).toEqual(['Name a version']);
  });

  it.each([
    ['html:/var/www/html', 'none below the one its data was written with'],
    ['./html:/var/www/html/', 'none below the one its data was written with'],
    ['./theme:/var/www/html/themes/own', undefined],
  ])('of an application warns of older ones where its data is kept: %s', async (mount, note) => {
    const [only] = await title(`image: nextcloud:apache\nvolumes: ["${mount}"]`);
    expect(only).toBe(`Name a version of the variant apache${note === undefined ? '' : ` (${note})`}`);
  });
});

describe('a port that is taken out', () => {
  const db = 'services:\n  db:\n    image: postgres:17\n    ports: ["5432:5432"]\n';
  const titles = async (text: string) =>
    (await fixesOf('compose/datastore-published', { [PATH]: text })).map(({ title }) => title.split(' (')[0]);

  it.each([
    ['a store', 'redis:8', ''],
    ['stores on the network of their own', 'mongo:8', ''],
  ])('stays beside nothing but %s', async (_, image, rest) => {
    expect(await titles(`${db}  other:\n    image: ${image}\n${rest}`)).not.toContain('Do not publish port 5432');
  });

  it('is offered beside a store whose settings are in a file', async () => {
    const text = `${db}  pool:\n    image: redis:8\n    volumes: ["./pool.toml:/pool/pool.toml"]\n`;
    expect(await titles(text)).toContain('Do not publish port 5432');
  });

  it('is offered beside a store that names it', async () => {
    const text = `${db}  other:\n    image: redis:8\n    command: redis-server --replicaof db 5432\n`;
    expect(await titles(text)).toContain('Do not publish port 5432');
  });

  it('stays where no other container would reach the service', async () => {
    expect(await titles(db)).toEqual(['Bind port 5432 to 127.0.0.1']);
  });

  it.each([
    ['another service', `${db}  web:\n    image: acme/shop:1.0\n`],
    ['a network made elsewhere', `${db}    networks: [shop]\nnetworks:\n  shop:\n    external: true\n`],
  ])('is offered beside %s', async (_, text) => {
    expect(await titles(text)).toEqual(['Bind port 5432 to 127.0.0.1', 'Do not publish port 5432']);
  });

  it('is not offered beside a service of another network', async () => {
    const apart = `${db}    networks: [data]\n  web:\n    image: acme/shop:1.0\n    networks: [front]\nnetworks:\n  data:\n  front:\n`;
    expect(await titles(apart)).toEqual(['Bind port 5432 to 127.0.0.1']);
  });
});

describe('the certificate of an application', () => {
  const conf = (target: string, more = '') =>
    `events {}\nhttp {\n    upstream pool { server 10.0.0.7:443; }\n    server {\n        listen 80;\n        server_name shop.example;\n        location / {\n            proxy_pass ${target};\n            proxy_ssl_verify off;${more}\n        }\n    }\n}\n`;
  const fix = async (target: string, more?: string) =>
    (await fixesOf('nginx/proxy-ssl-verify-off', { 'nginx.conf': conf(target, more) }, 'nginx.conf'))[0];

  it('is checked with the public authorities under a public name', async () => {
    expect((await fix('https://api.acme-eu.com'))?.after()).toContain('/etc/ssl/certs/ca-certificates.crt;');
  });

  it('is checked with the file of its own authority under an inner name', async () => {
    const inner = await fix('https://backend:8443');
    expect(inner?.title).toBe(
      'Verify the certificate against the file of the CA that signed it (any other ends in 502)',
    );
    expect(inner?.after()).not.toContain('ca-certificates.crt');
  });

  it.each([
    'https://10.0.0.7:8443',
    'https://pool',
  ])('stays unchecked at %s, which no certificate names', async (at) => {
    expect(await fix(at)).toBeUndefined();
    expect(await fix(at, ' proxy_ssl_name api.acme-eu.com;')).toBeDefined();
  });
});

describe('a network to fill in', () => {
  it('lets nobody in as it is', async () => {
    const files = {
      'nginx.conf':
        'events {}\nhttp {\n    access_log /dev/stdout;\n    server {\n        listen 80;\n        server_name shop.example;\n        location /metrics { proxy_pass http://app:9100; }\n    }\n}\n',
    };
    const [only] = await fixesOf('nginx/metrics-exposed', files, 'nginx.conf');
    expect(only?.after()).toContain('allow 192.0.2.0/24;');
  });
});

describe('TLS versions in a file on its own', () => {
  const server = (name: string, more: string) =>
    `server {\n    listen 443 ssl;\n    server_name ${name};\n    ssl_certificate a.pem;\n    ssl_certificate_key a.key;\n    ${more}\n}\n`;

  it('say that another server decides for the socket', async () => {
    const text = server('www.shop.example', 'return 301 https://shop.example;');
    const files = { 'sites-available/shop.conf': text + server('shop.example', 'ssl_protocols TLSv1 TLSv1.2;') };
    const [only] = await fixesOf('nginx/tls-protocols-weak', files, 'sites-available/shop.conf');
    expect(only?.title).toContain('lose access once the default server of the socket refuses them too)');
  });
});
