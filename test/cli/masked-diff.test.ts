import { describe, expect, it } from 'vitest';
import { diffSide, maskedDiff } from '../../server/src/cli/masked-diff.ts';
import { memoryProject } from '../support/lint.ts';
import { MemoryHost } from '../support/memory-host.ts';

async function diff(path: string, before: string | undefined, after: string): Promise<readonly string[]> {
  const { project } = memoryProject({ files: { [path]: before ?? '' } });
  const uri = MemoryHost.uri(path);
  const old = before === undefined ? undefined : await diffSide(project, uri, path, before);
  return maskedDiff(path, old, await diffSide(project, uri, path, after))
    .split('\n')
    .slice(0, -1);
}

const SECRET = ['Vt7kq2Zb', 'Xw9RnM4c'].join('');

const COMPOSE = (password: string, privileged: string) => `services:
  db:
    image: postgres:17
    environment:
      POSTGRES_PASSWORD: ${password}
    volumes:
      - secrets:/run/secrets
      - /var/run/docker.sock:/var/run/docker.sock
${privileged}`;

describe('maskedDiff', () => {
  it('shows only lines that change, and no structure masked', async () => {
    const lines = await diff(
      'compose.yml',
      COMPOSE(SECRET, '    privileged: true\n'),
      COMPOSE('${POSTGRES_PASSWORD:?set}', '    read_only: true\n'),
    );
    expect(lines).toEqual([
      '--- a/compose.yml',
      '+++ b/compose.yml',
      '@@ -4,3 +4,3 @@',
      '     environment:',
      '-      POSTGRES_PASSWORD: ****',
      '+      POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?set}',
      '     volumes:',
      '@@ -8,2 +8,2 @@',
      '       - /var/run/docker.sock:/var/run/docker.sock',
      '-    privileged: true',
      '+    read_only: true',
    ]);
  });

  it('masks a line that stays by what either side knows of it', async () => {
    const before = `# ${SECRET}\nDB_PASSWORD=${SECRET}\nPORT=1\n`;
    const lines = await diff('.env', before, `# ${SECRET}\nDB_PASSWORD=\nPORT=1\n`);
    expect(lines.slice(3)).toEqual([' # ****', '-DB_PASSWORD=****', '+DB_PASSWORD=', ' PORT=1']);
    expect((await diff('.env', `DB_PASSWORD=${SECRET}\n`, `VALUE=${SECRET}\n`)).slice(3)).toEqual([
      '-DB_PASSWORD=****',
      '+VALUE=****',
    ]);
  });

  it('the word behind proxy_pass stays', async () => {
    const text = (more: string) => `server {\n  location / {\n    proxy_pass http://auth_service;\n${more}  }\n}\n`;
    const lines = await diff('nginx.conf', text(''), text('    proxy_set_header X-Api-Key abcdef12;\n'));
    expect(lines.slice(3)).toEqual([
      '     proxy_pass http://auth_service;',
      '+    proxy_set_header X-Api-Key ****;',
      '   }',
    ]);
  });

  it('masks the whole of a file made for a secret, and names no file before it', async () => {
    expect(await diff('secrets/db_password', undefined, 'plain words\nmore\n')).toEqual([
      '--- /dev/null',
      '+++ b/secrets/db_password',
      '@@ -0,0 +1,2 @@',
      '+****',
      '+****',
    ]);
  });

  it('leaves a file of ignored names alone', async () => {
    expect((await diff('.gitignore', 'node_modules\n', 'node_modules\n.env\nsecrets/\n')).slice(3)).toEqual([
      ' node_modules',
      '+.env',
      '+secrets/',
    ]);
  });

  it('keeps line endings and says where the last line has none', async () => {
    expect((await diff('.env', 'A=1\r\nPORT=1', 'A=1\r\nPORT=2')).slice(3)).toEqual([
      ' A=1\r',
      '-PORT=1',
      '\\ No newline at end of file',
      '+PORT=2',
      '\\ No newline at end of file',
    ]);
  });
});
