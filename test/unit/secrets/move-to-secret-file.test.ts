import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Finding } from '../../../server/src/finding/finding.ts';
import { applyFix } from '../../support/apply-fix.ts';
import { type LintRequest, lintFiles } from '../../support/lint.ts';

const STRONG = ['Vq7Lx2Kd', '9Rt4Zw8N', 'b3Hy'].join('');
type Files = Readonly<Record<string, string>>;

async function findingsIn(files: Files, options: Partial<LintRequest> = {}): Promise<readonly Finding[]> {
  const only = new Set(['secret/literal', 'secret/weak', 'secret/default-credential']);
  return (await lintFiles({ files, path: 'compose.yml', selection: { only }, ...options })).findings;
}

/** The files after the move of the only secret; `undefined` when it is not offered. */
async function moved(files: Files, options?: Partial<LintRequest>): Promise<Record<string, string> | undefined> {
  for (const finding of await findingsIn(files, options)) {
    const index = finding.fixes.findIndex(({ title }) => title.includes('Docker secret'));
    if (index < 0) continue;
    expect(finding.fixes[index]).toMatchObject({ safety: 'behavior-changing' });
    for (const shown of [finding.message, ...finding.fixes.map(({ title }) => title)])
      expect(shown).not.toContain(STRONG);
    return applyFix(files, finding, index);
  }
  return undefined;
}

const DB = `services:
  db:
    image: postgres:17
    environment:
      POSTGRES_PASSWORD: ${STRONG}
`;

