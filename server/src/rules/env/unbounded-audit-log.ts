import { setFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const SIZE = /(?:^|_)AUDIT(?:_LOG)?_MAX_(?:FILE_)?SIZE$/;
const RATE = /(?:^|_)(?:AUDIT_)?EXPORT_RATE_LIMIT_RPS$/;

export default defineRule({
  id: 'env/unbounded-audit-log',
  subject: 'setting',
  severity: 'low',
  category: 'limits',
  profile: 'recommended',
  stages: 'production',
  summary: 'The audit log or its export has no limit',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  thresholds: {
    fileBytes: { default: 52428800, description: 'size at which an audit file is rotated, in bytes' },
    exportsPerSecond: { default: 50, description: 'most exported audit events a second' },
  },
  check(variable, report, context) {
    const { value } = variable;
    const size = settingOf(variable, SIZE);
    if (size !== undefined && /^0+$/.test(size.text)) {
      const most = context.threshold('fileBytes');
      const message = `${size.name}: the audit log is never rotated and fills the disk; set ${most}`;
      report({ at: size.at, message, fixes: setFix(value, String(most), 'older audit files are rotated') });
    }
    const rate = settingOf(variable, RATE);
    if (rate === undefined || !/^\d{1,9}$/.test(rate.text)) return;
    const limit = context.threshold('exportsPerSecond');
    if (Number(rate.text) > 0 && Number(rate.text) <= limit) return;
    const message = `${rate.name} lets the export flood its receiver; set at most ${limit} a second`;
    report({ at: rate.at, message, fixes: setFix(value, String(limit), 'bursts are exported later') });
  },
});
