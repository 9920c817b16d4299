import type { Fix } from '../../finding/fix.ts';
import { grantOf, type OriginGrant, replaceItem } from '../../knowledge/env/origins.ts';
import { isOn } from '../../knowledge/env/switch.ts';
import type { RuleContext } from '../../subjects/context.ts';
import { severityAt } from '../../subjects/env/reach.ts';
import { flipFix, inputFix } from '../../subjects/env/repairs.ts';
import type { NamedValue } from '../../subjects/named-value.ts';
import { besides, type Setting } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const PLACEHOLDER = 'https://app.example.com';

export default defineRule({
  id: 'env/permissive-cors',
  subject: 'setting',
  severity: 'medium',
  category: 'access',
  profile: 'essential',
  stages: 'deployed',
  summary: 'Every web site may read the answers of this service (CORS)',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report, context) {
    const { value, written, at, name } = variable;
    if (written === undefined) return;
    const grant = grantOf(variable.key, written);
    if (grant === undefined) return;
    const severity = severityAt(value, context, needsCookies(grant, variable, context) ? 'medium' : 'low');
    if (severity === undefined) return;
    report({ at, severity, message: message(name, grant), fixes: fixes(value, written, grant) });
  },
});

/** `null` is sent by any page with its cookies where the program answers it so; `*` alone gives what anybody can fetch anyway. */
function needsCookies(grant: OriginGrant, variable: Setting, context: RuleContext): boolean {
  if (grant.kind === 'null') return true;
  return besides(variable, context.all('setting')).some(
    ({ key, text }) => /(?:^|_)CREDENTIALS(?:_|$)/.test(key) && isOn(text),
  );
}

function message(name: string, grant: OriginGrant): string {
  if (grant.kind === 'null') return `${name} lets in the origin null, which any page can take; name https origins only`;
  return `${name} lets every web site read this service's answers; name the origins`;
}

function fixes(value: NamedValue, text: string, grant: OriginGrant): readonly Fix[] {
  if (grant.kind === 'switch') return flipFix(value, text, 'false', 'other web sites lose access');
  return inputFix(
    value,
    `Name the origins in ${value.name} (pages of others lose access)`,
    replaceItem(text, grant.item, PLACEHOLDER),
    PLACEHOLDER,
  );
}
