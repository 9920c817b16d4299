import { describe, expect, it } from 'vitest';
import { applyFix } from '../../support/apply-fix.ts';
import { lintFiles } from '../../support/lint.ts';

/** The file after each fix of its only finding of a rule. */
async function afterFixes(rule: string, path: string, text: string): Promise<readonly (string | undefined)[]> {
  const files = { [path]: text };
  const { findings } = await lintFiles({ files, path, selection: { only: new Set([rule]) } });
  expect(findings).toHaveLength(1);
  return findings.flatMap((finding) => finding.fixes.map((_, index) => applyFix(files, finding, index)[path]));
}

describe('a placeholder in brackets keeps them', () => {
  const compose = (value: string) => `services:\n  web:\n    image: acme/web:1.2\n    environment:\n      - ${value}\n`;

  it.each([
    ['"CRYPTO_KEY=[<CRYPTOKEYHERE>]"', '"CRYPTO_KEY=[${CRYPTO_KEY:?set CRYPTO_KEY}]"'],
    [`'CRYPTO_KEY=["change-me"]'`, `'CRYPTO_KEY=["\${CRYPTO_KEY:?set CRYPTO_KEY}"]'`],
    ['"CRYPTO_KEY=[your key]"', '"CRYPTO_KEY=${CRYPTO_KEY:?set CRYPTO_KEY}"'],
  ])('%s', async (value, fixed) => {
    const [first] = await afterFixes('secret/placeholder', 'compose.yml', compose(value));
    expect(first).toBe(compose(fixed));
  });

  it('says nothing of the length of one', async () => {
    const path = 'compose.yml';
    const { findings } = await lintFiles({ files: { [path]: compose('"CRYPTO_KEY=[<CRYPTOKEYHERE>]"') }, path });
    const titles = findings.flatMap(({ rule, fixes }) =>
      rule === 'secret/placeholder' ? fixes.map(({ title }) => title) : [],
    );
    expect(titles).not.toEqual([]);
    expect(titles.filter((title) => title.includes('length'))).toEqual([]);
  });
});

describe('toml/temporary-data', () => {
  const told = async (text: string) => {
    const path = 'config/backup.toml';
    const { findings } = await lintFiles({
      files: { [path]: text },
      path,
      selection: { only: new Set(['toml/temporary-data']) },
    });
    return findings;
  };

  it.each([
    ['[repository]\nrepository = "/tmp/repo"\n', 'medium', 'move it to another disk or host'],
    ['[wal]\npath = "/tmp/shop/wal"\n', 'medium', 'move it to /var/lib'],
    ['# Example configuration\n\n[wal]\npath = "/tmp/shop/wal"\n', 'low', 'move it to /var/lib'],
    ['# This is an example how to use hooks\n[wal]\npath = "/tmp/shop/wal"\n', 'low', 'move it to /var/lib'],
    ['# Paths as in the example of the manual\n[wal]\npath = "/tmp/shop/wal"\n', 'medium', 'move it to /var/lib'],
    ['plugin = "../../target/release/libsink"\n[wal]\npath = "/tmp/shop/wal"\n', 'low', 'move it to /var/lib'],
    ['[wal]\npath = "/tmp/shop/wal"\n[in]\nstdin-command = "echo out"\n', 'low', 'move it to /var/lib'],
  ])('%j is %s', async (text, severity, advice) => {
    const [found, ...more] = await told(text);
    expect(found?.severity).toBe(severity);
    expect(found?.message).toContain(advice);
    expect(more).toEqual([]);
  });
});

describe('compose/missing-resource-limits', () => {
  it('rests in a stack whose Dockerfile and env file lie in folders for local work', async () => {
    const path = 'docker-compose.docs.yml';
    const text = (folder: string) =>
      `services:\n  docs:\n    image: acme/docs:1\n    build:\n      context: .\n      dockerfile: ./compose/${folder}/Dockerfile\n    env_file:\n      - path: ./.envs/.${folder}/.docs\n        required: false\n    volumes: [./docs:/docs]\n`;
    const rules = async (folder: string) =>
      (await lintFiles({ files: { [path]: text(folder) }, path })).findings.map(({ rule }) => rule);
    expect(await rules('production')).toContain('compose/missing-resource-limits');
    expect(await rules('local')).not.toContain('compose/missing-resource-limits');
  });
});
