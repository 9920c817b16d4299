import { INEFFECTIVE } from '../../knowledge/env/ineffective.ts';
import { removeFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule, env } from '../contract.ts';

const KEYS = new RegExp(`^(?:${INEFFECTIVE.map(({ key }) => key).join('|')})$`);

export default defineRule({
  id: 'env/setting-without-effect',
  subject: 'setting',
  severity: 'low',
  severityBecause: 'no attacker × a protection somebody believes in is not there',
  category: 'correctness',
  profile: 'recommended',
  stages: 'production',
  summary: 'A setting does nothing',
  why: 'The program ignores this variable, or this value of it. Whoever set it believes in an effect that is not there.',
  references: [
    {
      name: 'Node.js, NODE_TLS_REJECT_UNAUTHORIZED',
      url: 'https://nodejs.org/api/cli.html#node_tls_reject_unauthorizedvalue',
    },
    { name: 'Flask 2.3 changes', url: 'https://flask.palletsprojects.com/en/stable/changes/#version-2-3-0' },
  ],
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  examples: {
    bad: [
      env`
        NODE_TLS_REJECT_UNAUTHORIZED=false
      `,
      env`
        FLASK_ENV=production
      `,
    ],
    good: [
      env`
        NODE_TLS_REJECT_UNAUTHORIZED=1
      `,
      env`
        FLASK_DEBUG=0
      `,
    ],
  },
  check(variable, report) {
    const { value } = variable;
    const setting = settingOf(variable, KEYS);
    const found = setting && INEFFECTIVE.find(({ key, text }) => key === setting.key && text.test(setting.text));
    if (setting === undefined || found === undefined) return;
    report({
      at: setting.at,
      message: `${setting.name} ${found.reason}`,
      fixes: removeFix(value, 'newer versions do not read it'),
    });
  },
});
