import { removeFix } from '../../subjects/env/repairs.ts';
import { defineRule, env, yaml } from '../contract.ts';

export default defineRule({
  id: 'env/dummy-secret-key',
  subject: 'setting',
  severity: 'medium',
  severityBecause: 'no attacker × an outage: sessions and encrypted cookies are lost at every start',
  category: 'correctness',
  profile: 'recommended',
  stages: 'production',
  summary: 'Rails runs with a secret that is made up at the start',
  why: 'SECRET_KEY_BASE_DUMMY is for building assets without the secrets. Set when the program runs, with any value at all, Rails makes up a secret and keeps it in a temporary file: everybody is signed out with each new container, and two containers do not accept each other’s sessions.',
  references: [
    {
      name: 'Rails API, Rails::Application#secret_key_base',
      url: 'https://api.rubyonrails.org/classes/Rails/Application.html#method-i-secret_key_base',
    },
  ],
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  examples: {
    bad: [
      env`
        SECRET_KEY_BASE_DUMMY=1
      `,
    ],
    good: [
      env`
        SECRET_KEY_BASE=\${SECRET_KEY_BASE_FROM_VAULT}
      `,
      yaml`
        services:
          web:
            build:
              context: .
              args:
                SECRET_KEY_BASE_DUMMY: "1"
      `,
    ],
  },
  check(variable, report) {
    const { key, text, at, name, value } = variable;
    if (key !== 'SECRET_KEY_BASE_DUMMY' || text === '') return;
    report({
      at,
      message: `${name} makes up a new secret at every start and ends all sessions; keep it to the build of the image`,
      fixes: removeFix(value, 'Rails asks for SECRET_KEY_BASE or the credentials file'),
    });
  },
});
