import { describe, expect, it } from 'vitest';
import { lintFiles } from '../../support/lint.ts';

/** Severity and message of each finding of a rule, in the order of the file. */
async function said(rule: string, path: string, files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { findings } = await lintFiles({ files, path, tracked: () => true });
  return findings.filter((one) => one.rule === rule).map(({ severity, message }) => `${severity}: ${message}`);
}

const compose = (image: string) => ({
  'compose.yml': `services:\n  one:\n    image: ${image}\n    ports: ["80:80"]\n`,
});

describe('compose/unsupported-version', () => {
  it.each([
    ['postgres:9.5.14', 'since 2021-02'],
    ['postgres:9', 'since 2021-11'],
    ['traefik:v2.6', 'since 2022-05'],
    ['mariadb:10.5.21', 'MariaDB 10.5.21 in "one" misses later fixes; 10.5 ended 2025-06: plan'],
    ['mariadb:10.5.29', 'since 2025-06'],
    ['mongo:3.4', 'since 2020-01'],
  ])('says the end of the line %s is of', async (image, words) => {
    const [message, ...more] = await said('compose/unsupported-version', 'compose.yml', compose(image));
    expect(message).toContain(words);
    expect(more).toEqual([]);
  });
});

describe('compose/discontinued-image', () => {
  it('names a program that does the same', async () => {
    const rule = 'compose/discontinued-image';
    expect(await said(rule, 'compose.yml', compose('wurstmeister/zookeeper'))).toEqual([
      expect.stringContaining('take zookeeper, or none beside apache/kafka'),
    ]);
    expect(await said(rule, 'compose.yml', compose('wurstmeister/kafka'))).toEqual([
      expect.stringContaining('take apache/kafka'),
    ]);
  });
});

describe('secret/weak-in-template', () => {
  it('advises what makes a copy stop', async () => {
    const env = 'POSTGRES_PASSWORD=postgres\nMYSQL_ROOT_PASSWORD=123456\n';
    const db = 'services:\n  db:\n    image: postgres:17.2\n    environment:\n      POSTGRES_PASSWORD: $';
    const rule = 'secret/weak-in-template';
    expect(
      await said(rule, '.env.example', { '.env.example': env, 'compose.yml': `${db}{POSTGRES_PASSWORD:-x9}\n` }),
    ).toEqual([
      expect.stringContaining('; require it by :? in compose.yml'),
      expect.stringContaining('; leave it empty there'),
    ]);
    expect(
      await said(rule, '.env.example', { '.env.example': env, 'compose.yml': `${db}{POSTGRES_PASSWORD:?}\n` }),
    ).toEqual([expect.stringContaining('; leave it empty there'), expect.stringContaining('; leave it empty there')]);
    expect(await said(rule, '.env.example', { '.env.example': 'RABBITMQ_DEFAULT_PASS=guest\n' })).toEqual([
      expect.stringContaining('; say above it to generate one'),
    ]);
  });
});

describe('nginx/hsts-missing', () => {
  const server = (listen: string) => ({
    'site.nginx.conf': `server {\n  listen ${listen} ssl;\n  server_name shop.example.com;\n  ssl_certificate a.pem;\n  ssl_certificate_key a.key;\n  location / { proxy_pass http://shop:80; }\n}\n`,
  });
  const mounted = (port: string) => ({
    'compose.yml': `services:\n  web:\n    image: nginx:1.29\n    ports: ["${port}"]\n    volumes: ["./site.nginx.conf:/etc/nginx/conf.d/default.conf:ro"]\n`,
  });
  it.each([
    ['443', {}, 'medium'],
    ['8443', {}, 'medium'],
    ['5555', {}, 'low'],
    ['5555', mounted('443:5555'), 'medium'],
    ['8443', mounted('9443:8443'), 'low'],
  ])('is low where people type the port: %s %j', async (port, more, severity) => {
    expect(await said('nginx/hsts-missing', 'site.nginx.conf', { ...server(port), ...more })).toEqual([
      expect.stringMatching(`^${severity}: `),
    ]);
  });
});

describe('nginx/redirect-drops-path and nginx/resolver-unused', () => {
  it('says what is lost', async () => {
    const site = (line: string) => ({
      'a.nginx.conf': `server {\n  listen 80;\n  server_name wiki.example.com;\n  ${line}\n}\n`,
    });
    const rule = 'nginx/redirect-drops-path';
    const rewrite = 'rewrite ^/(.*)$ https://wiki.example.com/ permanent;';
    expect(await said(rule, 'a.nginx.conf', site(rewrite))).toEqual([expect.stringContaining(': the path is lost;')]);
    expect(await said(rule, 'a.nginx.conf', site('return 301 https://wiki.example.com/;'))).toEqual([
      expect.stringContaining(': path and query are lost;'),
    ]);
  });

  it('advises resolve where the name stands in an upstream', async () => {
    const conf = (before: string, target: string) => ({
      'nginx.conf': `events {}\nhttp {\n  resolver 127.0.0.11;\n  ${before}\n  server {\n    listen 80;\n    location / { proxy_pass http://${target}; }\n  }\n}\n`,
    });
    const rule = 'nginx/resolver-unused';
    expect(await said(rule, 'nginx.conf', conf('upstream app { server web:80; }', 'app'))).toEqual([
      expect.stringContaining('; add resolve to its server'),
    ]);
    expect(await said(rule, 'nginx.conf', conf('', 'web:80'))).toEqual([
      expect.stringContaining('; pass by a variable'),
    ]);
  });
});
