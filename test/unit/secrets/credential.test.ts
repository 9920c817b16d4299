import { describe, expect, it } from 'vitest';
import { groupFindings } from '../../../server/src/engine/group-findings.ts';
import type { Finding } from '../../../server/src/finding/finding.ts';
import { LineIndex } from '../../../server/src/text/line-index.ts';
import { memoryProject } from '../../support/lint.ts';
import { MemoryHost } from '../../support/memory-host.ts';

const PLACES = {
  fileOf: ({ uri }: Finding) => uri,
  compare: (a: Finding, b: Finding) => (a.uri === b.uri ? a.span.start - b.span.start : a.uri < b.uri ? -1 : 1),
};

/** The entries about secrets of some files: the place of the lead, then why and where else. */
async function credentials(
  files: Readonly<Record<string, string>>,
  profile: 'recommended' | 'strict' = 'recommended',
): Promise<readonly string[]> {
  const { project } = memoryProject({ files, profile });
  const found: Finding[] = [];
  for (const path of Object.keys(files)) found.push(...(await project.check(MemoryHost.uri(path))).findings);
  const secrets = found.filter(({ rule }) => /^(?:secret|url\/credentials)/.test(rule));
  const at = ({ uri, span }: Finding) => {
    const path = Object.keys(files).find((name) => MemoryHost.uri(name) === uri) ?? '';
    return `${path}:${new LineIndex(files[path] ?? '').lineAt(span.start) + 1}`;
  };
  return groupFindings(secrets, PLACES).map(({ lead, further }) =>
    [at(lead), ...further.map(({ finding, reason }) => `${reason} ${at(finding)}`)].join(', '),
  );
}

/** Which credential the findings of a compose file are about, by line. */
async function keysByLine(text: string): Promise<ReadonlyMap<number, string | undefined>> {
  const { project } = memoryProject({ files: { 'compose.yml': text } });
  const { findings } = await project.check(MemoryHost.uri('compose.yml'));
  const lines = new LineIndex(text);
  return new Map(
    findings
      .filter(({ folding }) => folding.credential !== undefined)
      .map(({ span, folding }) => [lines.lineAt(span.start) + 1, folding.credential?.key]),
  );
}

