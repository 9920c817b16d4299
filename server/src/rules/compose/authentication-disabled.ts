import type { ComposeService } from '../../formats/compose/model.ts';
import { defineRule, fixIf, type Severity, yaml } from '../contract.ts';
import { reachOf } from './service/exposure.ts';
import { insecureUses } from './service/insecure-settings.ts';
import { quoted } from './service/names.ts';
import { factsOf } from './service/role.ts';

/** Open to the network: the data of everyone who asks. Inside the project: of whoever got into one container. */
function gradeOf(service: ComposeService): Severity {
  const open = service.text('network_mode') === 'host' || service.ports.some((port) => reachOf(port) === 'everyone');
  return open ? 'critical' : 'high';
}

export default defineRule({
  id: 'compose/authentication-disabled',
  subject: 'service',
  severity: 'critical',
  severityBecause:
    'Network reach gives the whole data set when the port is published; a foothold in one container otherwise (high).',
  category: 'access',
  profile: 'essential',
  stages: 'any',
  summary: 'Image is told not to ask for a password',
  why: 'The image has authentication and this setting of it, or this flag, switches it off. Every program that can open a connection, the first compromised container included, reads and changes everything the service holds.',
  references: [
    {
      name: 'Docker Official Images: documentation of each image',
      url: 'https://github.com/docker-library/docs',
    },
    {
      name: 'Elasticsearch: minimal security',
      url: 'https://www.elastic.co/guide/en/elasticsearch/reference/current/security-minimal-setup.html',
    },
    {
      name: 'CWE-306: Missing authentication for critical function',
      url: 'https://cwe.mitre.org/data/definitions/306.html',
    },
  ],
  fix: 'behavior-changing',
  formats: ['compose'],
  examples: {
    bad: [
      yaml`
        services:
          search:
            image: opensearchproject/opensearch:2.17.0
            environment:
              DISABLE_SECURITY_PLUGIN: "true"
      `,
      yaml`
        services:
          keys:
            image: bitnami/etcd:3.5.16
            environment:
              - ALLOW_NONE_AUTHENTICATION=yes
      `,
      yaml`
        services:
          cache:
            image: redis:7.4
            command: redis-server --protected-mode no
      `,
    ],
    good: [
      yaml`
        services:
          search:
            image: opensearchproject/opensearch:2.17.0
            environment:
              DISABLE_SECURITY_PLUGIN: "false"
      `,
      yaml`
        services:
          cache:
            image: redis:7.4
            command: redis-server --protected-mode yes
      `,
    ],
  },
  check(service, report) {
    const facts = factsOf(service);
    for (const use of insecureUses(service, facts, 'authentication', 'admin-open')) {
      const own = use.setting.effect === 'admin-open' ? 'medium' : (use.setting.severity ?? 'critical');
      const grade = gradeOf(service);
      report({
        at: use.at,
        message: `${use.text}: ${use.setting.risk}; ${use.setting.effect === 'admin-open' ? 'remove it' : 'demand a login'}`,
        severity: own === 'medium' || (own === 'high' && grade === 'critical') ? own : grade,
        path: ['services', service.name, use.setting.name],
        fixes:
          use.repair === undefined
            ? []
            : fixIf(
                `${use.repair.title} (clients of ${quoted(service.name)} must log in)`,
                'behavior-changing',
                use.repair.edits,
              ),
      });
    }
  },
});
