import { classifyKey } from '../../secrets/purpose.ts';
import { shapeOf } from '../../secrets/value-shape.ts';
import { inFileOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

/** `NEW_X`, `X_NEW`, `OLD_X`, `X_OLD`, `X_PREVIOUS`. */
const LEFTOVER = /^(?:(NEW|NEXT|OLD|PREVIOUS|PREV)_(.+)|(.+)_(NEW|NEXT|OLD|PREVIOUS|PREV))$/;

export default defineRule({
  id: 'secret/rotation-leftover',
  subject: 'environmentVariable',
  severity: 'medium',
  category: 'secret',
  profile: 'recommended',
  stages: 'production',
  formats: ['dotenv', 'compose'],
  summary: 'Rotation of a secret was not finished',
  fix: 'none',
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
