import { besides, inFileOf, settingOf } from '../../subjects/setting.ts';
import { shownName } from '../../subjects/setting-key.ts';
import { defineRule } from '../contract.ts';

const PART = /^((?:\w+_)?(?:TLS|SSL|HTTPS)_)(CERT|KEY)(_(?:PATH|FILE))$/;

export default defineRule({
  id: 'env/incomplete-tls-pair',
  subject: 'setting',
  severity: 'medium',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'A certificate is named without its key, or the other way round',
  fix: 'none',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report, context) {
    const { value } = variable;
    const setting = settingOf(variable, PART);
    if (setting === undefined || setting.text !== '') return;
    const wanted = setting.key.replace(
      PART,
      (_, before: string, part: string, after: string) => before + (part === 'KEY' ? 'CERT' : 'KEY') + after,
    );
    const other = besides(variable, context.all('setting')).find((each) => each.key === wanted)?.value;
    if (other === undefined || other.literal === undefined || other.literal.trim() === '') return;
    report({
      at: inFileOf(value, value.nameSpan),
      message: `${setting.name} is empty beside ${shownName(other.name)}: no TLS without both; set it`,
      related: [{ at: inFileOf(other, other.nameSpan), message: 'the other half' }],
    });
  },
});
