import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { ItemState } from '../server/src/checklists/checklist.ts';
import { CHECKLISTS } from '../server/src/checklists/checklists.ts';
import type { ChecklistResult } from '../server/src/checklists/evaluate.ts';
import type { FileReport } from '../server/src/engine/file-report.ts';
import { Project } from '../server/src/project/project.ts';
import { runChecklist } from '../server/src/project/run-checklist.ts';
import { STATE_WORDS } from '../server/src/report/checklist-report.ts';
import { RULES } from '../server/src/rules/registry.ts';
import { folderWith, runCli } from './cli/run-cli.ts';
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

/** State by item, from the words of a report. */
function told(text: string, format: 'html' | 'markdown'): Record<string, string> {
  const line =
    format === 'html'
      ? /class="tag"[^>]*>([\w ]+)<\/span>.*?<small>([\w.-]+)/g
      : /^- \[.\] \*\*([\w ]+)\*\*.*\(`([\w.-]+)`\)$/gm;
  return Object.fromEntries([...text.matchAll(line)].map(([, state = '', id = '']) => [id, state]));
}

describe('the command line', () => {
  for (const { name, kind, files, expected } of cases().filter((one) => one.kind === 'good-modern')) {
    it(`says the same of ${name}, ${kind}, as JSON, Markdown and HTML`, async () => {
      const cwd = folderWith(files);
      const output = async (format: string) =>
        (await runCli(['checklist', name, '--format', format, '--fail-on', 'never'], { cwd })).stdout;
      const report = JSON.parse(await output('json')) as {
        readonly sections: readonly { readonly items: readonly { readonly id: string; readonly state: ItemState }[] }[];
      };
      const states = Object.fromEntries(
        report.sections.flatMap(({ items }) => items.map(({ id, state }) => [id, state])),
      );
      expect(states).toMatchObject(expected);
      const words = Object.fromEntries(Object.entries(states).map(([id, state]) => [id, STATE_WORDS[state]]));
      expect(told(await output('markdown'), 'markdown')).toEqual(words);
      expect(told(await output('html'), 'html')).toEqual(words);
    });
  }
});

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
