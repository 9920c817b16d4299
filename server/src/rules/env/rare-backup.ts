import { cronPace } from '../../knowledge/env/cron.ts';
import { parseDuration, showDuration, unitOfKey } from '../../knowledge/env/duration.ts';
import { type Setting, settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

/** `BACKUP_FULL_SCHEDULE` is not among them: full backups may be rare beside daily increments. */
const SCHEDULE = /(?:^|_)BACKUPS?_(?:CRON_?)?(?:SCHEDULE|CRON|CRON_EXPRESSION|FREQUENCY)$/;
const INTERVAL =
  /(?:^|_)BACKUPS?_(?:INTERVAL|EVERY|PERIOD)(?:_(?:SECS?|SECONDS?|MINS?|MINUTES?|HOURS?|DAYS?|WEEKS?))?$/;
const RARE_WORD = /^(?:weekly|bi-?weekly|fortnightly|monthly|quarterly|yearly|annually)$/i;

export default defineRule({
  id: 'env/rare-backup',
  subject: 'setting',
  severity: 'low',
  category: 'correctness',
  profile: 'recommended',
  stages: 'production',
  summary: 'Backups are made less than once a day',
  fix: 'none',
  formats: ['dotenv', 'compose', 'toml'],
  thresholds: { hours: { default: 24, description: 'hours between two backups at most, where an interval is set' } },
  check(variable, report, context) {
    const schedule = settingOf(variable, SCHEDULE);
    const setting = schedule ?? settingOf(variable, INTERVAL);
    if (setting === undefined || setting.text === '') return;
    const pace = schedule === undefined ? undefined : paceOf(schedule);
    const seconds = parseDuration(setting.text, unitOfKey(setting.key));
    const isLong = seconds !== undefined && seconds > context.threshold('hours') * 3600 && Number.isFinite(seconds);
    if (pace !== 'rarer' && !isLong) return;
    const often = isLong ? `every ${showDuration(seconds)}` : 'less than once a day';
    report({
      at: setting.at,
      message: `${setting.name}: backups run ${often}, what came since is lost; run them daily`,
    });
  },
});

function paceOf({ text }: Setting): 'daily' | 'rarer' | undefined {
  return RARE_WORD.test(text) ? 'rarer' : cronPace(text);
}
