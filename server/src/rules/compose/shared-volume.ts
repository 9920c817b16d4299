import type { ComposeModel } from '../../formats/compose/model/model.ts';
import { mountPlace } from '../../subjects/compose/host-paths.ts';
import { quoted } from '../../subjects/compose/names.ts';
import { defineRule } from '../contract.ts';

/** The services that mount each named volume, in the order of the file. */
function usersOf(model: ComposeModel): ReadonlyMap<string, readonly string[]> {
  const users = new Map<string, string[]>();
  for (const service of model.services) {
    for (const { type, source } of service.mounts) {
      if (type !== 'volume' || source?.value === undefined) continue;
      const names = users.get(source.value) ?? [];
      if (!names.includes(service.name)) names.push(service.name);
      users.set(source.value, names);
    }
  }
  return users;
}

export default defineRule({
  id: 'compose/shared-volume',
  subject: 'composeFile',
  severity: 'low',
  category: 'isolation',
  profile: 'all',
  stages: 'production',
  summary: 'Volume is written by more than one service',
  fix: 'none',
  formats: ['compose'],
  check(model, report) {
    const users = usersOf(model);
    for (const service of model.services) {
      for (const mount of service.mounts) {
        const names = mount.type === 'volume' ? (users.get(mount.source?.value ?? '') ?? []) : [];
        if (names.length < 2 || mount.readOnly !== false || names[0] === service.name) continue;
        report({
          at: mountPlace(mount),
          message: `${quoted(service.name)} writes a volume it shares with ${quoted(names[0] ?? '')}: mount it :ro where you can`,
          path: ['services', service.name, 'volumes', mount.source?.value ?? ''],
        });
      }
    }
  },
});
