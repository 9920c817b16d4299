import { fixIf } from '../../finding/fix.ts';
import { setKeys } from '../../formats/compose/edit/edit.ts';
import type { YamlValue } from '../../formats/compose/edit/yaml-text.ts';
import type { ComposeService } from '../../formats/compose/model/model.ts';
import { quoted, settingKey } from '../../subjects/compose/names.ts';
import { isWhole, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

/** Rotation that keeps a few hours to days of a busy service. */
const SIZE = '10m';
const FILES = '3';

/** Whether the logs grow without end: json-file (Docker's default) without `max-size`. Unknown drivers and options count as bounded. */
function growWithoutEnd(service: ComposeService): boolean {
  const logging = service.get('logging');
  if (logging === undefined) return true;
  if (logging.kind !== 'map') return logging.kind === 'scalar' && logging.isNull;
  const driver = logging.get('driver');
  if (driver !== undefined && (driver.kind !== 'scalar' || driver.value !== 'json-file')) return false;
  return service.get('logging', 'options', 'max-size') === undefined;
}

function rotation(service: ComposeService): readonly (readonly [readonly string[], YamlValue])[] {
  const options: readonly (readonly [string, YamlValue])[] = [
    ['max-size', SIZE],
    ...(service.get('logging', 'options', 'max-file') === undefined ? [['max-file', FILES] as const] : []),
  ];
  if ((service.map('logging', 'options')?.entries.length ?? 0) > 0) {
    return options.map(([name, value]) => [['logging', 'options', name], value] as const);
  }
  if ((service.map('logging')?.entries.length ?? 0) > 0) return [[['logging', 'options'], { entries: options }]];
  return [
    [
      ['logging'],
      {
        entries: [
          ['driver', 'json-file'],
          ['options', { entries: options }],
        ],
      },
    ],
  ];
}

export default defineRule({
  id: 'compose/unbounded-logs',
  subject: 'service',
  severity: 'low',
  category: 'limits',
  profile: 'strict',
  stages: 'production',
  summary: 'Log file of the container grows until the disk is full',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(service, report, context) {
    if (!isWhole(service, context) || !runsInProduction(service) || !growWithoutEnd(service)) return;
    report({
      at: settingKey(service, 'logging'),
      message: `Logs of ${quoted(service.name)} grow until the disk is full: set max-size and max-file, or the local driver`,
      path: ['services', service.name, 'logging'],
      fixes: () =>
        fixIf(
          `Rotate the logs of ${quoted(service.name)}: ${FILES} files of ${SIZE} (older lines are dropped)`,
          'behavior-changing',
          setKeys(service, rotation(service)),
        ),
    });
  },
});
