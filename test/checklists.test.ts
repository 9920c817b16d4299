import { describe, expect, it } from 'vitest';
import { CHECKLISTS, rulesOf } from '../server/src/checklists/checklists.ts';
import { parseChecklist } from '../server/src/checklists/custom.ts';
import type { ChecklistResult } from '../server/src/checklists/evaluate.ts';
import { BUILT_IN_RULES } from '../server/src/engine/built-in-rules.ts';
import type { FileReport } from '../server/src/engine/file-report.ts';
import { Project } from '../server/src/project/project.ts';
import { runChecklist } from '../server/src/project/run-checklist.ts';
import { RULES } from '../server/src/rules/registry.ts';
import { MemoryHost } from './support/memory-host.ts';

const KNOWN = new Set([...RULES, ...BUILT_IN_RULES].map((rule) => rule.id));

async function run(name: string, files: Readonly<Record<string, string>>): Promise<ChecklistResult> {
  const checklist = CHECKLISTS.get(name);
  if (checklist === undefined) throw new Error(name);
  const host = new MemoryHost(files);
  const project = new Project({
    host,
    roots: [MemoryHost.root],
    rules: RULES,
    today: () => '2026-11-22',
    chosen: [name],
  });
  const reports: FileReport[] = [];
  for (const path of Object.keys(files)) reports.push(await project.check(MemoryHost.uri(path)));
  return runChecklist(name, checklist, reports, '2026-11-22');
}

describe('built-in checklists', () => {
  for (const checklist of CHECKLISTS.values()) {
    it(`${checklist.name}: ids are unique and every rule exists`, () => {
      const ids = checklist.sections.flatMap((section) => section.items.map((item) => item.id));
      expect(new Set(ids).size).toBe(ids.length);
      expect([...rulesOf(checklist)].filter((id) => !KNOWN.has(id))).toEqual([]);
      expect(
        Object.keys(checklist.thresholds ?? {}).filter(
          (key) =>
            !RULES.some((rule) => Object.keys(rule.thresholds ?? {}).some((name) => `${rule.id}.${name}` === key)),
        ),
      ).toEqual([]);
    });
  }

  for (const name of ['bap', 'qilbeedb', 'bdc', 'angarabase']) {
    it(`${name}: an empty deployment proves nothing`, async () => {
      const result = await run(name, {});
      expect(result.summary.pass).toBe(0);
      expect(result.summary.fail).toBe(0);
    });
  }
});

describe('a custom checklist', () => {
  const text = JSON.stringify({
    name: 'ours',
    extends: 'owasp-docker',
    without: ['owasp-docker-0'],
    thresholds: { 'env/token-lifetime.accessSeconds': 900 },
    sections: [
      {
        title: 'Ours',
        items: [
          {
            id: 'ours-debug',
            title: 'No debug',
            kind: 'rule',
            checks: [{ kind: 'rule', rules: ['env/debug-enabled'], about: { env: 'DEBUG' } }],
          },
          {
            id: 'ours-region',
            title: 'Runs in the EU',
            kind: 'assertion',
            checks: [{ kind: 'env', name: 'REGION', test: { oneOf: ['eu-west-1', 'eu-central-1'] } }],
          },
          {
            id: 'ours-gzip',
            title: 'Compression is on',
            kind: 'assertion',
            checks: [{ kind: 'nginx', directive: 'gzip', where: 'http', test: { equals: 'on' } }],
          },
          { id: 'ours-backup', title: 'Somebody looked at the backups', kind: 'manual', every: 30 },
          {
            id: 'ours-live',
            title: 'It answers',
            kind: 'runtime',
            command: 'curl https://ours.example',
            expect: '200',
          },
        ],
      },
    ],
  });

  it('extends a built-in one, keeps its own items, is evaluated like any other', async () => {
    const { checklist, problems } = parseChecklist(text, { checklists: CHECKLISTS, rules: KNOWN });
    expect(problems).toEqual([]);
    if (checklist === undefined) throw new Error('no checklist');
    expect(checklist.sections.at(-1)?.items).toHaveLength(5);
    expect(checklist.sections[0]?.items.map((item) => item.id)).not.toContain('owasp-docker-0');
    const files = {
      '.env': 'DEBUG=true\nREGION=us-east-1\n',
      'nginx.conf': 'events {}\nhttp {\n  gzip on;\n}\n',
      'preflight.json': '{"checklists":{"ours.json":{"manual":{"ours-backup":{"by":"Ada","on":"2026-10-01"}}}}}',
      'ours.json': text,
    };
    const host = new MemoryHost(files);
    const project = new Project({ host, roots: [MemoryHost.root], rules: RULES, today: () => '2026-11-22' });
    const reports = [await project.check(MemoryHost.uri('.env')), await project.check(MemoryHost.uri('nginx.conf'))];
    const result = runChecklist('ours.json', checklist, reports, '2026-11-22');
    const ours = result.sections.at(-1)?.items ?? [];
    expect(ours.map((item) => item.state)).toEqual(['fail', 'fail', 'pass', 'manual', 'runtime']);
    expect(ours[3]?.stale).toBe(true);
  });

  it('names its mistakes on their places', () => {
    const bad =
      '{ "name": "x", "extends": "bapp", "sections": [ { "title": "T", "items": [ { "id": "a", "title": "A", "kind": "rule", "checks": [ { "kind": "rule", "rules": ["env/debug-enable"], "about": { "env": "X" } } ] }, { "id": "b", "title": "B", "kind": "guess" } ] } ], "sectoins": [] }';
    const { problems } = parseChecklist(bad, { checklists: CHECKLISTS, rules: KNOWN });
    expect(problems.map((problem) => problem.message)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('did you mean "bap"'),
        expect.stringContaining('did you mean "env/debug-enabled"'),
        expect.stringContaining('"kind" must be'),
        expect.stringContaining('did you mean "sections"'),
      ]),
    );
    for (const { span } of problems) expect(bad.slice(span.start, span.end).length).toBeGreaterThan(0);
  });

  it.each([
    '',
    '[]',
    '{',
    '{"name":3}',
    '{"name":"x","sections":[null,3,{"items":[null]}]}',
    '{"__proto__":{"name":"x"}}',
  ])('never throws: %j', (broken) => {
    expect(parseChecklist(broken, { checklists: CHECKLISTS, rules: KNOWN }).problems.length).toBeGreaterThan(0);
  });
});
