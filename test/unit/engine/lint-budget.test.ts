import { describe, expect, it } from 'vitest';
import { LintBudget } from '../../../server/src/engine/lint-budget.ts';
import { Project } from '../../../server/src/project/project.ts';
import { RULES } from '../../../server/src/rules/registry.ts';
import { MemoryHost } from '../../support/memory-host.ts';

const FILES = { 'docker-compose.yml': 'services:\n  a:\n    image: b:1\n    privileged: true\n' };

/** The findings of a file by a host on whose watch so many milliseconds pass between two looks. */
async function findingsWith(tick: number) {
  const host = new MemoryHost(FILES);
  host.stopwatch = () => {
    let passed = 0;
    return () => {
      passed += tick;
      return passed;
    };
  };
  const project = new Project({ host, roots: [MemoryHost.root], rules: RULES, today: () => '2026-11-22' });
  const { findings } = await project.check(MemoryHost.uri('docker-compose.yml'));
  return findings.map(({ rule, severity, message }) => [rule, severity, message]);
}

describe('the budget of a lint', () => {
  it('ends after so many calls, at the same one each time', () => {
    for (let run = 0; run < 2; run++) {
      const budget = new LintBudget(undefined, 10);
      expect(Array.from({ length: 12 }, () => budget.call()).indexOf(false)).toBe(10);
      expect(budget.cut).toBe('more work than one file may make');
    }
  });

  it('is not spent by a small file, however slow its machine is', async () => {
    const findings = await findingsWith(1000);
    expect(findings).toEqual(await findingsWith(0));
    expect(findings.map(([rule]) => rule)).toContain('compose/privileged-container');
    expect(findings.map(([rule]) => rule)).not.toContain('preflight/unreadable');
  });

  it('of time is said on the file, once and high', async () => {
    const findings = await findingsWith(1e9);
    expect(findings.filter(([rule]) => rule === 'preflight/unreadable')).toEqual([
      ['preflight/unreadable', 'high', 'Not checked to its end: it took too long; please report it'],
    ]);
  });
});
