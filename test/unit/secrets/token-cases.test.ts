import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findTokens } from '../../../server/src/secrets/tokens/scan.ts';

const CASES = fileURLToPath(new URL('../../../../shared/fixtures/token-cases.json', import.meta.url));

interface Case {
  readonly format: string;
  readonly leak: boolean;
  readonly text64: string;
}

/**
 * Cases that name no token format: a file name alone, another file type (Kubernetes, NuGet), or what rules judge by the name of a
 * setting, the command or the key block around it, not by the shape of the value. Counted out, not judged.
 */
const NOT_A_TOKEN: ReadonlySet<string> = new Set([
  'pkcs12-file',
  'kubernetes-secret-yaml',
  'nuget-config-password',
  'generic-api-key',
  'curl-auth-user',
  'curl-auth-header',
  'private-key',
]);

describe.skipIf(!existsSync(CASES))('labelled token cases made by others (../shared/fixtures)', () => {
  it('at least 99 of 100 are judged as labelled', () => {
    const cases: readonly Case[] = existsSync(CASES) ? JSON.parse(readFileSync(CASES, 'utf8')) : [];
    const wrong: string[] = [];
    const start = performance.now();
    let judged = 0;
    for (const [index, { format, leak, text64 }] of cases.entries()) {
      const text = new TextDecoder().decode(Uint8Array.from(atob(text64), (c) => c.charCodeAt(0)));
      if (NOT_A_TOKEN.has(format)) continue;
      judged += 1;
      if (findTokens(text).some((token) => token.format.id === format) !== leak)
        wrong.push(`${format} #${index} should ${leak ? '' : 'not '}be found`);
    }
    const rate = (100 * (judged - wrong.length)) / judged;
    console.log(
      `token cases: ${judged - wrong.length} of ${judged} as labelled (${rate.toFixed(2)} %), ${cases.length - judged} not about a token format, ${Math.round(performance.now() - start)} ms`,
    );
    expect(rate, wrong.join('\n')).toBeGreaterThanOrEqual(99);
  });
});
