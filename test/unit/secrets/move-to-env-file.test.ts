import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../server/src/finding/finding.ts';
import { applyFix } from '../../support/apply-fix.ts';
import { lintFiles } from '../../support/lint.ts';

const COMPOSE =
  'services:\r\n  shop:\r\n    image: example/shop:1\r\n    environment:\r\n      JWT_SECRET: supersecret # old\r\n';

async function weak(
  files: Readonly<Record<string, string>>,
  tracked?: (uri: string) => boolean | undefined,
  path = 'docker-compose.yml',
): Promise<Finding> {
  const { findings } = await lintFiles({
    files,
    path,
    selection: { only: new Set(['secret/weak']) },
    ...(tracked && { tracked }),
  });
  const [finding] = findings;
  if (finding === undefined || findings.length !== 1) throw new Error('one finding expected');
  return finding;
}

describe('moving a secret of a compose file to .env', () => {
  it('appends a generated value and requires it', async () => {
    const files = { 'docker-compose.yml': COMPOSE, '.env': 'A=b' };
    const fixed = applyFix(files, await weak(files), 1);
    expect(fixed['docker-compose.yml']).toBe(COMPOSE.replace('supersecret', '${JWT_SECRET:?set JWT_SECRET}'));
    expect(fixed['.env']).toMatch(/^A=b\nJWT_SECRET=[0-9a-f]{64}\n$/);
  });

  it('says that a build of the folder may copy the file in', async () => {
    const titles = async (text: string) =>
      (await weak({ 'docker-compose.yml': text })).fixes.map(({ title }) => title).join('\n');
    expect(await titles(COMPOSE.replace('image: example/shop:1', 'build: .'))).toContain('list it in .dockerignore');
    expect(await titles(COMPOSE.replace('image: example/shop:1', 'build: ./shop'))).not.toContain('.dockerignore');
    expect(await titles(COMPOSE)).not.toContain('.dockerignore');
  });

  it('creates the file when there is none', async () => {
    const files = { 'docker-compose.yml': COMPOSE };
    expect(applyFix(files, await weak(files), 1)['.env']).toMatch(/^JWT_SECRET=[0-9a-f]{64}\n$/);
  });

  it('is not offered into a file that git tracks or that names the variable', async () => {
    const named = await weak({ 'docker-compose.yml': COMPOSE, '.env': 'export JWT_SECRET=x\n' });
    const tracked = await weak({ 'docker-compose.yml': COMPOSE, '.env': 'A=b\n' }, () => true);
    expect(named.fixes).toHaveLength(1);
    expect(tracked.fixes).toHaveLength(1);
  });

  it('has git leave the file out, in the nearest .gitignore, once', async () => {
    const none = { 'docker-compose.yml': COMPOSE };
    expect(applyFix(none, await weak(none), 1)['.gitignore']).toBe('.env\n');
    const some = { 'docker-compose.yml': COMPOSE, '.gitignore': '/dist\r\nnode_modules' };
    expect(applyFix(some, await weak(some), 1)['.gitignore']).toBe('/dist\r\nnode_modules\r\n.env\r\n');
    for (const pattern of ['.env', '*.env', '.env*', '/.env', '*']) {
      const ignored = { 'docker-compose.yml': COMPOSE, '.gitignore': `${pattern}\n` };
      expect(applyFix(ignored, await weak(ignored), 1)['.gitignore'], pattern).toBe(`${pattern}\n`);
    }
    const negated = { 'docker-compose.yml': COMPOSE, '.gitignore': '.env*\n!.env\n' };
    expect(applyFix(negated, await weak(negated), 1)['.gitignore']).toBe('.env*\n!.env\n.env\n');
  });

  it('asks the folders above, up to the one of the repository', async () => {
    const path = 'prod/[a]/docker-compose.yml';
    const above = { [path]: COMPOSE, '.gitignore': 'dist\n' };
    const fixed = applyFix(above, await weak(above, undefined, path), 1);
    expect(fixed['.gitignore']).toBe('dist\nprod/\\[a\\]/.env\n');
    expect(fixed['prod/[a]/.gitignore']).toBeUndefined();
    const again = await weak({ ...fixed, [path]: COMPOSE, 'prod/[a]/.env': '' }, undefined, path);
    expect(applyFix({ ...fixed, 'prod/[a]/.env': '' }, again, 1)['.gitignore']).toBe(fixed['.gitignore']);
    const ignored = { [path]: COMPOSE, '.gitignore': 'prod/\n' };
    expect(applyFix(ignored, await weak(ignored, undefined, path), 1)).toMatchObject({ '.gitignore': 'prod/\n' });
    const other = { [path]: COMPOSE, '.gitignore': 'dist\n', 'prod/.git': 'gitdir: ../x\n' };
    const kept = applyFix(other, await weak(other, undefined, path), 1);
    expect([kept['.gitignore'], kept['prod/[a]/.gitignore']]).toEqual(['dist\n', '.env\n']);
  });

  it.each([
    '.env.example',
    '.env.sample',
    '.env.template',
    '.env.dist',
    'example.env',
  ])('names the key in %s without its value', async (template) => {
    const files = { 'docker-compose.yml': COMPOSE, [template]: '# keys\r\nA=' };
    expect(applyFix(files, await weak(files), 1)[template]).toBe('# keys\r\nA=\r\nJWT_SECRET=\r\n');
    const named = { ...files, [template]: 'export JWT_SECRET=changeme\n' };
    expect(applyFix(named, await weak(named), 1)[template]).toBe('export JWT_SECRET=changeme\n');
  });

  it('makes no template', async () => {
    const files = { 'docker-compose.yml': COMPOSE };
    expect(Object.keys(applyFix(files, await weak(files), 1)).sort()).toEqual([
      '.env',
      '.gitignore',
      'docker-compose.yml',
    ]);
  });
});
