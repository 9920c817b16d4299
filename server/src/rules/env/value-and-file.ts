import { besides, inFileOf } from '../../subjects/setting.ts';
import { shownName } from '../../subjects/setting-key.ts';
import { defineRule, env, yaml } from '../contract.ts';
import { removeFix } from './settings/repairs.ts';

const FILE =
  /^(?:POSTGRES|MYSQL|MARIADB|MONGO_INITDB|REDIS|RABBITMQ|KEYCLOAK|GF|NEXTCLOUD|WORDPRESS)_(?:\w+_)?(?:PASSWORD|USER|USERNAME|SECRET|KEY|DB|DATABASE)_FILE$/;

export default defineRule({
  id: 'env/value-and-file',
  subject: 'setting',
  severity: 'medium',
  severityBecause: 'no attacker × an outage: the image refuses to start, or the wrong secret counts',
  category: 'correctness',
  profile: 'recommended',
  stages: 'production',
  summary: 'A secret is set both directly and as a file',
  why: 'The entry points of the official database images stop with "both are set (but are exclusive)" when X and X_FILE are given; other programs take one of them silently.',
  references: [
    { name: 'Docker, official images and _FILE variables', url: 'https://hub.docker.com/_/postgres' },
    {
      name: 'docker-library/postgres entry point',
      url: 'https://github.com/docker-library/postgres/blob/master/docker-entrypoint.sh',
    },
  ],
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  examples: {
    bad: [
      env`
        POSTGRES_PASSWORD=\${DB_PASSWORD}
        POSTGRES_PASSWORD_FILE=/run/secrets/db
      `,
      yaml`
        services:
          app:
            image: ghcr.io/acme/app:2.0.1
            environment:
              MYSQL_ROOT_PASSWORD: \${ROOT}
              MYSQL_ROOT_PASSWORD_FILE: /run/secrets/root
      `,
    ],
    good: [
      env`
        POSTGRES_PASSWORD_FILE=/run/secrets/db
      `,
      env`
        POSTGRES_PASSWORD=\${DB_PASSWORD}
        LOG=x
        LOG_FILE=/var/log/x
      `,
    ],
  },
  check(variable, report, context) {
    const { value } = variable;
    if (!FILE.test(variable.key) || value.literal === '') return;
    const direct = value.name.slice(0, -'_FILE'.length);
    const other = besides(variable, context.all('setting')).find((each) => each.value.name === direct)?.value;
    if (other === undefined || other.literal === '') return;
    report({
      at: inFileOf(other, other.nameSpan),
      message: `${shownName(other.name)} is set beside its _FILE form: the image does not start; keep the file`,
      related: [{ at: inFileOf(value, value.nameSpan), message: 'the same secret as a file' }],
      fixes: removeFix(other, 'the file is read instead'),
    });
  },
});
