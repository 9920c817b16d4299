import { bothSet } from '../../knowledge/images/lookup.ts';
import { removeFix } from '../../subjects/env/repairs.ts';
import { besides, inFileOf } from '../../subjects/setting.ts';
import { shownName } from '../../subjects/setting-key.ts';
import { defineRule } from '../contract.ts';

/** What follows, and the advice: an image that stops on both forms, or one that reads the file alone. */
const OUTCOMES = {
  stops: { text: 'the image does not start; keep the file', lower: {} },
  file: { text: 'the file counts, this is ignored; keep one', lower: { severity: 'low' } },
  differs: { text: 'the image stops or ignores one; keep the file', lower: {} },
} as const;

export default defineRule({
  id: 'env/value-and-file',
  subject: 'setting',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'production',
  summary: 'A secret is set both directly and as a file',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report, context) {
    const { value } = variable;
    if (!value.name.endsWith('_FILE') || value.literal === '') return;
    const both = bothSet(value.name, value.image);
    if (both === undefined) return;
    const direct = value.name.slice(0, value.name.endsWith('__FILE') ? -'__FILE'.length : -'_FILE'.length);
    const other = besides(variable, context.all('setting')).find((each) => each.value.name === direct)?.value;
    if (other === undefined || other.literal === '') return;
    report({
      at: inFileOf(other, other.nameSpan),
      message: `${shownName(other.name)} is set beside its file form: ${OUTCOMES[both].text}`,
      ...OUTCOMES[both].lower,
      related: [{ at: inFileOf(value, value.nameSpan), message: 'the same secret as a file' }],
      fixes: () => removeFix(other, 'the file is read instead'),
    });
  },
});
