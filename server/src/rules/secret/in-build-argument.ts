import { classifyKey } from '../../secrets/purpose.ts';
import { shapeOf } from '../../secrets/value-shape.ts';
import { inFileOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'secret/in-build-argument',
  subject: 'namedValue',
  severity: 'high',
  category: 'secret',
  profile: 'recommended',
  stages: 'running',
  formats: ['compose'],
  summary: 'Secret is passed as a build argument',
  fix: 'none',
  check(value, report) {
    if (value.place !== 'compose-build-arg' || classifyKey(value.name, value.path).kind !== 'secret') return;
    const shape = value.literal === undefined ? 'reference' : shapeOf(value.literal);
    if (shape === 'plain' || shape === 'path' || shape === 'empty') return;
    const name = value.name.length > 40 ? `${value.name.slice(0, 39)}…` : value.name;
    report({
      at: inFileOf(value, value.nameSpan),
      message: `${name} as a build argument stays in the image's history; use a build secret instead`,
    });
  },
});
