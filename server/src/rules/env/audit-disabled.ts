import { turnsOff } from '../../knowledge/env/switch-name.ts';
import { flipFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const SWITCH =
  /(?:^|_)AUDIT(?:_LOGS?|_LOGGING|_TRAIL|_EVENTS)?(?:_ENABLED?|_DISABLED?|(?:_DML)?_MODE)$|(?:^|_)(?:ENABLE|DISABLE|SKIP|NO)_AUDIT(?:_LOGS?|_LOGGING)?$/;
const MODE = /_MODE$/;
const PATH = /(?:^|_)AUDIT(?:_LOGS?)?_(?:PATH|FILE|DIR)$/;

export default defineRule({
  id: 'env/audit-disabled',
  subject: 'setting',
  severity: 'medium',
  category: 'observability',
  profile: 'recommended',
  stages: 'production',
  summary: 'The audit log is switched off or goes nowhere',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report) {
    const { value } = variable;
    const path = settingOf(variable, PATH);
    if (path !== undefined) {
      const lost = lostPath(path.text);
      if (lost !== undefined)
        report({ at: path.at, message: `${path.name} ${lost}; name a path on a volume that is kept` });
      return;
    }
    const setting = settingOf(variable, SWITCH);
    if (setting === undefined || !turnsOff(setting.key, setting.text)) return;
    const fixes = MODE.test(setting.key) ? [] : flipFix(value, setting.text, 'true', 'the audit log grows');
    report({
      at: setting.at,
      message: `${setting.name}: nobody can tell later who did what; switch the audit log on`,
      fixes,
    });
  },
});

/** Why a path does not keep its file; `undefined` for one that may. */
function lostPath(path: string): string | undefined {
  if (/^(?:\/tmp|\/var\/tmp|\/dev\/shm)(?:\/|$)/.test(path)) return 'is emptied at every restart';
  if (path === '/dev/null') return 'throws the audit log away';
  return undefined;
}
