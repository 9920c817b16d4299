import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { RULES } from '../../../server/src/rules/registry.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import { lintText } from '../../support/lint.ts';

const CORPUS = join(import.meta.dirname, '../../../../shared/corpus');
const OPTIONS = { integersAsBigInt: 'asNeeded' } as const;

interface ManifestEntry {
  readonly file: string;
  readonly kind: string;
}

/** Every scalar of a document by its path, array indices left out: what an item's removal shifts stays comparable. */
function scalars(value: unknown, path: string, into: string[] = []): string[] {
  if (Array.isArray(value)) for (const item of value) scalars(item, path, into);
  else if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    for (const key of Object.keys(value))
      scalars(Reflect.get(value, key), path === '' ? key : `${path}\u001f${key}`, into);
  } else into.push(`${path}=${String(value)}`);
  return into;
}

/** The differences between two documents, as paths. */
function changedPaths(before: string, after: string): Set<string> {
  const count = new Map<string, number>();
  for (const one of scalars(parse(before, OPTIONS), '')) count.set(one, (count.get(one) ?? 0) + 1);
  for (const one of scalars(parse(after, OPTIONS), '')) count.set(one, (count.get(one) ?? 0) - 1);
  return new Set([...count].filter(([, n]) => n !== 0).map(([one]) => one.slice(0, one.indexOf('='))));
}

/** Rules whose fixes give values another path: a name gets its quotes back, a table its header. */
const MOVING: ReadonlySet<string> = new Set(['toml/unquoted-dots', 'toml/key-under-commented-table']);

/** The values of a document without their paths. */
function valuesOf(text: string): readonly string[] {
  return [...scalars(parse(text, OPTIONS), '')].map((one) => one.slice(one.indexOf('=') + 1)).sort();
}

describe.skipIf(!existsSync(join(CORPUS, 'manifest.json')))('fixes on real files', () => {
  const manifest: ManifestEntry[] = existsSync(join(CORPUS, 'manifest.json'))
    ? JSON.parse(readFileSync(join(CORPUS, 'manifest.json'), 'utf8'))
    : [];
  const only = { selection: { only: new Set(RULES.map(({ id }) => id).filter((id) => id.startsWith('toml/'))) } };

  it('change the value at the reported path and nothing else', async () => {
    let fixes = 0;
    for (const { file } of manifest.filter(({ kind }) => kind === 'toml')) {
      const text = readFileSync(join(CORPUS, file), 'utf8');
      // A name in which no part says development or template, so that every rule speaks.
      const path = file
        .split('/')
        .slice(-3)
        .join('/')
        .replace(/example|tests?|templates?|sample|dev|local|dist|fixtures|e2e|ci/gi, 'x');
      for (const finding of await lintText(path, text, only)) {
        for (const fix of finding.fixes.filter(({ safety }) => safety !== 'needs-input')) {
          const after = applyEdits(text, fix.edits());
          fixes++;
          if (MOVING.has(finding.rule)) {
            expect(valuesOf(after), `${file}: ${fix.title}`).toEqual(valuesOf(text));
            continue;
          }
          const changed = changedPaths(text, after);
          expect(changed.size, `${file}: ${fix.title}`).toBe(1);
          const name = [...changed][0]?.split('\u001f').at(-1) ?? '';
          expect(`${fix.title} ${finding.message}`, file).toContain(name);
        }
      }
    }
    expect(fixes).toBeGreaterThan(20);
  }, 120_000);
});
