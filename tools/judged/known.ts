/** What was reported before: a finding that is not among it is new. Digests only, in `tools/data/known-findings.txt`. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CorpusFinding } from '../corpus-scan.ts';
import { DATA } from './verdicts.ts';

const PATH = join(DATA, 'known-findings.txt');

/** A finding is known by its name or by its line: it may be told in other words, or a service may be called otherwise. */
function digestsOf({ finding, file, line }: CorpusFinding): readonly [string, string] {
  const digest = (...words: readonly (string | number)[]) =>
    createHash('sha256').update(words.join('\u001f')).digest('hex').slice(0, 10);
  return [digest('name', finding.rule, file, finding.fingerprint), digest('line', finding.rule, file, line)];
}

/** Whether a finding was reported before. */
export function knownFindings(): (one: CorpusFinding) => boolean {
  const known = new Set(existsSync(PATH) ? readFileSync(PATH, 'utf8').split(/\s+/) : []);
  return (one) => digestsOf(one).some((digest) => known.has(digest));
}

export function writeKnown(findings: readonly CorpusFinding[], commit: string): void {
  const lines = new Set(findings.map((one) => digestsOf(one).join(' ')));
  writeFileSync(PATH, `${commit}\n${[...lines].sort().join('\n')}\n`);
}