describe('one credential', () => {
  it('is one entry at the database; the URL of the client is a copy', async () => {
    const text = `services:
  app:
    image: example/app:3.1.0
    environment:
      DATABASE_URL: postgres://shop:shop@db:5432/shop
  db:
    image: postgres:17.2
    environment:
      POSTGRES_USER: shop
      POSTGRES_PASSWORD: shop
`;
    expect(await credentials({ 'compose.yml': text })).toEqual(['compose.yml:10, same-credential compose.yml:5']);
  });

  it('is one entry for a client that names the database in words', async () => {
    const text = `services:
  app:
    image: example/app:3.1.0
    environment:
      APP_DB_PASS: shop
  db:
    image: mariadb:11.4.4
    environment:
      MARIADB_USER: shop
      MARIADB_PASSWORD: shop
`;
    expect(await credentials({ 'compose.yml': text })).toEqual(['compose.yml:10, same-credential compose.yml:5']);
  });

  it('is one entry for a default that several services repeat', async () => {
    const text = `services:
  api:
    image: example/api:3.1.0
    environment:
      JWT_SECRET: \${JWT_SECRET:-supersecret}
  jobs:
    image: example/jobs:3.1.0
    environment:
      TOKEN_SECRET: \${JWT_SECRET:-supersecret}
`;
    expect(await credentials({ 'compose.yml': text })).toEqual(['compose.yml:5, same-credential compose.yml:9']);
  });

  it('is led by the server that checks an unguarded variable, one entry a variable', async () => {
    const text = `services:
  app:
    image: example/app:3.1.0
    environment:
      DB_PASS: \${DBPASS}
      REDIS_PASSWORD: \${CACHEPASS}
  db:
    image: mariadb:11.4.4
    environment:
      MARIADB_PASSWORD: \${DBPASS}
`;
    expect(await credentials({ 'compose.yml': text }, 'strict')).toEqual([
      'compose.yml:6',
      'compose.yml:10, same-credential compose.yml:5',
    ]);
  });

  it('is shown in the env file that is in force, when the compose file says it again', async () => {
    const compose = `services:
  db:
    image: postgres:17.2
    environment:
      POSTGRES_PASSWORD: \${DB_PASSWORD:-letmein123}
`;
    const found = await credentials({ '.env': 'DB_PASSWORD=letmein123\n', 'compose.yml': compose });
    expect(found).toEqual(['.env:1, same-credential compose.yml:5']);
    expect(await credentials({ '.env': 'DB_PASSWORD=\n', 'compose.yml': compose })).toEqual(['compose.yml:5']);
  });

  it('is followed through the env file to a client that has it written out', async () => {
    const compose = `services:
  app:
    image: example/app:3.1.0
    environment:
      DATABASE_URL: mysql://shop:letmein123@db/shop
  db:
    image: mysql:8.4.3
    environment:
      MYSQL_PASSWORD: \${DB_PASSWORD}
`;
    expect(await credentials({ '.env': 'DB_PASSWORD=letmein123\n', 'compose.yml': compose })).toEqual([
      '.env:1, same-credential compose.yml:5',
    ]);
  });

  it('joins what two rules say of it', async () => {
    const text = `services:
  store:
    image: minio/minio:RELEASE.2025-09-07T16-13-09Z
    environment:
      MINIO_ROOT_PASSWORD: Vq7Lx2Kd9Rt4Zw8N
  app:
    image: example/app:3.1.0
    environment:
      S3_URL: s3://shop:Vq7Lx2Kd9Rt4Zw8N@store:9000/shop
`;
    expect(await credentials({ 'compose.yml': text })).toEqual(['compose.yml:5, same-credential compose.yml:9']);
  });

  it('is not another one that happens to be the same word', async () => {
    const text = `services:
  mail:
    image: example/mail:3.1.0
    environment:
      SMTP_PASSWORD: changeme
  db:
    image: postgres:17.2
    environment:
      POSTGRES_PASSWORD: changeme
  cache:
    image: redis:7.4.1
    environment:
      REDIS_PASSWORD: changeme
`;
    const keys = await keysByLine(text);
    expect(new Set([keys.get(5), keys.get(9), keys.get(13)]).size).toBe(3);
    expect(keys.get(5)).toBeDefined();
  });

  it('belongs to the service its URL names, where two stores have the same password', async () => {
    const text = `services:
  app:
    image: example/app:3.1.0
    environment:
      ORDERS_URL: postgres://app:letmein123@orders:5432/app
      USERS_URL: postgres://app:letmein123@users:5432/app
  orders:
    image: postgres:17.2
    environment:
      POSTGRES_PASSWORD: letmein123
  users:
    image: postgres:17.2
    ports: ["5433:5432"]
    environment:
      POSTGRES_PASSWORD: letmein123
`;
    const keys = await keysByLine(text);
    expect(keys.get(5)).toBeDefined();
    expect(keys.get(5)).toBe(keys.get(10));
    expect(keys.get(6)).toBe(keys.get(15));
    expect(keys.get(5)).not.toBe(keys.get(6));
  });

  it('leaves no text of itself in what findings are grouped by', async () => {
    const text = 'services:\n  db:\n    image: postgres:17.2\n    environment:\n      POSTGRES_PASSWORD: letmein123\n';
    const { project } = memoryProject({ files: { 'compose.yml': text } });
    const { findings } = await project.check(MemoryHost.uri('compose.yml'));
    const other = memoryProject({ files: { 'compose.yml': text.replace('letmein123', 'password99') } });
    const changed = (await other.project.check(MemoryHost.uri('compose.yml'))).findings;
    expect(JSON.stringify(findings.map(({ folding }) => folding))).not.toContain('letmein');
    // Not even a hash of it: another value gives the same.
    const credentialsOf = (list: readonly Finding[]) => list.map(({ folding }) => folding.credential);
    expect(credentialsOf(changed)).toEqual(credentialsOf(findings));
    expect(credentialsOf(findings).filter((credential) => credential !== undefined)).toHaveLength(1);
  });
});
