import { bothSet } from '../../knowledge/images/lookup.ts';
import { removeFix } from '../../subjects/env/repairs.ts';
import { besides, inFileOf } from '../../subjects/setting.ts';
import { shownName } from '../../subjects/setting-key.ts';
import { defineRule, env, yaml } from '../contract.ts';

/** What follows, and the advice: an image that stops on both forms, or one that reads the file alone. */
const OUTCOMES = {
  stops: { text: 'the image does not start; keep the file', lower: {} },
  file: { text: 'the file counts, this is ignored; keep one', lower: { severity: 'low' } },
  differs: { text: 'the image stops or ignores one; keep the file', lower: {} },
} as const;

export default defineRule({
  id: 'env/value-and-file',
  subject: 'setting',
  severity: 'medium',
  severityBecause: 'no attacker × an outage: the image refuses to start, or the wrong secret counts',
  category: 'correctness',
  profile: 'recommended',
  stages: 'production',
  summary: 'A secret is set both directly and as a file',
  why: 'The entry points of the official database images, of Grafana, Kong, Nextcloud and Vaultwarden stop when X and its file form are given; WordPress, Odoo, ClickHouse and the images of Bitnami read the file and ignore the other silently.',
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
    if (!value.name.endsWith('_FILE') || value.literal === '') return;
    const both = bothSet(value.name, value.image);
    if (both === undefined) return;
    const direct = value.name.slice(0, value.name.endsWith('__FILE') ? -'__FILE'.length : -'_FILE'.length);
    const other = besides(variable, context.all('setting')).find((each) => each.value.name === direct)?.value;
    if (other === undefined || other.literal === '') return;
    report({
      at: inFileOf(other, other.nameSpan),
      message: `${shownName(other.name)} is set beside its file form: ${OUTCOMES[both].text}`,
      ...OUTCOMES[both].lower,
      related: [{ at: inFileOf(value, value.nameSpan), message: 'the same secret as a file' }],
      fixes: removeFix(other, 'the file is read instead'),
    });
  },
});
