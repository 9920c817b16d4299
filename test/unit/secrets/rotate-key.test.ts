import { describe, expect, it } from 'vitest';
import { fixesFor } from '../../../server/src/engine/fixing.ts';
import type { Finding } from '../../../server/src/finding/finding.ts';
import { applyFix } from '../../support/apply-fix.ts';
import { lintFiles } from '../../support/lint.ts';

const WEAK_HEX = '0123456789abcdef'.repeat(4);
const WEAK_FERNET = `${'A'.repeat(43)}=`;
const WEAK_LARAVEL = `base64:${'A'.repeat(43)}=`;

async function weak(text: string, path = '.env', tracked?: boolean): Promise<readonly Finding[]> {
  const { findings } = await lintFiles({
    files: { [path]: text },
    path,
    selection: { only: new Set(['secret/weak']) },
    tracked: () => tracked,
  });
  return findings;
}

async function only(text: string, tracked?: boolean): Promise<Finding> {
  const [finding] = await weak(text, '.env', tracked);
  if (finding === undefined) throw new Error('a finding expected');
  return finding;
}

async function fixed(text: string): Promise<string | undefined> {
  return applyFix({ '.env': text }, await only(text), 0)['.env'];
}

describe('a key that data is encrypted with', () => {
  it('gets a successor beside it, in the style of its line', async () => {
    const line = `export MASTER_KEY="${WEAK_HEX}" # alt`;
    expect(await fixed(`${line}\r\nA=b\r\n`)).toMatch(
      new RegExp(`^${line}\\r\\nexport NEW_MASTER_KEY=[0-9a-f]{64}\\r\\nA=b\\r\\n$`),
    );
    expect(await fixed(`MASTER_KEY=${WEAK_HEX}`)).toMatch(
      new RegExp(`^MASTER_KEY=${WEAK_HEX}\\nNEW_MASTER_KEY=[0-9a-f]{64}$`),
    );
  });

  it('keeps the length its program asks for', async () => {
    const text = `ENCRYPTION_KEY=${'abcdef12'.repeat(4)}\n`;
    expect(await fixed(text)).toMatch(/\nNEW_ENCRYPTION_KEY=[0-9a-f]{32}\n$/);
  });

  it('fills an empty successor, and begins nothing twice', async () => {
    expect(await fixed(`MASTER_KEY=${WEAK_HEX}\nNEW_MASTER_KEY=\n`)).toMatch(/\nNEW_MASTER_KEY=[0-9a-f]{64}\n$/);
    expect((await only(`MASTER_KEY=${WEAK_HEX}\nNEW_MASTER_KEY=\${NEXT}\n`)).fixes).toEqual([]);
    expect((await only(`MASTER_KEY=${WEAK_HEX}\nMASTER_KEY_OLD=x\n`)).fixes).toEqual([]);
  });

  it('goes the documented way where there is one', async () => {
    expect(await fixed(`AIRFLOW__CORE__FERNET_KEY=${WEAK_FERNET}\n`)).toMatch(
      new RegExp(`^AIRFLOW__CORE__FERNET_KEY=[\\w-]{43}=,${WEAK_FERNET}\\n$`),
    );
    expect(await fixed(`APP_KEY=${WEAK_LARAVEL}\n`)).toMatch(
      new RegExp(`^APP_KEY=base64:[\\w+/]{43}=\\nAPP_PREVIOUS_KEYS=${WEAK_LARAVEL}\\n$`),
    );
    const older = `base64:${'B'.repeat(43)}=`;
    expect(await fixed(`APP_KEY="${WEAK_LARAVEL}"\nAPP_PREVIOUS_KEYS="${older}"\n`)).toMatch(
      new RegExp(`^APP_KEY="base64:[\\w+/]{43}="\\nAPP_PREVIOUS_KEYS="${WEAK_LARAVEL},${older}"\\n$`),
    );
    const counted = `hex2bin:${'00'.repeat(32)}`;
    expect(await fixed(`encryption.key = ${counted}\n`)).toMatch(
      new RegExp(`^encryption\\.key = hex2bin:[0-9a-f]{64}\\nencryption\\.previousKeys=${counted}\\n$`),
    );
  });

  it('is left alone where the program knows no successor', async () => {
    expect((await only(`N8N_ENCRYPTION_KEY=${'ab'.repeat(16)}\n`)).fixes).toEqual([]);
    expect((await only('APP_KEY=password123\n')).fixes).toEqual([]);
    expect((await only(`APP_KEY=${WEAK_LARAVEL}\nAPP_PREVIOUS_KEYS=\${OLD_KEYS}\n`)).fixes).toEqual([]);
  });

  it('says what follows, and never the key', async () => {
    const { fixes, message } = await only(`MASTER_KEY=${WEAK_HEX}\n`, true);
    expect(fixes.map(({ title, safety }) => [title, safety])).toEqual([
      [
        'Add NEW_MASTER_KEY: 64 hex characters; MASTER_KEY stays (git tracks this file; re-encrypt the data with both, then let it take the place of MASTER_KEY)',
        'behavior-changing',
      ],
    ]);
    expect(`${message}${fixes.map(({ title }) => title)}`).not.toContain('0123');
  });

  it('is not begun when many findings are fixed at once', async () => {
    expect(fixesFor(await only(`MASTER_KEY=${WEAK_HEX}\n`), 'unsafe')).toEqual([]);
    expect(fixesFor(await only(`APP_KEY=${WEAK_LARAVEL}\n`), 'unsafe')).toHaveLength(1);
  });

  it('is required from outside of a compose file, and does not move as weak as it is', async () => {
    const path = 'docker-compose.yml';
    const text = `services:\n  app:\n    image: example/app:1\n    environment:\n      MASTER_KEY: ${WEAK_HEX}\n`;
    const [finding] = await weak(text, path);
    expect(finding?.fixes.map(({ title }) => title)).toEqual([
      'Require MASTER_KEY from the environment (Compose refuses to start until it is set; with a new value what the old one encrypted cannot be read any more; note the length of this one)',
    ]);
  });
});
