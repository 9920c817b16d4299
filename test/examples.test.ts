import { describe, expect, it } from 'vitest';
import type { Example } from '../server/src/rules/contract.ts';
import { RULES } from '../server/src/rules/registry.ts';
import { lintFiles } from './support/lint.ts';

const DEFAULT_NAMES = {
  dotenv: '.env',
  compose: 'docker-compose.yml',
  toml: 'config.toml',
  nginx: 'nginx.conf',
} as const;

async function rulesFound(example: Example, rule: string): Promise<readonly string[]> {
  const path = example.name ?? DEFAULT_NAMES[example.format];
  const files = { ...example.files, [path]: example.text };
  const { findings } = await lintFiles({ files, path, selection: { only: new Set([rule]) }, tracked: () => true });
  return findings.map((finding) => finding.rule);
}

describe('examples in rule metadata', () => {
  for (const rule of RULES) {
    it(`${rule.id}: every bad example is found, no good one is`, async () => {
      expect(rule.examples.bad.length).toBeGreaterThanOrEqual(1);
      expect(rule.examples.good.length).toBeGreaterThanOrEqual(2);
      for (const [i, example] of rule.examples.bad.entries())
        expect(await rulesFound(example, rule.id), `bad ${i + 1}`).toContain(rule.id);
      for (const [i, example] of rule.examples.good.entries())
        expect(await rulesFound(example, rule.id), `good ${i + 1}`).toEqual([]);
    });
  }
});
