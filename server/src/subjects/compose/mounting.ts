import type { ComposeModel, ComposeService } from '../../formats/compose/model/model.ts';
import { grouped } from '../../text/grouped.ts';

/** What the services of a file say of each other's mounts. */
export interface Mounting {
  /** Names of services whose mounts another one takes over, and may write there: `ro` would go with them. */
  readonly taken: ReadonlySet<string | undefined>;
  /** The services that mount a source of the host. */
  readonly bySource: ReadonlyMap<string | undefined, readonly ComposeService[]>;
}

const known = new WeakMap<ComposeModel, Mounting>();

/** Who mounts what in a file; found once, since it is asked for each service. */
export function mountingOf(model: ComposeModel): Mounting {
  let mounting = known.get(model);
  if (mounting === undefined) {
    const takenFrom = (service: ComposeService): readonly (string | undefined)[] => {
      const from = service.get('volumes_from');
      if (from?.kind !== 'list') return [];
      return from.items.flatMap((item) => (item.kind === 'scalar' ? [item.value?.split(':')[0]] : []));
    };
    const uses = model.services.flatMap((service) => service.mounts.map((mount) => ({ mount, service })));
    const bySource = new Map<string | undefined, ComposeService[]>();
    for (const [source, list] of grouped(uses, ({ mount }) => mount.source?.value))
      bySource.set(source, [...new Set(list.map(({ service }) => service))]);
    mounting = { taken: new Set(model.services.flatMap(takenFrom)), bySource };
    known.set(model, mounting);
  }
  return mounting;
}
