import { fixIf } from '../../finding/fix.ts';
import { setKeys } from '../../formats/compose/edit/edit.ts';
import type { Edits } from '../../formats/compose/edit/types.ts';
import type { YamlValue } from '../../formats/compose/edit/yaml-text.ts';
import type { ComposeModel, ComposeService } from '../../formats/compose/model/model.ts';
import { isLimited, limitPath, limitStyle, mixesSpellings } from '../../subjects/compose/limits.ts';
import { memoryClaims } from '../../subjects/compose/memory-need.ts';
import { keyOf, quoted } from '../../subjects/compose/names.ts';
import { bytesOf, sizeText } from '../../subjects/compose/quantity.ts';
import { factsOf, isWhole, modelOf, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

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
  const need = Math.max(...needs);
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
  category: 'limits',
  profile: 'recommended',
  stages: 'production',
  summary: 'Service may take all memory or CPU of the host',
  fix: 'behavior-changing',
  formats: ['compose'],
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