describe('moving a secret of a compose file to a Docker secret', () => {
  it('exchanges the variable, gives the service the secret, says where it lies and writes it', async () => {
    const fixed = await moved({ 'compose.yml': DB });
    expect(fixed).toEqual({
      'compose.yml': `services:
  db:
    image: postgres:17
    environment:
      POSTGRES_PASSWORD_FILE: /run/secrets/postgres_password
    secrets:
      - postgres_password
secrets:
  postgres_password:
    file: ./secrets/postgres_password.txt
`,
      'secrets/postgres_password.txt': STRONG,
      '.gitignore': 'secrets/postgres_password.txt\n',
    });
    expect(await findingsIn(fixed ?? {})).toEqual([]);
  });

  it('keeps lists, comments, CRLF, empty lines and letters of any script', async () => {
    const text = `# сервисы 😀
services:
    db:
        image: mariadb:11
        environment:
        - "MARIADB_ROOT_PASSWORD=${STRONG}" # wichtig: größer
        - MARIADB_DATABASE=größe
        ports: ["127.0.0.1:3306:3306"]

volumes:
    data:
`.replaceAll('\n', '\r\n');
    const fixed = await moved({ 'compose.yml': text });
    expect(fixed?.['compose.yml']).toBe(
      `# сервисы 😀
services:
    db:
        image: mariadb:11
        environment:
        - "MARIADB_ROOT_PASSWORD_FILE=/run/secrets/mariadb_root_password" # wichtig: größer
        - MARIADB_DATABASE=größe
        ports: ["127.0.0.1:3306:3306"]
        secrets:
        - mariadb_root_password

volumes:
    data:

secrets:
    mariadb_root_password:
        file: ./secrets/mariadb_root_password.txt
`.replaceAll('\n', '\r\n'),
    );
  });

  it.each([
    [
      'flow style',
      `services: { db: { image: postgres:17, environment: { "POSTGRES_PASSWORD": '${STRONG}' }, secrets: [a] } }\nsecrets: { a: { file: ./a } }\n`,
      `services: { db: { image: postgres:17, environment: { "POSTGRES_PASSWORD_FILE": '/run/secrets/postgres_password' }, secrets: [a, postgres_password] } }\nsecrets: { a: { file: ./a }, postgres_password: { file: ./secrets/postgres_password.txt } }\n`,
    ],
    [
      'long form, and a list in flow style',
      `services:\n  db:\n    image: postgres:17\n    environment: [POSTGRES_PASSWORD=${STRONG}]\n    secrets:\n      - source: tls\n        target: cert\nsecrets:\n  tls:\n    file: ./tls.pem\n`,
      `services:\n  db:\n    image: postgres:17\n    environment: [POSTGRES_PASSWORD_FILE=/run/secrets/postgres_password]\n    secrets:\n      - source: tls\n        target: cert\n      - source: postgres_password\n        target: postgres_password\nsecrets:\n  tls:\n    file: ./tls.pem\n  postgres_password:\n    file: ./secrets/postgres_password.txt\n`,
    ],
    [
      'a dollar, and nothing behind the last line',
      `secrets:\nservices:\n  db:\n    image: postgres:17\n    environment:\n      POSTGRES_PASSWORD: ${STRONG}$$x`,
      `secrets:\n  postgres_password:\n    file: ./secrets/postgres_password.txt\nservices:\n  db:\n    image: postgres:17\n    environment:\n      POSTGRES_PASSWORD_FILE: /run/secrets/postgres_password\n    secrets:\n      - postgres_password`,
    ],
    [
      'Grafana, with two underscores',
      `services:\n  g:\n    image: grafana/grafana:11\n    environment:\n      GF_SECURITY_ADMIN_PASSWORD: ${STRONG}\n`,
      `services:\n  g:\n    image: grafana/grafana:11\n    environment:\n      GF_SECURITY_ADMIN_PASSWORD__FILE: /run/secrets/gf_security_admin_password\n    secrets:\n      - gf_security_admin_password\nsecrets:\n  gf_security_admin_password:\n    file: ./secrets/gf_security_admin_password.txt\n`,
    ],
  ])('%s', async (_, before, after) => {
    const fixed = await moved({ 'compose.yml': before });
    expect(fixed?.['compose.yml']).toBe(after);
    expect(fixed?.['secrets/postgres_password.txt'] ?? STRONG).toBe(before.includes('$$') ? `${STRONG}$x` : STRONG);
  });

  it('takes another name where one is taken, none where both are', async () => {
    const taken = { 'compose.yml': DB, 'secrets/postgres_password.txt': 'x' };
    expect(await moved(taken)).toMatchObject({
      ...taken,
      'compose.yml': expect.anything(),
      'secrets/db_postgres_password.txt': STRONG,
    });
    const defined = { 'compose.yml': `${DB}secrets:\n  postgres_password:\n    external: true\n` };
    expect(parse((await moved(defined))?.['compose.yml'] ?? '').secrets).toEqual({
      postgres_password: { external: true },
      db_postgres_password: { file: './secrets/db_postgres_password.txt' },
    });
    expect(await moved({ ...taken, 'secrets/db_postgres_password.txt': 'x' })).toBeUndefined();
  });

  it('adds nothing to a .gitignore that leaves the folder out', async () => {
    for (const ignore of ['secrets\n', 'secrets/\n', '*.txt\n']) {
      expect((await moved({ 'compose.yml': DB, '.gitignore': ignore }))?.['.gitignore']).toBe(ignore);
    }
    const inside = { 'compose.yml': DB, 'secrets/.gitignore': '*\n!.gitignore\n' };
    expect(Object.keys((await moved(inside)) ?? {})).not.toContain('.gitignore');
  });

  it('generates where the old value is weak and stands nowhere else', async () => {
    const weak = DB.replace(STRONG, 'hunter2');
    expect((await moved({ 'compose.yml': weak }))?.['secrets/postgres_password.txt']).toMatch(/^[A-Za-z0-9]{32}$/);
    const used = `${weak}  app:\n    image: example/app:1\n    environment:\n      DB_PASS: hunter2\n`;
    expect(await moved({ 'compose.yml': used })).toBeUndefined();
  });

  it('edits an anchor that one service alone uses, and says so', async () => {
    const text = `x-env: &env\n  POSTGRES_PASSWORD: ${STRONG}\nservices:\n  db:\n    image: postgres:17\n    environment:\n      <<: *env\n`;
    const [finding] = await findingsIn({ 'compose.yml': text });
    expect(finding?.fixes.map(({ title }) => title).join()).toMatch(/in its anchor/);
    const fixed = await moved({ 'compose.yml': text });
    expect(parse(fixed?.['compose.yml'] ?? '', { merge: true }).services.db).toEqual({
      image: 'postgres:17',
      environment: { POSTGRES_PASSWORD_FILE: '/run/secrets/postgres_password' },
      secrets: ['postgres_password'],
    });
  });

  const body = (more: string, image = 'postgres:17'): string =>
    DB.replace('postgres:17', `${image}\n${more}`.trimEnd());
  it.each<readonly [string, Files]>([
    [
      'an image that stops at the file variable',
      { 'compose.yml': body('', 'rabbitmq:3.13').replace('POSTGRES_PASSWORD', 'RABBITMQ_DEFAULT_PASS') },
    ],
    [
      'an image that has none',
      {
        'compose.yml': body('', 'mcr.microsoft.com/mssql/server:2022-latest').replace(
          'POSTGRES_PASSWORD',
          'MSSQL_SA_PASSWORD',
        ),
      },
    ],
    [
      'an image that wants the file private',
      { 'compose.yml': body('', 'elasticsearch:8.15.0').replace('POSTGRES_PASSWORD', 'ELASTIC_PASSWORD') },
    ],
    ['an image that reads all or none from files', { 'compose.yml': body('', 'nextcloud:30') }],
    ['an unknown image', { 'compose.yml': body('', 'example/db:1') }],
    ['an image built here', { 'compose.yml': body('    build: .') }],
    ['an entry point of its own', { 'compose.yml': body('    entrypoint: /run.sh') }],
    [
      'a shell in front',
      { 'compose.yml': body('    command: ["/bin/bash", "-c", "exec docker-entrypoint.sh postgres"]') },
    ],
    [
      'a health check that needs the variable',
      { 'compose.yml': body('    healthcheck:\n      test: psql -U a -p $$POSTGRES_PASSWORD') },
    ],
    ['an interpolated value', { 'compose.yml': DB.replace(STRONG, `${'$'}{PG:-${STRONG}}`) }],
    ['the file variable there already', { 'compose.yml': `${DB}      POSTGRES_PASSWORD_FILE: /run/secrets/x\n` }],
    [
      'the variable in an env file too',
      { 'compose.yml': body('    env_file: db.env'), 'db.env': 'POSTGRES_PASSWORD=x\n' },
    ],
    ['an env file that is not there', { 'compose.yml': body('    env_file: db.env') }],
    [
      'the variable in an override too',
      { 'compose.yml': DB, 'compose.override.yml': DB.replace('    image: postgres:17\n', '') },
    ],
    [
      'the variable twice',
      {
        'compose.yml': `services:\n  db:\n    image: postgres:17\n    environment:\n      - POSTGRES_PASSWORD=x\n      - POSTGRES_PASSWORD=${STRONG}\n`,
      },
    ],
    ['a service that others extend', { 'compose.yml': `${DB}  two:\n    extends: db\n` }],
    [
      'an anchor of two services',
      {
        'compose.yml': DB.replace('environment:', 'environment: &e').concat(
          '  two:\n    image: postgres:17\n    environment: *e\n',
        ),
      },
    ],
    [
      'secrets that an anchor brings',
      { 'compose.yml': `x-s: &s\n  secrets: [a]\nsecrets:\n  a:\n    file: ./a\n${DB}    <<: *s\n` },
    ],
    [
      'a hook',
      {
        'compose.yml': `services:\n  db:\n    image: postgres:17\n    post_start:\n      - command: x\n        environment:\n          POSTGRES_PASSWORD: ${STRONG}\n`,
      },
    ],
  ])('is not offered for %s', async (_, files) => {
    expect(await findingsIn(files)).not.toEqual([]);
    expect(await moved(files)).toBeUndefined();
  });

  it('a second run finds nothing to move', async () => {
    const fixed = (await moved({ 'compose.yml': DB })) ?? {};
    expect(await moved(fixed)).toBeUndefined();
  });
});
