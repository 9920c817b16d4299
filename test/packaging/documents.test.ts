import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** Everything a person or a machine copies lines from. */
function sources(): readonly string[] {
  const below = (folder: string) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8', withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(?:md|ya?ml|sh|json|lua|ts)$|Dockerfile/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length));
  const top = [
    'README.md',
    'CONTRIBUTING.md',
    'ARCHITECTURE.md',
    'action.yml',
    'package.nls.json',
    '.pre-commit-hooks.yaml',
  ];
  return [
    ...top,
    ...['docs', 'templates', 'docker', '.github', 'client/src', 'server/src/cli', 'examples'].flatMap(below),
  ];
}

describe('what documents and templates run', () => {
  it('names no package of ours on a registry: the name is not taken, and somebody else may', () => {
    const runs =
      /\b(?:npx|npm (?:exec|x)|pnpm (?:dlx|exec)|yarn dlx|bunx)\s+(?:-{1,2}[\w-]+\s+)*config-preflight|\b(?:npm|pnpm|yarn|bun) (?:i|install|add)\s+(?:-{1,2}[\w-]+\s+)*config-preflight|additional_dependencies|deno run npm:/;
    expect(sources().filter((path) => runs.test(read(path)))).toEqual([]);
  });

  it('runs through npx only what the lock file holds, or a package that is named by its place', () => {
    const own = new Set(Object.keys(JSON.parse(read('package.json')).devDependencies));
    const bins = new Set(readdirSync(join(ROOT, 'node_modules/.bin')));
    const others = sources().flatMap((path) =>
      [...read(path).matchAll(/\bnpx\s+((?:-{1,2}[\w-]+(?: "\$\w+")?\s+)*)([\w@./-]+)/g)]
        .filter(([, options = '', name = '']) => !/--package "\$/.test(options) && !own.has(name) && !bins.has(name))
        .map(([line]) => `${path}: ${line}`),
    );
    // Publishing to the other registry of extensions needs its own client; a rule's example is no line to run.
    expect(others.filter((line) => !/publish\.yml: npx ovsx$|^docs\/rules\//.test(line))).toEqual([]);
  });
});

describe('the container', () => {
  const copies = read('docker/Dockerfile')
    .split('\n')
    .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
    .flatMap((line) =>
      line
        .split(' ')
        .filter((word) => word !== '' && !word.startsWith('--'))
        .slice(1, -1),
    );

  it('copies what git has, and what .dockerignore lets through', () => {
    const allowed = read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    expect(copies.length).toBeGreaterThan(5);
    for (const source of copies) {
      const tracked = execFileSync('git', ['ls-files', '-co', '--exclude-standard', source], {
        cwd: ROOT,
        encoding: 'utf8',
      });
      expect(tracked, source).not.toBe('');
      const isAllowed = (path: string) =>
        allowed.some((one) => path === one || path.startsWith(`${one}/`) || one.startsWith(`${path}/`));
      expect(isAllowed(source), source).toBe(true);
    }
  });

  it('builds from that alone, under the versions that can', () => {
    for (const [, version = ''] of read('docker/Dockerfile').matchAll(/FROM node:(\d+\.\d+)/g))
      expect(Number(version.split('.')[0])).toBeGreaterThanOrEqual(22);
    expect(read('docker/Dockerfile')).toMatch(/COPY --from=build .*\/src\/server\/dist/);
  });
});

describe('the test command', () => {
  it('waits for a package manager that is at work', () => {
    for (const path of ['test/vscode/obtain.ts', 'tools/oracle-compose.ts', 'tools/oracle/nginx-binary.ts'])
      expect(read(path), path).toContain('DPkg::Lock::Timeout');
  });
});
