import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

function pages(): readonly string[] {
  const docs = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.md'),
  );
  return ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', ...docs.map((name) => join('docs', name))];
}

describe('documentation', () => {
  it('every relative link leads to a file', () => {
    const broken: string[] = [];
    for (const page of pages()) {
      const text = readFileSync(join(ROOT, page), 'utf8').replace(/```[\s\S]*?```/g, '');
      for (const [, target = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^[a-z]+:/.test(target) || target.startsWith('#')) continue;
        const file = join(ROOT, dirname(page), target.split('#')[0] ?? '');
        if (!existsSync(file)) broken.push(`${relative(ROOT, join(ROOT, page))} -> ${target}`);
      }
    }
    expect(broken).toEqual([]);
  });

  it("the extension's page leads to files of this repository, and shows three moving pictures", () => {
    const page = readFileSync(join(ROOT, 'client/README.md'), 'utf8');
    const links = [...page.matchAll(/config-preflight\/(?:raw|blob)\/HEAD\/([^)\s]+)/g)].map(([, path = '']) => path);
    expect(links.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    expect(links.filter((path) => path.endsWith('.gif'))).toHaveLength(3);
    // A store shows the page without the repository around it: a relative link leads nowhere there.
    expect([...page.matchAll(/\]\((?!https:|#)/g)]).toEqual([]);
  });

  it('the README keeps its two commands', () => {
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    expect(readme).toContain('npm ci && npm start');
    expect(readme).toContain('npm ci && npm test');
  });

  it('no page names a path of a machine or a host of a package registry', () => {
    const bad = pages().filter((page) =>
      /\/work\/|\/home\/[a-z]|registry\.(?:npmjs|yarnpkg)\./.test(readFileSync(join(ROOT, page), 'utf8')),
    );
    expect(bad).toEqual([]);
  });
});
