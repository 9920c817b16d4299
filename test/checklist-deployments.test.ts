import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CHECKLISTS } from '../server/src/checklists/checklists.ts';
import type { ChecklistResult } from '../server/src/checklists/evaluate.ts';
import type { FileReport } from '../server/src/engine/file-report.ts';
import { Project } from '../server/src/project/project.ts';
import { runChecklist } from '../server/src/project/run-checklist.ts';
import { RULES } from '../server/src/rules/registry.ts';
import { MemoryHost } from './support/memory-host.ts';

const FOLDER = fileURLToPath(new URL('./checklists/', import.meta.url));
const TODAY = '2026-11-30';
const EXPECTED = 'expected.json';

interface Case {
  readonly name: string;
  readonly kind: string;
  readonly folder: string;
  readonly files: Readonly<Record<string, string>>;
  readonly expected: Readonly<Record<string, string>>;
}

function cases(): readonly Case[] {
  return readdirSync(FOLDER).flatMap((name) =>
    readdirSync(join(FOLDER, name)).flatMap((kind): readonly Case[] => {
      const folder = join(FOLDER, name, kind);
      if (!existsSync(join(folder, EXPECTED))) return [];
      const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((path) => path !== EXPECTED && statSync(join(folder, path)).isFile())
        .map((path) => path.split(sep).join('/'));
      const files = Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
      const expected: unknown = JSON.parse(readFileSync(join(folder, EXPECTED), 'utf8'));
      return [{ name, kind, folder, files, expected: Object(expected) }];
    }),
  );
}

/** The bad ones are committed with their `.env`, the good ones keep it out of git. */
async function evaluate({ name, kind, files }: Case): Promise<ChecklistResult> {
  const checklist = CHECKLISTS.get(name);
  if (checklist === undefined) throw new Error(`no checklist ${name}`);
  const host = new MemoryHost(files);
  host.tracked = () => kind === 'bad';
  const roots = [MemoryHost.root];
  const project = new Project({ host, roots, rules: RULES, today: () => TODAY, chosen: [name] });
  const reports: FileReport[] = [];
  for (const path of Object.keys(files)) reports.push(await project.check(MemoryHost.uri(path)));
  return runChecklist(name, checklist, reports, TODAY);
}

describe('deployments by somebody who wrote none of the checklist code', () => {
  it('are eighteen', () => expect(cases()).toHaveLength(18));

  for (const one of cases()) {
    it(`${one.name}, ${one.kind}: every decidable item comes out as expected`, async () => {
      const items = (await evaluate(one)).sections.flatMap((section) => section.items);
      const decidable = items.filter(({ item }) => item.kind !== 'manual' && item.kind !== 'runtime');
      const wrong = decidable
        .filter(({ item, state }) => state !== one.expected[item.id])
        .map(
          ({ item, state, findings, evidence }) =>
            `${item.id}: ${state}, not ${one.expected[item.id]}: ${[...findings.map(({ rule }) => rule), ...evidence.map(({ note }) => note)].join('; ')}`,
        );
      expect(wrong).toEqual([]);
      expect(Object.keys(one.expected).sort()).toEqual(decidable.map(({ item }) => item.id).sort());
    });
  }
});
