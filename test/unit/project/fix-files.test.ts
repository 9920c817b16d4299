import { describe, expect, it } from 'vitest';
import { candidateOf } from '../../../server/src/engine/fixing.ts';
import { type Fix, fix } from '../../../server/src/finding/fix.ts';
import { type FixChoice, fixFiles } from '../../../server/src/project/fix-files.ts';
import { Project } from '../../../server/src/project/project.ts';
import { FixProofs } from '../../../server/src/project/prove-fix.ts';
import type { Rule } from '../../../server/src/rules/contract.ts';
import { RULES } from '../../../server/src/rules/registry.ts';
import { memoryProject } from '../../support/lint.ts';
import { MemoryHost } from '../../support/memory-host.ts';

const REAL = RULES.find(({ id }) => id === 'env/debug-enabled');

/** A rule that finds a word and knows one way to repair it. */
function wordRule(id: string, word: string, repair: (at: number, text: string) => Fix): Rule {
  if (REAL === undefined) throw new Error('no rule to take the rest from');
  return {
    ...(REAL as Rule),
    id: `env/${id}`,
    subject: 'dotenvEntry',
    formats: ['dotenv'],
    fix: 'safe',
    thresholds: undefined,
    check: (
      entry: { readonly keySpan: { readonly start: number } },
      report: (given: object) => void,
      { text }: { readonly text: string },
    ) => {
      const at = entry.keySpan.start;
      if (text.startsWith(word, at))
        report({ at: { start: at, end: at + word.length }, message: `${word} here`, fixes: [repair(at, text)] });
    },
  } as unknown as Rule;
}

const swap = (old: string, newText: string) => (at: number) =>
  fix(`Write ${newText}`, 'safe', [{ span: { start: at, end: at + old.length }, newText }]);

async function fixed(files: Readonly<Record<string, string>>, choice: FixChoice, rules?: readonly Rule[]) {
  const host = new MemoryHost(files);
  const today = () => '2026-11-22';
  const project =
    rules === undefined
      ? memoryProject({ files, profile: 'all' }).project
      : new Project({ host, roots: [MemoryHost.root], rules, profile: 'all', today });
  const uris = Object.keys(files).map((path) => MemoryHost.uri(path));
  const result = await fixFiles(project, uris, choice);
  const after = Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path, result.after.get(MemoryHost.uri(path)) ?? text]),
  );
  return { ...result, after, project };
}

const only =
  (...rules: readonly string[]) =>
  ({ rule }: { readonly rule: string }) =>
    rules.includes(rule);

