import { describe, expect, it } from 'vitest';
import { envFileUses } from '../../../../server/src/formats/dotenv/model/env-file-uses.ts';
import { memoryProject } from '../../../support/lint.ts';
import { MemoryHost } from '../../../support/memory-host.ts';

async function loadersOf(path: string, files: Readonly<Record<string, string>>) {
  const { project } = memoryProject({ files: { [path]: 'A=1\n', ...files } });
  const { model } = await project.check(MemoryHost.uri(path));
  return model?.format === 'dotenv' ? model.loaders.map((loader) => loader.id) : undefined;
}

const COMPOSE = 'services:\n  web:\n    image: ghcr.io/acme/web:1.2.3\n';

describe('usedLoaders', () => {
  it.each([
    ['dotenv', '.env', { 'package.json': '{ "dependencies": { "dotenv": "^17.0.0" } }' }],
    ['dotenv-expand', '.env.local', { 'package.json': '{ "dependencies": { "next": "15.1.0" } }' }],
    ['dotenv-expand-1000', '.env', { 'package.json': '{ "dependencies": { "dotenv-expand": "^1000.0.0" } }' }],
    ['node', 'prod.env', { 'package.json': '{ "scripts": { "start": "node --env-file=prod.env x.js" } }' }],
    ['python', '.env', { 'pyproject.toml': '[project]\ndependencies = ["python-dotenv>=1.0"]\n' }],
    ['python', '.env', { 'requirements.txt': 'flask\npydantic-settings==2.6.1\n' }],
    ['ruby', '.env', { Gemfile: "source 'https://rubygems.org'\ngem 'dotenv-rails'\n" }],
    ['dotenvx', '.env', { 'package.json': '{ "dependencies": { "@dotenvx/dotenvx": "^2.38.2", "next": "15.1.0" } }' }],
    ['phpdotenv', '.env', { 'composer.json': '{ "require": { "vlucas/phpdotenv": "^5.6" } }' }],
    [
      'phpdotenv',
      '.env',
      { 'composer.json': '{ "require": { "laravel/framework": "^11.0", "symfony/dotenv": "*" } }' },
    ],
    ['symfony', '.env.local', { 'composer.json': '{ "require": { "symfony/dotenv": "7.2.*" } }' }],
    ['symfony', '.env', { 'composer.json': '{ "require": { "symfony/dotenv": "*" } }' }],
    ['godotenv', '.env', { 'go.mod': 'module acme\n\nrequire (\n\tgithub.com/joho/godotenv v1.5.1\n)\n' }],
    ['godotenv', '.env', { 'go.mod': 'module acme\n\nrequire github.com/joho/godotenv v1.5.1\n' }],
    ['django-environ', '.env', { 'requirements.txt': 'Django==5.1\ndjango-environ==0.12.0\n' }],
    ['django-environ', '.env', { 'pyproject.toml': '[project]\ndependencies = ["django-environ>=0.11"]\n' }],
    [
      'django-environ',
      '.env',
      { Pipfile: '[packages]\ndjango-environ = "*"\n', 'requirements.txt': 'python-dotenv==1.0\n' },
    ],
    ['compose', '.env', { 'compose.yaml': `${COMPOSE}    environment:\n      A: \${A}\n` }],
    ['compose', 'web.env', { 'docker-compose.yml': `${COMPOSE}    env_file: [./web.env]\n` }],
    [
      'docker',
      'web.env',
      { 'docker-compose.yml': `${COMPOSE}    env_file:\n      - path: web.env\n        format: raw\n` },
    ],
    ['compose', 'config/web.env', { 'docker-compose.yml': `${COMPOSE}    env_file:\n    - config/web.env # note\n` }],
    ['systemd', 'app.env', { 'app.service': '[Service]\nEnvironmentFile=-/etc/app/app.env\n' }],
    ['shell', '.env', { 'deploy.sh': '#!/bin/sh\nset -a\n. ./.env\n' }],
    ['docker', '.env', { Makefile: 'run:\n\tdocker run --rm --env-file .env acme/web\n' }],
  ])('%s reads %s', async (id, path, files) => {
    expect(await loadersOf(path, files)).toEqual([id]);
  });

  it.each([
    ['.env', {}],
    ['prod.env', { 'package.json': '{ "dependencies": { "dotenv": "^17.0.0" } }' }],
    ['.env', { 'package.json': '{ "dependencies": { "dotenv-webpack": "1.0.0" } }' }],
    ['.env', { 'docker-compose.yml': COMPOSE }],
    ['.env', { 'compose.yaml': `${COMPOSE}    env_file: other.env\n` }],
    ['.env', { 'requirements.txt': '# python-dotenv-vault\nflask\n' }],
    ['.env', { 'app.service': '[Service]\nEnvironmentFile=/etc/default/app\n' }],
    ['.env', { 'package.json': '{ not json' }],
    ['.env', { 'requirements.txt': '# python-dotenv\nflask # django-environ\n' }],
    ['.env', { 'requirements.txt': 'django-environ==0.11.2\npython-dotenv==1.0\n' }],
    ['.env', { 'requirements.txt': 'django-environ-2==1.0\n' }],
    ['.env', { 'go.mod': 'module acme\n\nrequire github.com/joho/godotenv v1.4.0\n' }],
    ['.env', { 'go.mod': 'module acme\n\nrequire (\n\tgithub.com/joho/godotenv v1.5.1 // indirect\n)\n' }],
    ['prod.env', { 'go.mod': 'module acme\n\nrequire github.com/joho/godotenv v1.5.1\n' }],
    ['.env', { 'composer.json': '{ "require": { "laravel/framework": "^7.0", "vlucas/phpdotenv": "^4" } }' }],
    ['.env', { 'composer.json': '{ "require": { "vlucas/phpdotenv": "^2.4" } }' }],
    ['.env', { 'composer.json': '{ "require": { "vlucas/phpdotenv": "^5.6", "symfony/dotenv": "^7.0" } }' }],
    ['docker/.env', { 'composer.json': '{ "require": { "symfony/dotenv": "^7.0" } }' }],
  ])('nothing tells who reads %s beside %j', async (path, files) => {
    expect(await loadersOf(path, files)).toEqual([]);
  });
});

describe('envFileUses', () => {
  it('finds short, list, flow and long forms with their places', () => {
    const text = [
      'services:',
      '  a:',
      '    env_file: "a.env" # one',
      '  b:',
      '    env_file:',
      '      - b.env',
      '      - path: ./c.env',
      '        required: false',
      '      - path: d.env',
      '        format: raw',
      '    image: x',
      '    volumes:',
      '      - not-a.env',
      '  c:',
      '    env_file: [e.env, f.env]',
    ].join('\n');
    const uses = envFileUses(text);
    expect(uses.map((use) => [use.path, use.raw])).toEqual([
      ['a.env', false],
      ['b.env', false],
      ['./c.env', false],
      ['d.env', true],
      ['e.env', false],
      ['f.env', false],
    ]);
    for (const use of uses) expect(text.slice(use.offset, use.offset + use.path.length)).toBe(use.path);
  });
});
