import { parseDuration, showDuration, unitOfKey } from '../../knowledge/env/duration.ts';
import { setFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

/** Zero means "for ever" to most programs: nothing is said about it. */
const RETENTION =
  /(?:^|_)(AUDIT|ACCESS|ERROR|DEBUG|BACKUP)(?:_LOGS?)?_(?:RETENTION|KEEP|MAX_AGE)(?:_(?:DAYS|HOURS|WEEKS|MONTHS))?$/;

export default defineRule({
  id: 'env/short-retention',
  subject: 'setting',
  severity: 'low',
  category: 'observability',
  profile: 'recommended',
  stages: 'production',
  summary: 'Logs or backups are kept too short',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  thresholds: {
    auditDays: { default: 365, description: 'days an audit log is kept at least' },
    accessDays: { default: 90, description: 'days an access log is kept at least' },
    errorDays: { default: 30, description: 'days an error log is kept at least' },
    debugDays: { default: 7, description: 'days a debug log is kept at most' },
    backupDays: { default: 30, description: 'days backups are kept at least' },
  },
  check(variable, report, context) {
    const { value } = variable;
    const setting = settingOf(variable, RETENTION);
    const kind = setting && RETENTION.exec(setting.key)?.[1]?.toLowerCase();
    if (setting === undefined || kind === undefined) return;
    const seconds = parseDuration(setting.text, unitOfKey(setting.key) ?? 'd');
    if (seconds === undefined || seconds === 0 || seconds === Number.POSITIVE_INFINITY) return;
    const days = seconds / 86_400;
    const limit = context.threshold(`${kind}Days`);
    if (kind === 'debug' ? days <= limit : days >= limit) return;
    const wish = kind === 'debug' ? `at most ${limit}` : `at least ${limit}`;
    report({
      at: setting.at,
      message: `${setting.name}: ${kind === 'backup' ? 'backups are' : `the ${kind} log is`} kept ${showDuration(seconds)}; keep ${wish} days`,
      fixes:
        /^\d+$/.test(setting.text) && unitOfKey(setting.key) === 'd'
          ? setFix(value, String(limit), 'it takes more space, or what is older goes')
          : [],
    });
  },
});
