import { describe, expect, it } from 'vitest';
import { lintFiles } from '../../../support/lint.ts';

const LARAVEL = { 'composer.json': '{ "require": { "laravel/framework": "^11.0" } }' };
const SYMFONY = { 'composer.json': '{ "require": { "symfony/dotenv": "^7.0" } }' };
const GO = { 'go.mod': 'module acme\n\nrequire github.com/joho/godotenv v1.5.1\n' };
const DJANGO = { 'requirements.txt': 'django-environ==0.12.0\n' };
const COMPOSE = { 'compose.yaml': 'services:\n  web:\n    image: ghcr.io/acme/web:1.2.3\n    env_file: .env\n' };

const RAW = {
  'compose.yaml': `${COMPOSE['compose.yaml'].replace(' .env', '')}\n      - path: .env\n        format: raw\n`,
};
const VITE = { 'package.json': '{ "devDependencies": { "vite": "^6.0.0" } }' };
const DOLLAR = 'DB_PASSWORD: phpdotenv keeps the $, dotenv-expand replaces the name behind $; use no $';
const QUOTES = 'DB_PASSWORD: docker --env-file keeps the quotes, phpdotenv takes them off; write it without quotes';

async function findings(rule: string, text: string, files: Readonly<Record<string, string>>) {
  const selection = { only: new Set([rule]) };
  const { findings } = await lintFiles({ files: { '.env': text, ...files }, path: '.env', selection });
  return findings;
}

describe('the rules about loaders name the loaders of the project', () => {
  it.each([
    ['A=b c', LARAVEL, 'A: phpdotenv refuses the file for it; use quotes'],
    ['LONG = b c', LARAVEL, 'LONG: phpdotenv refuses the file for it; use quotes'],
    ['export LONG=$(id -u)', LARAVEL, 'LONG: phpdotenv refuses the file for it; use single quotes or no $'],
    ['A = b # c', SYMFONY, 'A: Symfony refuses the file for it; write NAME=value'],
    ["A=it's", SYMFONY, 'A: Symfony refuses the file for it; put quotes around all of it'],
    ['A=${B:?is not set}', SYMFONY, 'A: Symfony refuses the file for it; write the value itself'],
    ['A-B=c', GO, 'A-B: godotenv refuses the file for it; use letters, digits and _ in the name'],
    ['A = b # c', DJANGO, 'A: django-environ does not set it; write NAME=value'],
  ])('%s', async (text, files, message) => {
    expect((await findings('dotenv/unreadable-entry', `${text}\n`, files)).map((each) => each.message)).toEqual([
      message,
    ]);
  });

  it('says which loaders read the same, and nothing of the value', async () => {
    const [finding] = await findings('dotenv/loaders-disagree', 'DB_PASSWORD="a\\tb-and-more"\n', {
      ...LARAVEL,
      ...COMPOSE,
      'package.json': '{ "dependencies": { "dotenv": "17.0.0" } }',
    });
    expect(finding?.message).toBe('DB_PASSWORD: dotenv keeps the backslash, Compose decodes it; avoid backslashes');
    expect(finding?.related?.map((note) => note.message)).toEqual([
      'Compose reads the file because of this',
      'phpdotenv reads the file because of this; it reads the same as Compose',
      'dotenv reads the file because of this; it reads another value',
    ]);
    expect(JSON.stringify(finding)).not.toContain('b-and-more');
  });

  it.each([
    ['A=b ', { ...DJANGO, ...COMPOSE }, 'A: django-environ reads the space at the end, Compose drops it; remove it'],
    ["DB_PASSWORD='pa$word-more'", { ...LARAVEL, ...VITE }, DOLLAR],
    ["DB_PASSWORD='pa$word-more'", { ...LARAVEL, ...RAW }, QUOTES],
    ["DB_PASSWORD='pa$word-more'", { ...LARAVEL, ...COMPOSE }, undefined],
    ['ADMIN_HASH=$2b$10$heqvAkYMez.Va6Et2uXInO', { ...LARAVEL, ...COMPOSE }, undefined],
  ])('%s with %j', async (text, files, message) => {
    const [finding] = await findings('dotenv/loaders-disagree', `${text}\n`, files);
    expect(finding?.message).toBe(message);
  });

  it('a command all loaders of the project run', async () => {
    const [finding] = await findings('dotenv/command-substitution', 'BUILD=$(git rev-parse HEAD)\n', SYMFONY);
    expect(finding?.message).toBe('BUILD is run by Symfony at every start; write the result here');
  });

  it('a reference further down counts for Symfony', async () => {
    expect(await findings('dotenv/forward-reference', 'A=${B}\nB=1\n', SYMFONY)).toEqual([]);
    expect(await findings('dotenv/forward-reference', 'A=${B}\nB=1\n', GO)).toHaveLength(1);
  });
});
