import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../server/src/engine/finding.ts';
import { applyFix } from '../../support/apply-fix.ts';
import { lintFiles } from '../../support/lint.ts';

const COMPOSE =
  'services:\r\n  shop:\r\n    image: example/shop:1\r\n    environment:\r\n      JWT_SECRET: supersecret # old\r\n';

async function weak(
  files: Readonly<Record<string, string>>,
  tracked?: (uri: string) => boolean | undefined,
): Promise<Finding> {
  const { findings } = await lintFiles({
    files,
    path: 'docker-compose.yml',
    selection: { only: new Set(['secret/weak']) },
    ...(tracked && { tracked }),
  });
  const [finding] = findings;
  if (finding === undefined || findings.length !== 1) throw new Error('one finding expected');
  return finding;
}

describe('moving a secret of a compose file to .env', () => {
  it('appends a generated value and requires it', async () => {
    const files = { 'docker-compose.yml': COMPOSE, '.env': 'A=b' };
    const fixed = applyFix(files, await weak(files), 1);
    expect(fixed['docker-compose.yml']).toBe(COMPOSE.replace('supersecret', '${JWT_SECRET:?set JWT_SECRET}'));
    expect(fixed['.env']).toMatch(/^A=b\nJWT_SECRET=[0-9a-f]{64}\n$/);
  });

  it('creates the file when there is none', async () => {
    const files = { 'docker-compose.yml': COMPOSE };
    expect(applyFix(files, await weak(files), 1)['.env']).toMatch(/^JWT_SECRET=[0-9a-f]{64}\n$/);
  });

  it('is not offered into a file that git tracks or that names the variable', async () => {
    const named = await weak({ 'docker-compose.yml': COMPOSE, '.env': 'export JWT_SECRET=x\n' });
    const tracked = await weak({ 'docker-compose.yml': COMPOSE, '.env': 'A=b\n' }, () => true);
    expect(named.fixes).toHaveLength(1);
    expect(tracked.fixes).toHaveLength(1);
  });
});
