import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { withFixes } from '../../../../server/src/project/with-fixes.ts';
import { applyFix } from '../../../support/apply-fix.ts';
import { memoryProject } from '../../../support/lint.ts';
import { MemoryHost } from '../../../support/memory-host.ts';

const PATH = 'docker-compose.yml';

/** The line that a shell reads after the fix. */
async function lineAfter(test: string): Promise<string | undefined> {
  const environment = '{ TOKEN: abc, URL: "http://localhost/", REDIS_PASSWORD: "${REDIS_PASSWORD}", CHECK: "true" }';
  const text = `services:\n  a:\n    image: example/web:1.4.2\n    environment: ${environment}\n    healthcheck:\n      test: ${test}\n`;
  const files = { [PATH]: text };
  const { project } = memoryProject({ files, selection: { only: new Set(['compose/broken-healthcheck']) } });
  const { findings } = await withFixes(project, await project.check(MemoryHost.uri(PATH)));
  const [finding] = findings;
  if (finding === undefined) return undefined;
  const after = applyFix(files, finding, 0)[PATH] ?? '';
  return parse(after).services.a.healthcheck.test[1];
}

describe('a check that is given to a shell', () => {
  it.each([
    ['["CMD", "curl", "-fH", "Authorization: $$TOKEN", "$$URL"]', 'curl -fH "Authorization: $$TOKEN" "$$URL"'],
    ['["CMD", "redis-cli", "-a", "$${REDIS_PASSWORD}", "ping"]', 'redis-cli -a "$${REDIS_PASSWORD}" ping'],
    ['["CMD", "probe", "$$URL", "ends with ok$$"]', 'probe "$$URL" \'ends with ok$$\''],
  ])('reads its variables, each one word: %s', async (before, after) => {
    expect(await lineAfter(before)).toBe(after);
  });

  it('is left as it is where a shell behind another program reads it', async () => {
    expect(await lineAfter('["CMD", "timeout", "5", "sh", "-c", "$$CHECK"]')).toBeUndefined();
  });
});
