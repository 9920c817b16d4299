import { type JudgedSecret, judgeSecrets } from '../../secrets/judge.ts';
import type { Purpose } from '../../secrets/purpose.ts';
import type { RuleContext } from '../../subjects/context.ts';
import { nameOf, nounOf, reportSecret } from '../../subjects/secret/report.ts';
import { defineRule, env, toml, yaml } from '../contract.ts';

export default defineRule({
  id: 'secret/short',
  subject: 'namedValue',
  severity: 'high',
  severityBecause:
    'A signing key below its length is found offline from one token (high); a short password needs many tries over the network (medium).',
  category: 'secret',
  profile: 'recommended',
  stages: 'production',
  formats: ['dotenv', 'compose', 'toml', 'nginx'],
  summary: 'Secret is shorter than its purpose asks for',
  why: 'A random value is only as good as its length. HS256 asks for a key of 32 bytes (RFC 7518), Django for 50 characters, Phoenix and Rails for 64; a password below 12 characters falls to a graphics card once its hash leaks.',
  references: [
    { name: 'RFC 7518 section 3.2, HMAC key size', url: 'https://www.rfc-editor.org/rfc/rfc7518#section-3.2' },
    { name: 'Django system check security.W009', url: 'https://docs.djangoproject.com/en/5.2/ref/checks/#security' },
    {
      name: 'OWASP Authentication Cheat Sheet',
      url: 'https://cheatsheetseries.owasp.org/cheatsheets/Authentication_Cheat_Sheet.html',
    },
  ],
  fix: 'behavior-changing',
  thresholds: {
    'signing-key': { default: 32, description: 'characters of a key that signs tokens or sessions' },
    'app-secret': { default: 32, description: "characters of an application's own secret" },
    password: { default: 12, description: 'characters of a password' },
  },
  examples: {
    bad: [
      env`
        JWT_SECRET=k7Qx2mVb9Tz4Lp0R
      `,
      yaml`
        services:
          app:
            image: example/app:1
            environment:
              SECRET_KEY: v9Xq2Lm7Rk4Tz8Bn1Wc5
      `,
      toml`
        [database]
        password = "x9Kq2Lm7Z"
      `,
    ],
    good: [
      env`
        JWT_SECRET=k7Qx2mVb9Tz4Lp0Rk7Hx3mVc8Tz5Lq1S
        DB_PASSWORD=x9Kq2Lm7ZpRt
      `,
      toml`
        [database]
        password = "x9Kq2Lm7ZpRt"
        password_min_length = "8"
      `,
    ],
  },
  check(value, report, context) {
    for (const secret of judgeSecrets(value, context.workspaceWords)) {
      const minimum = minimumFor(secret, context);
      if (minimum === undefined || secret.text.length >= minimum) continue;
      const message = `${nameOf(secret)} has ${secret.text.length} characters, a ${nounOf(secret)} needs ${minimum}; generate a longer one`;
      reportSecret({ value, secret, report, context }, message, signs(secret.purpose) ? 'high' : 'medium');
    }
  },
});

/** The length asked for: the thresholds where there is one for the purpose, else what the purpose itself asks. */
function minimumFor(secret: JudgedSecret, context: RuleContext): number | undefined {
  const { grade, purpose } = secret;
  if (grade.verdict !== 'short' && grade.verdict !== 'strong') return undefined;
  if (purpose === 'signing-key' || purpose === 'app-secret' || purpose === 'password')
    return context.threshold(purpose);
  return grade.verdict === 'short' ? grade.minimum : undefined;
}

function signs(purpose: Purpose): boolean {
  return purpose !== 'password' && purpose !== 'token' && purpose !== 'api-key' && purpose !== 'salt';
}
