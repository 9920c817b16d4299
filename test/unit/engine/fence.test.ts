import { describe, expect, it } from 'vitest';
import { failedReport } from '../../../server/src/project/empty-report.ts';
import { Project } from '../../../server/src/project/project.ts';
import { reportFindings } from '../../../server/src/report/report.ts';
import { defineRule } from '../../../server/src/rules/contract.ts';
import { RULES } from '../../../server/src/rules/registry.ts';
import { MemoryHost } from '../../support/memory-host.ts';

const SECRET = 'hunter2-never-shown';

function projectOf(host: MemoryHost, rules = RULES): Project {
  return new Project({ host, roots: [MemoryHost.root], rules, today: () => '2026-11-22' });
}

describe('what fails on one file', () => {
  it('while it is read is a finding on it, high, without the words of the error', async () => {
    const host = new MemoryHost({ '.env': 'A=1\n', 'b.env': 'DB_PASSWORD=changeme\n' });
    const read = host.read.bind(host);
    host.read = (uri) => (uri.endsWith('/.env') ? Promise.reject(new RangeError(SECRET)) : read(uri));
    const project = projectOf(host);
    const { findings } = await project.check(MemoryHost.uri('.env'));
    expect(findings.map(({ rule, severity, message }) => [rule, severity, message])).toEqual([
      [
        'preflight/unreadable',
        'high',
        'Not checked: Config Preflight failed on this file (RangeError); please report it',
      ],
    ]);
    expect((await project.check(MemoryHost.uri('b.env'))).findings.map(({ rule }) => rule)).toContain(
      'secret/placeholder',
    );
  });

  it('in a rule is a finding of its own, high; the others go on', async () => {
    const [first] = RULES.filter(({ id }) => id === 'secret/placeholder');
    if (first === undefined) throw new Error('no such rule');
    const broken = defineRule({
      ...first,
      id: 'secret/broken',
      check: () => {
        throw new TypeError(SECRET);
      },
    } as never);
    const host = new MemoryHost({ '.env': 'DB_PASSWORD=changeme\n' });
    const { findings } = await projectOf(host, [broken as never, first]).check(MemoryHost.uri('.env'));
    expect(findings.map(({ rule, severity }) => [rule, severity])).toEqual([
      ['internal/rule-crashed', 'high'],
      ['secret/placeholder', 'medium'],
    ]);
    expect(JSON.stringify(findings)).not.toContain(SECRET);
  });

  it('around its check can always be told', () => {
    const report = failedReport('file:///work/%ff', new Error(SECRET));
    const { findings } = reportFindings(report, (uri) => uri, { source: true, edits: true });
    expect(findings.map(({ rule, line, message }) => [rule, line, message.includes(SECRET)])).toEqual([
      ['preflight/unreadable', 1, false],
    ]);
  });
});
