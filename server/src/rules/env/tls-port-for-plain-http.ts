import { setFix } from '../../subjects/env/repairs.ts';
import { besides, inFileOf, settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const TLS_PORT = /^((?:\w+_)?)(?:HTTPS|SSL|TLS)_PORT$/;
/** Not `REDIS_TLS_PORT`, `SMTP_SSL_PORT`: other protocols have ports of their own. */
const OTHER_PROTOCOL = /(?:REDIS|SMTP|MAIL|IMAP|POP3|LDAP|MQTT|AMQP|RABBITMQ|KAFKA|POSTGRES|PG|MYSQL|DB|DATABASE)_/;
/** The ports browsers and proxies take for plain HTTP. */
const PLAIN = /^(?:80|8080)$/;

export default defineRule({
  id: 'env/tls-port-for-plain-http',
  subject: 'setting',
  severity: 'medium',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'The port for HTTPS is the one for plain HTTP',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report, context) {
    const setting = settingOf(variable, TLS_PORT);
    if (setting === undefined || OTHER_PROTOCOL.test(setting.key)) return;
    const prefix = TLS_PORT.exec(setting.key)?.[1] ?? '';
    const http = besides(variable, context.all('setting')).find(({ key }) => key === `${prefix}HTTP_PORT`);
    const isSame =
      http !== undefined && http.text === setting.text && /^\d{1,5}$/.test(setting.text) && setting.text !== '0';
    if (!isSame && !PLAIN.test(setting.text)) return;
    const safe = setting.text.length > 2 ? '8443' : '443';
    report({
      at: setting.at,
      message: `${setting.name} is ${setting.text}, the port of plain HTTP: HTTPS does not come up there; use ${safe}`,
      related: isSame
        ? [{ at: inFileOf(http.value, http.value.nameSpan), message: 'the same port for plain HTTP' }]
        : [],
      fixes: () => setFix(setting.value, safe, 'clients must use the new port'),
    });
  },
});
