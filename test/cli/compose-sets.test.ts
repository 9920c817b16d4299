import { describe, expect, it } from 'vitest';
import { folderWith, runCli } from './run-cli.ts';

const BASE = `services:
  web:
    restart: always
  db:
    image: postgres:16
    restart: always
    environment: { POSTGRES_PASSWORD_FILE: /run/secrets/db }
    volumes: ['data:/var/lib/postgresql/data']
volumes: { data: {} }
`;
const PROD = `services:
  web:
    image: nginx:1.27
  db:
    mem_limit: 1g
`;
const LIMITS = 'compose/missing-resource-limits';

async function limitsOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { stdout } = await runCli(['scan', '--format', 'json', '--rule', LIMITS], { cwd: folderWith(files) });
  const { findings } = JSON.parse(stdout) as {
    readonly findings: readonly {
      readonly path: string;
      readonly line: number;
      readonly related: readonly { readonly path: string; readonly line: number; readonly message: string }[];
    }[];
  };
  return findings.map(({ path, line, related }) =>
    [`${path}:${line}`, ...related.map((note) => `${note.path}:${note.line} ${note.message}`)].join(' | '),
  );
}

const FILES = { 'docker-compose.yml': BASE, 'docker-compose.prod.yml': PROD };

describe('compose files that are one deployment', () => {
  it('a service the base cannot run is judged where a fragment completes it, the others where they are', async () => {
    expect(await limitsOf(FILES)).toEqual(['docker-compose.prod.yml:2', 'docker-compose.yml:4']);
  });

  it.each([
    ['Makefile', 'up:\n\tdocker compose -f docker-compose.yml \\\n\t  -f docker-compose.prod.yml up -d\n'],
    ['deploy.sh', '#!/bin/sh\ncd app && docker-compose --file=docker-compose.yml --file docker-compose.prod.yml up\n'],
    ['env.sh', 'export COMPOSE_FILE="docker-compose.yml:docker-compose.prod.yml"\n'],
    ['.env', 'COMPOSE_FILE=docker-compose.yml:docker-compose.prod.yml\n'],
  ])('a literal list in %s makes them one: judged once, with the limits of all', async (name, text) => {
    expect(await limitsOf({ ...FILES, [name]: text })).toEqual(['docker-compose.yml:2']);
  });

  it('so does one in the comments at the head of a file', async () => {
    const head = '# docker compose -f docker-compose.yml -f docker-compose.prod.yml up -d\n';
    expect(await limitsOf({ ...FILES, 'docker-compose.prod.yml': head + PROD })).toEqual(['docker-compose.yml:2']);
  });

  it('what holds in some of several sets only names the set', async () => {
    const makefile =
      'prod:\n\tdocker compose -f docker-compose.yml -f docker-compose.prod.yml up\n' +
      'db:\n\tdocker compose -f docker-compose.yml up db\n';
    expect(await limitsOf({ ...FILES, Makefile: makefile })).toEqual([
      'docker-compose.yml:2 | Makefile:2 only in the set docker-compose.yml + docker-compose.prod.yml',
      'docker-compose.yml:4 | Makefile:4 only in the set docker-compose.yml',
    ]);
  });

  it.each([
    ['a variable takes part', 'docker compose $FILES -f docker-compose.yml -f docker-compose.prod.yml up\n'],
    ['a file is missing', 'docker compose -f docker-compose.yml -f docker-compose.none.yml up\n'],
    ['it follows logs', 'docker compose logs -f web\n'],
  ])('no list when %s', async (_, line) => {
    expect(await limitsOf({ ...FILES, 'run.sh': line })).toEqual(['docker-compose.prod.yml:2', 'docker-compose.yml:4']);
  });

  it('what tests lay over a base says nothing about it', async () => {
    const files = { 'docker-compose.yml': BASE, 'docker-compose.test.yml': PROD };
    const run = 'docker compose -f docker-compose.yml -f docker-compose.test.yml up\n';
    expect(await limitsOf({ ...files, 'test.sh': run })).toContain('docker-compose.yml:4');
  });
});
