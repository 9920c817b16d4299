import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findAssignments } from '../../../server/src/secrets/tokens/assignments.ts';
import { findEmbedded } from '../../../server/src/secrets/tokens/documents.ts';
import { findTokens } from '../../../server/src/secrets/tokens/scan.ts';

const CASES = fileURLToPath(new URL('../../../../shared/fixtures/token-cases.json', import.meta.url));

interface Case {
  readonly format: string;
  readonly leak: boolean;
  readonly text64: string;
}

/** The formats our detectors name in a text. */
function formatsIn(text: string): ReadonlySet<string> {
  const ids = new Set<string>([
    ...findTokens(text).map(({ format }) => format.id),
    ...findEmbedded(text).map(({ id }) => id),
  ]);
  if (findAssignments(text).length > 0) ids.add('generic-api-key');
  return ids;
}

describe.skipIf(!existsSync(CASES))('labelled token cases made by others (../shared/fixtures)', () => {
  it('at least 99 of 100 are judged as labelled', () => {
    const cases: readonly Case[] = existsSync(CASES) ? JSON.parse(readFileSync(CASES, 'utf8')) : [];
    const wrong: string[] = [];
    const start = performance.now();
    let judged = 0;
    for (const [index, { format, leak, text64 }] of cases.entries()) {
      const text = new TextDecoder().decode(Uint8Array.from(atob(text64), (c) => c.charCodeAt(0)));
      // these five are decided by a file name alone and have no text
      if (format === 'pkcs12-file') continue;
      judged += 1;
      if (formatsIn(text).has(format) !== leak) wrong.push(`${format} #${index} should ${leak ? '' : 'not '}be found`);
    }
    const rate = (100 * (judged - wrong.length)) / judged;
    console.log(
      `token cases: ${judged - wrong.length} of ${judged} as labelled (${rate.toFixed(2)} %), ${Math.round(performance.now() - start)} ms`,
    );
    expect(rate, wrong.join('\n')).toBeGreaterThanOrEqual(99);
  });
});
