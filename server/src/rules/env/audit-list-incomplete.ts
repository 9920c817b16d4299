import { listItems, replaceItem } from '../../knowledge/env/origins.ts';
import { setFix } from '../../subjects/env/repairs.ts';
import { besides, inFileOf, settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const LIST = /(?:^|_)AUDIT_(?:DML_)?(ALLOW|DENY)LIST$/;

export default defineRule({
  id: 'env/audit-list-incomplete',
  subject: 'setting',
  severity: 'medium',
  category: 'observability',
  profile: 'recommended',
  stages: 'production',
  summary: 'The list of audited tables is empty or names no schema',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report, context) {
    const { value } = variable;
    const setting = settingOf(variable, LIST);
    if (setting === undefined) return;
    if (setting.text === '') {
      const kind = LIST.exec(setting.key)?.[1]?.toLowerCase() ?? '';
      const mode = besides(variable, context.all('setting')).find((each) => /_AUDIT_(?:DML_)?MODE$/.test(each.key));
      if (kind !== 'allow' || mode?.value.literal?.trim().toLowerCase() !== 'allowlist') return;
      report({
        at: inFileOf(value, value.nameSpan),
        message: `${setting.name} is empty in allowlist mode: nothing is audited; list the tables`,
      });
      return;
    }
    const bare = listItems(setting.text).find((item) => !item.includes('.') && item !== '*');
    if (bare === undefined) return;
    report({
      at: setting.at,
      message: `${setting.name} names a table without its schema, which matches nothing; write schema.table`,
      fixes: () =>
        setFix(value, replaceItem(setting.text, bare, `public.${bare}`), 'the table is audited from then on'),
    });
  },
});
