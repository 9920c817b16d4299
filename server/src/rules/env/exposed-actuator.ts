import type { Severity } from '../../finding/severity.ts';
import { severityAt } from '../../subjects/env/reach.ts';
import { setFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const ACTUATOR = /^MANAGEMENT_ENDPOINTS?_/;
const CHECKS: readonly {
  readonly key: RegExp;
  readonly bad: RegExp;
  readonly safe: string;
  readonly risk: string;
  readonly severity: Severity;
}[] = [
  {
    key: /_WEB_EXPOSURE_INCLUDE$/,
    bad: /(?:^|[,\s])\*(?:$|[,\s])/,
    safe: 'health',
    risk: 'opens every endpoint, memory dump included',
    severity: 'high',
  },
  {
    key: /_(?:ENV|CONFIGPROPS)_SHOW_VALUES$/,
    bad: /^always$/i,
    safe: 'when-authorized',
    risk: 'shows settings to every caller',
    severity: 'high',
  },
  {
    key: /_SHUTDOWN_ENABLED$/,
    bad: /^(?:true|on|yes|1)$/i,
    safe: 'false',
    risk: 'lets callers stop the program',
    severity: 'medium',
  },
  {
    key: /_SHUTDOWN_ACCESS$/,
    bad: /^unrestricted$/i,
    safe: 'none',
    risk: 'lets callers stop the program',
    severity: 'medium',
  },
  {
    key: /_HEAPDUMP_ACCESS$/,
    bad: /^(?:unrestricted|read-?only)$/i,
    safe: 'none',
    risk: 'hands out the memory',
    severity: 'high',
  },
  {
    key: /_HEALTH_SHOW_DETAILS$/,
    bad: /^always$/i,
    safe: 'when-authorized',
    risk: 'tells every caller what the service is made of',
    severity: 'low',
  },
];

export default defineRule({
  id: 'env/exposed-actuator',
  subject: 'setting',
  severity: 'high',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'Spring Boot management endpoints are open or show secrets',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report, context) {
    const { value } = variable;
    const setting = settingOf(variable, ACTUATOR);
    if (setting === undefined) return;
    const found = CHECKS.find(({ key, bad }) => key.test(setting.key) && bad.test(setting.text));
    if (found === undefined) return;
    const severity = severityAt(value, context, found.severity);
    if (severity === undefined) return;
    report({
      at: setting.at,
      severity,
      message: `${setting.name} ${found.risk}; set it to ${found.safe}`,
      fixes: () => setFix(value, found.safe, 'other endpoints or details are gone'),
    });
  },
});