describe('fixFiles', () => {
  it('of two fixes that undo each other applies none', async () => {
    const rules = [wordRule('one', 'ONE', swap('ONE', 'TWO')), wordRule('two', 'TWO', swap('TWO', 'ONE'))];
    const { after, refused, repaired } = await fixed({ '.env': 'ONE=1\nX=2\n' }, { level: 'safe' }, rules);
    expect(after).toEqual({ '.env': 'ONE=1\nX=2\n' });
    expect(refused.map(({ finding, reason }) => [finding.rule, reason])).toEqual([
      ['env/one', 'it would bring env/two in .env'],
    ]);
    expect([...repaired.values()].flat()).toEqual([]);
  });

  it('of fixes that do harm only together leaves one out', async () => {
    const drop = (at: number, text: string) =>
      fix('Delete', 'safe', [{ span: { start: at, end: text.indexOf('\n', at) + 1 }, newText: '' }]);
    const both = { ...wordRule('both', 'NEED', swap('NEED', 'NEED')) } as Rule;
    const lonely = {
      ...both,
      check: (_: unknown, report: (given: object) => void, { text }: { readonly text: string }) => {
        if (!/^[AB]=/m.test(text)) report({ at: { start: 0, end: 1 }, message: 'neither A nor B', fixes: [] });
      },
    } as unknown as Rule;
    const rules = [wordRule('a', 'A=', drop), wordRule('b', 'B=', drop), lonely];
    const { after, refused } = await fixed({ '.env': 'A=1\nB=2\nC=3\nD=4\n' }, { level: 'safe' }, rules);
    expect(after).toEqual({ '.env': 'B=2\nC=3\nD=4\n' });
    expect(refused.map(({ finding }) => finding.rule)).toEqual(['env/b']);
    expect(refused[0]?.reason).toContain('it would bring env/both in .env');
  });

  it('apart: leaves what is right only after another change, and says so', async () => {
    // TWO is found once ONE has become it.
    const first = wordRule('one', 'ONE', (at) => ({ ...swap('ONE', 'TWO')(at), price: ['env/two'] }));
    const both = [first, wordRule('two', 'TWO', swap('TWO', 'SIX'))];
    const choice: FixChoice = { level: 'safe', apart: true };
    const { after, refused, units } = await fixed({ '.env': 'ONE=1\nX=2\n' }, choice, both);
    expect(after).toEqual({ '.env': 'TWO=1\nX=2\n' });
    expect(units).toHaveLength(1);
    expect(refused.map(({ reason }) => reason)).toEqual(['it follows from another change: make that one first']);
    const together = await fixed({ '.env': 'ONE=1\nX=2\n' }, { level: 'safe' }, both);
    expect(together.after).toEqual({ '.env': 'SIX=1\nX=2\n' });
    expect(together.units.map((unit) => unit.length)).toEqual([2]);
  });

  it('apart: the safe changes come first and are right without the rest', async () => {
    const unsafe = (at: number) => ({ ...swap('A', 'AA')(at), safety: 'behavior-changing' as const });
    const rules = [wordRule('a', 'A=', (at) => unsafe(at)), wordRule('b', 'BB', swap('BB', 'CC'))];
    const { units, unitEdits } = await fixed({ '.env': 'A=1\nBB=2\n' }, { level: 'unsafe', apart: true }, rules);
    expect(units.map((unit) => unit.map(({ safety }) => safety))).toEqual([['behavior-changing'], ['safe']]);
    expect(unitEdits.get(MemoryHost.uri('.env'))?.map(({ newText, unit }) => [newText, unit])).toEqual([
      ['AA', 0],
      ['CC', 1],
    ]);
  });

  it('a service of the host network keeps one of the two ways it is reached', async () => {
    const text =
      'services:\n  web:\n    image: nginx:1.27\n    network_mode: host\n    ports:\n      - "127.0.0.1:8080:80"\n';
    const wants = only('compose/host-network', 'compose/conflicting-network-mode');
    const { after } = await fixed({ 'docker-compose.yml': text }, { level: 'unsafe', wants });
    expect(after['docker-compose.yml']).toMatch(/network_mode: host|ports:/);
  });

  it('ends where a second run has nothing to do, and changes nothing of the project', async () => {
    const text = '# preflight-ignore env/debug-enabled -- old\nPORT=80\nDEBUG=true\nIGNORE_SSL=true\n';
    const first = await fixed({ '.env': text }, { level: 'unsafe' });
    expect(first.after['.env']).not.toBe(text);
    expect((await first.project.check(MemoryHost.uri('.env'))).text).toBe(text);
    const second = await fixed(first.after, { level: 'unsafe' });
    expect(second.after).toEqual(first.after);
  });
});

describe('FixProofs', () => {
  async function refusal(text: string, newText: string, at: string): Promise<string | undefined> {
    const path = 'docker-compose.yml';
    const { project } = memoryProject({ files: { [path]: text }, profile: 'all' });
    const report = await project.check(MemoryHost.uri(path));
    const finding = report.findings.find(({ rule }) => rule === 'compose/privileged-container');
    if (finding === undefined) throw new Error('no finding to repair');
    const start = text.indexOf(at);
    const made = fix('Repair', 'safe', [{ span: { start, end: start + at.length }, newText }]);
    return new FixProofs(project).refusal(candidateOf(finding, made));
  }

  const COMPOSE =
    'services:\n  web:\n    image: nginx:1.27\n    privileged: true\n  db:\n    image: postgres:17\n    restart: always\n';

  it('proves what repairs', async () => {
    expect(await refusal(COMPOSE, 'privileged: false', 'privileged: true')).toBeUndefined();
  });

  it.each([
    ['privileged: "true', 'privileged: true', 'the file would not parse any more'],
    ['privileged: true # now', 'privileged: true', 'its finding would still be there'],
    ['privileged: true', 'privileged: true', 'it would change nothing'],
    ['privileged: false\n    pid: host', 'privileged: true', /^it would bring compose\/\S+ in docker-compose\.yml$/],
    ['    privileged: false\n  other:\n    image: a:1\n  db:\n', '    privileged: true\n  db:\n', undefined],
    ['privileged: false\n  other:', 'privileged: true\n  db:', /^it would bring|read otherwise/],
  ])('a text with %j', async (newText, at, reason) => {
    const found = await refusal(COMPOSE, newText, at);
    if (reason === undefined) expect(found).toMatch(/^it would bring/);
    else if (typeof reason === 'string') expect(found).toBe(reason);
    else expect(found).toMatch(reason);
  });
});
