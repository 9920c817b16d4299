import { describe, expect, it } from 'vitest';
import { lintFiles } from '../../../support/lint.ts';

async function messageFor(image: string, rest = '') {
  const text = `services:\n  db:\n    image: ${image}\n${rest}`;
  const path = 'docker-compose.yml';
  const { findings } = await lintFiles({ files: { [path]: text }, path });
  return findings.find(({ rule }) => rule === 'compose/required-setting-missing')?.message;
}

describe('compose/required-setting-missing', () => {
  it.each([
    ['mariadb:10.5.10', 'MARIADB_ROOT_PASSWORD'],
    ['mariadb:10.5', 'MARIADB_ROOT_PASSWORD'],
    ['mariadb', 'MARIADB_ROOT_PASSWORD'],
    ['mariadb:10.5.9', 'MYSQL_ROOT_PASSWORD'],
    ['mariadb:10.1', 'MYSQL_ROOT_PASSWORD'],
  ])('names the variable that %s knows', async (image, name) => {
    expect(await messageFor(image)).toBe(`MariaDB in "db" does not start without ${name}; set it`);
  });

  it.each([
    ['a folder of the host', './db:/var/lib/postgresql/data/', 'the first time '],
    ['a volume', 'db:/var/lib/postgresql/data', ''],
    ['scripts alone', './init:/docker-entrypoint-initdb.d', ''],
  ])('says when, with its data in %s', async (_, mount, when) => {
    const rest = `    volumes: ["${mount}"]\nvolumes: { db: {} }\n`;
    expect(await messageFor('postgres:17', rest)).toBe(
      `PostgreSQL in "db" does not start ${when}without POSTGRES_PASSWORD; set it`,
    );
  });
});
