import { judgeSecrets } from '../../secrets/judge.ts';
import { classifyKey } from '../../secrets/purpose.ts';
import { shapeOf } from '../../secrets/value-shape.ts';
import { inFileOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

/** Prefixes whose variables a bundler copies into what browsers download. */
const PREFIXES = /^(?:NEXT_PUBLIC|NUXT_PUBLIC|EXPO_PUBLIC|VITE|REACT_APP|PUBLIC|GATSBY|VUE_APP|NG_APP|STORYBOOK)_(.+)$/;

/** What may never reach a browser, by its words; tokens and API keys may be made for it. */
const NEVER_PUBLIC =
  /(?:^|_)(?:SECRET|SECRET_KEY|PRIVATE_KEY|PASSWORD|PASSWD|SERVICE_ROLE(?:_KEY)?|ENCRYPTION_KEY|MASTER_KEY|SIGNING_KEY)$/;

export default defineRule({
  id: 'secret/client-exposed',
  subject: 'environmentVariable',
  severity: 'high',
  category: 'secret',
  profile: 'essential',
  stages: 'any',
  formats: ['dotenv', 'compose', 'toml'],
  summary: 'Secret has a name that ships it to browsers',
  fix: 'none',
  check(value, report, context) {
    const rest = PREFIXES.exec(value.name)?.[1];
    if (rest === undefined) return;
    const leaks = judgeSecrets(value, context.workspaceWords).some(({ grade }) => grade.verdict === 'leaked');
    const named = NEVER_PUBLIC.test(rest) && classifyKey(rest).kind === 'secret';
    if (!named && !leaks) return;
    const shape = value.literal === undefined ? 'reference' : shapeOf(value.literal);
    if (shape === 'plain' || shape === 'empty' || shape === 'path') return;
    const name = value.name.length > 44 ? `${value.name.slice(0, 43)}…` : value.name;
    report({
      at: inFileOf(value, value.nameSpan),
      message: `${name} is copied into what every browser downloads; use a name without the public prefix`,
    });
  },
});
