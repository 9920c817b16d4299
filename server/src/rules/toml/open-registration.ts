import { checkProblem } from '../../subjects/toml/check-problem.ts';
import { defineRule, named, toml } from '../contract.ts';

export default defineRule({
  id: 'toml/open-registration',
  subject: 'document',
  severity: 'high',
  severityBecause: 'network reach × an identity in the service',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'Anybody may create an account',
  why: 'Open registration on a private service lets strangers in as users, and on chat and sync servers makes it a source of abuse that gets it blocked by others. Invitations or a registration token keep it closed.',
  references: [
    {
      name: 'OWASP ASVS: authentication',
      url: 'https://owasp.org/www-project-application-security-verification-standard/',
    },
  ],
  fix: 'behavior-changing',
  formats: ['toml'],
  examples: {
    bad: [
      named(
        'conduwuit.toml',
        toml`
        [global]
        server_name = "chat.example.com"
        database_path = "/var/lib/conduwuit"
        allow_registration = true
      `,
      ),
    ],
    good: [
      named(
        'conduwuit.toml',
        toml`
        [global]
        server_name = "chat.example.com"
        database_path = "/var/lib/conduwuit"
        allow_registration = true
        registration_token_file = "/run/secrets/registration"
      `,
      ),
      named(
        'config.toml',
        toml`
        [site]
        allow_registration = true
      `,
      ),
    ],
  },
  check: checkProblem('open-registration'),
});
