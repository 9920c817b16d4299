import { fix } from '../../finding/fix.ts';
import { editsIn, inFileOf } from '../../subjects/setting.ts';
import { defineRule, env, toml } from '../contract.ts';

export default defineRule({
  id: 'url/unescaped-password',
  subject: 'url',
  severity: 'medium',
  severityBecause:
    'Needs nothing and is an outage: the connection goes to another host or fails, and the error prints the password.',
  category: 'correctness',
  profile: 'recommended',
  stages: 'production',
  formats: ['dotenv', 'compose', 'toml'],
  summary: 'Password in a URL holds a character that ends it',
  why: 'In a URL the characters / ? # @ mean something; a password that holds one must write it percent-encoded. Otherwise the parser takes the rest of the password for a path or a host, tries to connect there, and names both in its error message.',
  references: [
    { name: 'RFC 3986 section 2.1, percent-encoding', url: 'https://www.rfc-editor.org/rfc/rfc3986#section-2.1' },
    {
      name: 'PostgreSQL: connection URIs',
      url: 'https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS',
    },
  ],
  fix: 'behavior-changing',
  examples: {
    bad: [
      env`
        DATABASE_URL="postgres://app:Vq7L/2Kd9Rt4@db.example.net/app?sslmode=require"
      `,
      toml`
        [broker]
        url = "amqps://app:Vq7L@2Kd9Rt4@mq.example.net/app"
      `,
    ],
    good: [
      env`
        DATABASE_URL=postgres://app:Vq7L%2F2Kd9Rt4@db.example.net/app?sslmode=require
      `,
      env`
        SITE_URL=https://example.net:8443/@team
        REPLICA_URL=postgres://app:\${PASSWORD}@db.example.net/app
      `,
    ],
  },
  check(url, report) {
    const { password, value } = url;
    if (url.syntax !== 'url' || password === undefined || /[${]/.test(password.text)) return;
    const found = /[/?#@]/.exec(password.text)?.[0];
    if (found === undefined) return;
    const encoded = password.text.replace(/[/?#@]/g, encodeURIComponent);
    const edits = value.replacePart(password.span, encoded);
    const shown = value.name.length > 36 ? `${value.name.slice(0, 35)}…` : value.name;
    report({
      at: inFileOf(value, password.span),
      message: `Password in ${shown} holds a bare '${found}', where its URL ends; write ${encodeURIComponent(found)}`,
      fixes:
        edits === undefined
          ? []
          : [
              fix(
                `Percent-encode the password in ${value.name} (the connection reaches its host)`,
                'behavior-changing',
                editsIn(value, edits),
              ),
            ],
    });
  },
});
