import { severityAt } from '../../subjects/env/reach.ts';
import { defineRule } from '../contract.ts';

/** What in a program's options opens a port, and the words for it. */
const OPEN: readonly (readonly [RegExp, string])[] = [
  [/jdwp=\S*address=(?:\*|0\.0\.0\.0|\[?::\]?):\d/, 'a Java debugger'],
  [/(?:^|\s)--inspect(?:-brk)?=(?:0\.0\.0\.0|\[?::\]?)(?::|\s|$)/, 'the Node inspector'],
  [/-Dcom\.sun\.management\.jmxremote\.authenticate=false/, 'JMX'],
];

/** Settings of their own that do the same. Xdebug connects to whoever its request names. */
const KEYED: readonly (readonly [string, RegExp, string])[] = [
  ['XDEBUG_MODE', /(?:^|,)\s*debug\s*(?:,|$)/, 'the PHP debugger'],
  ['SPRING_DEVTOOLS_REMOTE_SECRET', /./, 'remote devtools'],
];

export default defineRule({
  id: 'env/remote-debugger',
  subject: 'setting',
  severity: 'high',
  category: 'exposure',
  profile: 'essential',
  stages: 'production',
  summary: 'A debugger or management port without a password is open',
  fix: 'none',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report, context) {
    const { written, at, name, key, text } = variable;
    const keyed = KEYED.find(([wanted, bad]) => wanted === key && bad.test(text));
    // One look before three: a debugger needs a dash and an `=`.
    if (written === undefined || !(keyed !== undefined || written.includes('='))) return;
    const what = keyed?.[2] ?? OPEN.find(([pattern]) => pattern.test(written))?.[1];
    if (what === undefined) return;
    // the PHP debugger is off until a request asks for it, and common in the `.env` of a developer
    const severity = severityAt(variable.value, context, key === 'XDEBUG_MODE' ? 'medium' : 'high');
    if (severity === undefined) return;
    report({
      at,
      severity,
      message: `${name} opens ${what} that runs any code sent to it; remove it`,
    });
  },
});
