import { describe, expect, it } from 'vitest';
import { detect } from '../../../server/src/formats/detect.ts';

const isNginx = (path: string, text: string): boolean => detect(path, text)?.format === 'nginx';

describe('nginx text is recognised', () => {
  it.each([
    [
      'a list over several lines',
      'gzip.conf',
      'gzip on;\ngzip_types\n    text/plain\n    text/css\n    application/json;\n',
    ],
    ['one location', 'status.conf', 'location /nginx_status {\n    stub_status;\n}\n'],
    ['a Jinja template', 'site.conf.j2', '{% if tls %}\nlisten 443 ssl;\n{% endif %}\nserver_name {{ name }};\n'],
    ['a template named after nginx', 'nginx.jinja', 'server {\n    listen 80;\n    root /srv/www;\n}\n'],
  ])('%s', (_what, path, text) => {
    expect(isNginx(path, text)).toBe(true);
  });

  it.each([
    ['prose that begins like directives', 'notes.conf', 'server\ninclude\nroot\nthe rest is text\n'],
    ['an ini file', 'app.conf', '[main]\nserver = one\nroot = /srv\nindex = a;b\n'],
    ['a list that never ends', 'x.conf', 'gzip_types\n    text/plain\n    text/css\n'],
    ['a template of another program', 'haproxy.cfg.j2', '{% if a %}\nserver one 10.0.0.1:80\n{% endif %}\n'],
  ])('but not %s', (_what, path, text) => {
    expect(isNginx(path, text)).toBe(false);
  });
});

describe('templates that another tool renders are recognised by their ending', () => {
  it.each([
    ['compose.yaml.j2', 'compose'],
    ['deploy/docker-compose.yml.tmpl', 'compose'],
    ['stack/compose.prod.yaml.tpl', 'compose'],
    ['.env.j2', 'dotenv'],
    ['.env.pihole.j2', 'dotenv'],
    ['.env.production.tmpl', 'dotenv'],
    ['roles/web/templates/app.env.erb', 'dotenv'],
  ])('%s', (path, format) => {
    const text = 'services:\n  web:\n    image: {{ image }}\n';
    expect(detect(path, text)?.format).toBe(format);
  });

  it.each(['values.yaml.tpl', 'playbook.yml.j2', 'config.js.erb', 'environment.j2', 'x.j2'])('but not %s', (path) => {
    expect(detect(path, 'apiVersion: v1\n')).toBeUndefined();
  });
});

it('what only Rancher 1 reads is no Compose file', () => {
  const text = "version: '2'\nservices:\n  web:\n    scale: 1\n    start_on_create: true\n";
  expect(detect('rancher-compose.yml', text)).toBeUndefined();
  expect(detect('docker-compose.rancher.yml', text)?.format).toBe('compose');
});

describe('env files are recognised by name', () => {
  it.each([
    '.env',
    '.env.local',
    'app.env',
    'env.sample',
    'env.example',
    'env-dist',
    'deploy/env.template',
  ])('%s', (path) => {
    expect(detect(path, 'A=1\n')?.format).toBe('dotenv');
  });

  it.each(['env', 'bin/env', 'env.ts', 'environment'])('but not %s', (path) => {
    expect(detect(path, 'A=1\n')?.format).toBeUndefined();
  });
});
