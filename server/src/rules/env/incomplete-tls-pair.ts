import { besides, inFileOf, settingOf } from '../../subjects/setting.ts';
import { shownName } from '../../subjects/setting-key.ts';
import { defineRule, env } from '../contract.ts';

const PART = /^((?:\w+_)?(?:TLS|SSL|HTTPS)_)(CERT|KEY)(_(?:PATH|FILE))$/;

export default defineRule({
  id: 'env/incomplete-tls-pair',
  subject: 'setting',
  severity: 'medium',
  severityBecause: 'no attacker × an outage, or a server that falls back to plain HTTP',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'A certificate is named without its key, or the other way round',
  why: 'A server needs both to speak TLS. With one missing it stops at the start or, worse, listens without TLS.',
  references: [
    {
      name: 'OWASP Transport Layer Security Cheat Sheet',
      url: 'https://cheatsheetseries.owasp.org/cheatsheets/Transport_Layer_Security_Cheat_Sheet.html',
    },
  ],
  fix: 'none',
  formats: ['dotenv', 'compose', 'toml'],
  examples: {
    bad: [
      env`
        TLS_CERT_PATH=/etc/tls/server.crt
        TLS_KEY_PATH=
      `,
    ],
    good: [
      env`
        TLS_CERT_PATH=/etc/tls/server.crt
        TLS_KEY_PATH=/etc/tls/server.key
      `,
      env`
        TLS_CERT_PATH=/etc/tls/server.crt
        TLS_KEY_PATH=\${KEY_PATH}
      `,
    ],
  },
  check(variable, report, context) {
    const { value } = variable;
    const setting = settingOf(variable, PART);
    if (setting === undefined || setting.text !== '') return;
    const wanted = setting.key.replace(
      PART,
      (_, before: string, part: string, after: string) => before + (part === 'KEY' ? 'CERT' : 'KEY') + after,
    );
    const other = besides(variable, context.all('setting')).find((each) => each.key === wanted)?.value;
    if (other === undefined || other.literal === undefined || other.literal.trim() === '') return;
    report({
      at: inFileOf(value, value.nameSpan),
      message: `${setting.name} is empty beside ${shownName(other.name)}: no TLS without both; set it`,
      related: [{ at: inFileOf(other, other.nameSpan), message: 'the other half' }],
    });
  },
});
