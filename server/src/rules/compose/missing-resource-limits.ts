import { type Edits, setKeys, type YamlValue } from '../../formats/compose/edit.ts';
import type { ComposeModel, ComposeService } from '../../formats/compose/model.ts';
import { defineRule, fixIf, yaml } from '../contract.ts';
import { isLimited, limitPath, limitStyle, mixesSpellings } from './service/limits.ts';
import { memoryClaims } from './service/memory-need.ts';
import { keyOf, quoted } from './service/names.ts';
import { bytesOf, sizeText } from './service/quantity.ts';
import { factsOf, isWhole, modelOf, runsInProduction } from './service/role.ts';

/** What a service of an image nobody has measured starts with. */
const DEFAULT_LIMITS = { memory: '1G', cpus: '1.0' } as const;
const GIB = 2 ** 30;

/** A starting limit that leaves room for what the service reserves or claims itself. */
function memoryLimit(service: ComposeService): string {
  const start = factsOf(service)?.limits?.memory ?? DEFAULT_LIMITS.memory;
  const reserved = [service.text('mem_reservation'), service.text('deploy', 'resources', 'reservations', 'memory')];
  const needs = [
    ...reserved.map((text) => (text === undefined ? 0 : (bytesOf(text) ?? 0))),
    ...memoryClaims(service).map((claim) => Math.ceil((claim.bytes * 2) / GIB) * GIB),
  ];
  const need = needs.reduce((most, one) => Math.max(most, one), 0);
  return need > (bytesOf(start) ?? 0) ? sizeText(need) : start;
}

function cpuLimit(service: ComposeService): string {
  const start = factsOf(service)?.limits?.cpus ?? DEFAULT_LIMITS.cpus;
  const reserved = Number(service.text('deploy', 'resources', 'reservations', 'cpus') ?? 0);
  return reserved > Number(start) ? String(reserved) : start;
}

function limitEdits(
  service: ComposeService,
  model: ComposeModel | undefined,
  missing: readonly ('memory' | 'cpus')[],
): { readonly edits: Edits; readonly text: string } {
  const style = limitStyle(service, model);
  const values = missing.map((resource) => {
    const text = resource === 'memory' ? memoryLimit(service) : cpuLimit(service);
    const written: YamlValue = resource === 'cpus' && style === 'service' ? Number(text) : text;
    return {
      text: resource === 'memory' ? `${text} of memory` : `${text} CPUs`,
      change: [limitPath(resource, style), written] as const,
    };
  });
  return {
    edits: mixesSpellings(service)
      ? undefined
      : setKeys(
          service,
          values.map(({ change }) => change),
        ),
    text: values.map(({ text }) => text).join(' and '),
  };
}

export default defineRule({
  id: 'compose/missing-resource-limits',
  subject: 'service',
  severity: 'medium',
  severityBecause:
    'Whoever can make one service work hard (nothing but network reach) gets an outage of everything on the host.',
  category: 'limits',
  profile: 'recommended',
  stages: 'production',
  summary: 'Service may take all memory or CPU of the host',
  why: 'Without a limit a container may use every byte and every core of its host. One leak, one flood of requests or one large upload then starves all other services, and the kernel kills processes of its own choice.',
  references: [
    {
      name: 'CIS Docker Benchmark 1.6, 5.11 and 5.12',
      url: 'https://www.cisecurity.org/benchmark/docker',
    },
    {
      name: 'OWASP Docker Security, rule 7',
      url: 'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
    },
    {
      name: 'Compose Deploy Specification: resources',
      url: 'https://docs.docker.com/reference/compose-file/deploy/#resources',
    },
  ],
  fix: 'behavior-changing',
  formats: ['compose'],
  examples: {
    bad: [
      yaml`
        services:
          web:
            image: example/web:1.4.2
      `,
      yaml`
        services:
          web:
            image: example/web:1.4.2
            mem_limit: 512m
      `,
    ],
    good: [
      yaml`
        services:
          web:
            image: example/web:1.4.2
            deploy:
              resources:
                limits:
                  memory: 512M
                  cpus: '0.5'
      `,
      yaml`
        services:
          web:
            image: example/web:1.4.2
            mem_limit: 512m
            cpus: 0.5
      `,
    ],
  },
  check(service, report, context) {
    if (!isWhole(service, context) || !runsInProduction(service)) return;
    const missing = (['memory', 'cpus'] as const).filter((resource) => !isLimited(service, resource));
    if (missing.length === 0) return;
    const what = missing.map((resource) => (resource === 'memory' ? 'memory' : 'CPU')).join(' or ');
    const { edits, text } = limitEdits(service, modelOf(context), missing);
    report({
      at: keyOf(service),
      message: `${quoted(service.name)} has no ${what} limit: one leak or flood starves the host; set limits`,
      path: ['services', service.name, 'limits'],
      fixes: fixIf(
        `Limit ${quoted(service.name)} to ${text} (a process that needs more is slowed down or killed)`,
        'behavior-changing',
        edits,
      ),
    });
  },
});
