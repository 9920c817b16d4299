import { fixIf } from '../../finding/fix.ts';
import { isKind } from '../../knowledge/images/lookup.ts';
import { giveEdits, openService } from '../../subjects/compose/credentials.ts';
import { keyOf, quoted } from '../../subjects/compose/names.ts';
import { isJob, isWhole, modelOf, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule, yaml } from '../contract.ts';

export default defineRule({
  id: 'compose/missing-credentials',
  subject: 'service',
  severity: 'high',
  severityBecause:
    "Network reach gives one service's data when its port is published; a foothold in one container otherwise (lowered).",
  category: 'access',
  profile: 'essential',
  stages: 'production',
  summary: 'Image starts without a password or with a published one',
  why: 'Some images start open, or with a user and password that are in their documentation, until they are told otherwise: MongoDB and Redis ask for nothing, RabbitMQ takes guest/guest from everywhere, MinIO minioadmin/minioadmin. Nothing in this file, its env files or its mounts gives the service a credential.',
  references: [
    {
      name: 'Docker Official Images: documentation of each image',
      url: 'https://github.com/docker-library/docs',
    },
    {
      name: 'CWE-1392: Use of default credentials',
      url: 'https://cwe.mitre.org/data/definitions/1392.html',
    },
  ],
  fix: 'behavior-changing',
  formats: ['compose'],
  examples: {
    bad: [
      yaml`
        services:
          db:
            image: mongo:7.0
            ports:
              - 27017:27017
      `,
      yaml`
        services:
          mq:
            image: rabbitmq:3.13-management
      `,
    ],
    good: [
      yaml`
        services:
          db:
            image: mongo:7.0
            environment:
              MONGO_INITDB_ROOT_USERNAME: admin
              MONGO_INITDB_ROOT_PASSWORD: ${'$'}{MONGO_PASSWORD:?set MONGO_PASSWORD}
      `,
      yaml`
        services:
          cache:
            image: redis:7.4
            command: redis-server /usr/local/etc/redis/redis.conf
            volumes:
              - ./redis.conf:/usr/local/etc/redis/redis.conf:ro
      `,
    ],
  },
  check(service, report, context) {
    if (!isWhole(service, context) || !runsInProduction(service) || isJob(service, modelOf(context))) return;
    const open = openService(service);
    // a cache that only its own project reaches: compose/unprotected-cache
    if (open === undefined || (!open.isPublished && isKind(open.facts, 'cache'))) return;
    const { names, edits } = giveEdits(service, open.need);
    report({
      at: keyOf(service),
      message: `${open.facts.name} in ${quoted(service.name)} starts with ${open.need.without}; give it a password`,
      severity: open.isPublished ? 'high' : 'medium',
      path: ['services', service.name, 'credentials'],
      fixes: fixIf(
        `Take ${names} from the environment (Compose stops until they are set; clients must log in)`,
        'behavior-changing',
        edits,
      ),
    });
  },
});
