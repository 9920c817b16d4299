import { nameOf, reportSecret, secretsGraded } from '../../subjects/secret/report.ts';
import { defineRule, yaml } from '../contract.ts';

export default defineRule({
  id: 'secret/in-command',
  subject: 'namedValue',
  severity: 'high',
  severityBecause: 'A leaked copy of the file, or a look at the process list, gives one service.',
  category: 'secret',
  profile: 'recommended',
  stages: 'production',
  formats: ['compose'],
  summary: 'Secret is written on a command line',
  why: 'Arguments of a process are shown by ps to everybody on the host, by docker inspect, and by monitoring agents, besides being committed with the file. A variable or a configuration file keeps the secret out of all of them.',
  references: [
    {
      name: 'CWE-214: Invocation of Process Using Visible Sensitive Information',
      url: 'https://cwe.mitre.org/data/definitions/214.html',
    },
    { name: 'Docker Compose: secrets', url: 'https://docs.docker.com/compose/how-tos/use-secrets/' },
  ],
  fix: 'none',
  examples: {
    bad: [
      yaml`
        services:
          cache:
            image: redis:8
            command: redis-server --requirepass Vq7Lx2Kd9Rt4Zw8N
      `,
    ],
    good: [
      yaml`
        services:
          cache:
            image: redis:8
            command: redis-server --requirepass \${REDIS_PASSWORD:?set it}
      `,
      yaml`
        services:
          cache:
            image: redis:8
            command: redis-server /etc/redis.conf
      `,
    ],
  },
  check(value, report, context) {
    if (value.place !== 'compose-command') return;
    for (const secret of secretsGraded(value, context, 'strong')) {
      if (secret.part === 'url-password') continue;
      const message = `${nameOf(secret)} is a secret on a command line, visible in ps and docker inspect; pass it by file or variable`;
      reportSecret({ value, secret, report, context }, message, 'high');
    }
  },
});
