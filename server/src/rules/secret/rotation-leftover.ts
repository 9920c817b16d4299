import { classifyKey } from '../../secrets/purpose.ts';
import { shapeOf } from '../../secrets/value-shape.ts';
import { inFileOf } from '../../subjects/setting.ts';
import { defineRule, env } from '../contract.ts';

/** `NEW_X`, `X_NEW`, `OLD_X`, `X_OLD`, `X_PREVIOUS`. */
const LEFTOVER = /^(?:(NEW|NEXT|OLD|PREVIOUS|PREV)_(.+)|(.+)_(NEW|NEXT|OLD|PREVIOUS|PREV))$/;

export default defineRule({
  id: 'secret/rotation-leftover',
  subject: 'environmentVariable',
  severity: 'medium',
  severityBecause:
    'A leaked old secret goes on to work (an easier next step); a new one equal to the old one rotates nothing.',
  category: 'secret',
  profile: 'recommended',
  stages: 'production',
  formats: ['dotenv', 'compose'],
  summary: 'Rotation of a secret was not finished',
  why: 'While the old secret stays configured beside the new one, whoever has it can still use it; when both are equal nothing was rotated at all. Remove the old one once nothing needs it.',
  references: [
    {
      name: 'OWASP Secrets Management Cheat Sheet: rotation',
      url: 'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html',
    },
    { name: 'CWE-324: Use of a Key Past its Expiration Date', url: 'https://cwe.mitre.org/data/definitions/324.html' },
  ],
  fix: 'none',
  examples: {
    bad: [
      env`
        MASTER_KEY=\${CURRENT_KEY}
        NEW_MASTER_KEY=\${NEXT_KEY}
      `,
      env`
        JWT_SECRET=k7Qx2mVb9Tz4Lp0Rk7Hx3mVc8Tz5Lq1S
        JWT_SECRET_OLD=p3Wd8nZc5Yf1Gh6Jt4Bk2Lr9Mv7Qx0Ts
      `,
    ],
    good: [
      env`
        MASTER_KEY=\${CURRENT_KEY}
        NEW_MASTER_KEY=
      `,
      env`
        NEW_RELIC_LICENSE_KEY=\${RELIC}
        OLD_PASSWORD_MAX_AGE=30d
      `,
    ],
  },
  check(value, report, context) {
    const match = LEFTOVER.exec(value.name);
    const base = match?.[2] ?? match?.[3];
    if (base === undefined || classifyKey(base).kind !== 'secret') return;
    const shape = value.literal === undefined ? 'reference' : shapeOf(value.literal);
    if (shape === 'empty' || shape === 'plain') return;
    const current = context
      .all('environmentVariable')
      .find((other) => other.name === base && other.owner === value.owner);
    if (current === undefined || current.source === '') return;
    const shown = value.name.length > 36 ? `${value.name.slice(0, 35)}…` : value.name;
    const equal = current.source === value.source;
    report({
      at: inFileOf(value, value.nameSpan),
      severity: equal ? 'medium' : 'low',
      message: equal
        ? `${shown} equals the secret it should replace: nothing is rotated; generate a new one`
        : `${shown} stands beside the secret in use: the rotation is not finished; remove the old one`,
      related: [{ at: inFileOf(current, current.nameSpan), message: 'the secret in use' }],
    });
  },
});
