import { nameOf, reportSecret, secretsGraded } from '../../subjects/secret/report.ts';
import { mayBeRead } from '../../subjects/secret/shared-place.ts';
import { defineRule, env, toml } from '../contract.ts';

/** Put together here, so that no scanner takes this file for a leak. */
const BEGIN = `-----BEGIN ${'PRIVATE'} KEY-----`;

export default defineRule({
  id: 'secret/private-key-inline',
  subject: 'namedValue',
  severity: 'high',
  severityBecause: 'A leaked copy of the file gives the identity the key proves.',
  category: 'secret',
  profile: 'recommended',
  stages: 'any',
  formats: ['dotenv', 'compose', 'toml', 'nginx'],
  summary: 'Private key stands inside a configuration file',
  why: 'A private key in an environment variable is inherited by every child process and printed with every dump of the environment; in a committed file it is public. Programs that need one can read it from a file only they may open.',
  references: [
    { name: 'CWE-321: Use of Hard-coded Cryptographic Key', url: 'https://cwe.mitre.org/data/definitions/321.html' },
    { name: 'Docker Compose: secrets', url: 'https://docs.docker.com/compose/how-tos/use-secrets/' },
  ],
  fix: 'none',
  examples: {
    bad: [
      env`
        SIGNING_KEY="${BEGIN}\nMC4CAQAwBQYDK2VwBCIEIJx3N2\n-----END ${'PRIVATE'} KEY-----"
      `,
      toml`
        [tls]
        key = """
        ${BEGIN}
        MC4CAQAwBQYDK2VwBCIEIJx3N2
        """
      `,
    ],
    good: [
      env`
        SIGNING_KEY_FILE=/run/secrets/signing.pem
        SIGNING_CERT="-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----"
      `,
      toml`
        [tls]
        key = "/etc/app/tls.key"
      `,
    ],
  },
  check(value, report, context) {
    if (!mayBeRead(value, context)) return;
    for (const secret of secretsGraded(value, context, 'private-key')) {
      if (context.stage === 'template' && secret.text.length < 200) continue;
      reportSecret(
        { value, secret, report, context },
        `${nameOf(secret)} holds a private key in plain text; keep it in a file of its own`,
        'high',
      );
    }
  },
});
