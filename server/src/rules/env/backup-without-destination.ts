import { isOn } from '../../knowledge/env/switch.ts';
import { besides, inFileOf, type Setting, settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const BUCKET = /(?:^|_)(?:BACKUPS?_(?:S3_|GCS_|B2_|AZURE_|OBS_)?BUCKET(?:_NAME)?|S3_BACKUPS?_BUCKET)$/;
/** What says that backups are made: then an empty destination is no choice. */
const ENABLED = /(?:^|_)(?:BACKUPS?_(?:S3_)?ENABLED?|ENABLE_BACKUPS?|S3_BACKUPS?_ENABLED?)$/;
const SCHEDULE = /(?:^|_)BACKUPS?_(?:SCHEDULE|CRON|INTERVAL(?:_\w+)?)$/;
/** Another place they may go to. */
const ELSEWHERE =
  /(?:^|_)BACKUPS?_(?:\w+_)?(?:PATH|DIR|DIRECTORY|DESTINATION|TARGET|HOST|URL|REPOSITORY|REPO|REMOTE|STORAGE|VOLUME|PROVIDER|DRIVER|CONTAINER|ENDPOINT)$/;
const PLACEHOLDER =
  /^(?:s3:\/\/)?(?:(?:your|my|the|some|example|sample)[-_.](?:[A-Za-z0-9]+[-_.])*bucket(?:[-_]name)?|bucket(?:[-_]name|[-_]?here)?|<[^<>]*>|change[-_ ]?me|xxx+|todo|placeholder)\/?$/i;

export default defineRule({
  id: 'env/backup-without-destination',
  subject: 'setting',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'production',
  summary: 'Backups have nowhere to go',
  fix: 'none',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report, context) {
    const setting = settingOf(variable, BUCKET);
    if (setting === undefined) return;
    if (PLACEHOLDER.test(setting.text)) {
      report({
        at: setting.at,
        message: `${setting.name} is a placeholder: backups fail or go to somebody else’s bucket; name your own`,
      });
      return;
    }
    const others = setting.text === '' ? besides(variable, context.all('setting')) : [];
    const told = others.find(makesBackups);
    if (told === undefined || others.some(({ key, written }) => written !== '' && ELSEWHERE.test(key))) return;
    report({
      at: inFileOf(setting.value, setting.value.nameSpan),
      message: `${setting.name} is empty though backups are on: none leaves the server; name a bucket`,
      related: [{ at: inFileOf(told.value, told.value.nameSpan), message: 'what asks for backups' }],
    });
  },
});

function makesBackups({ key, text }: Setting): boolean {
  return ENABLED.test(key) ? isOn(text) : SCHEDULE.test(key) && text !== '';
}
