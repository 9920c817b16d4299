import { type Fix, fixIf } from '../../finding/fix.ts';
import { appendItem, type KeyChange, setKeys } from '../../formats/compose/edit/edit.ts';
import { replaceScalar } from '../../formats/compose/edit/scalar.ts';
import type { Edits } from '../../formats/compose/edit/types.ts';
import type { ComposeService } from '../../formats/compose/model/model.ts';
import type { ComposeScalar } from '../../formats/compose/model/nodes.ts';
import { isTunnel } from './grants.ts';
import { quoted } from './names.ts';

/** What a tunnel or a tool for links needs takes the place of everything; what its image documents is no finding worth keeping it from. */
export function linksOnly(service: ComposeService, node: ComposeScalar): readonly Fix[] {
  const wanted: readonly (readonly [string, string])[] = [
    ['cap_add', 'NET_ADMIN'],
    ...(isTunnel(service) ? [['devices', '/dev/net/tun:/dev/net/tun'] as const] : []),
  ];
  const missing = wanted.filter(([key, item]) => !holds(service, key, item));
  const [grown, fresh] = [true, false].map((known) =>
    missing.filter(([key]) => (service.list(key) !== undefined) === known),
  );
  const lists = (fresh ?? []).map(([key, item]): KeyChange => [[key], [item]]);
  const parts: readonly Edits[] = [
    unprivileged(service, node),
    // an item behind the last list of the service comes before a new key at the same place
    ...(grown ?? []).map(([key, item]) => appendItem(service, [key], item)),
    ...(lists.length === 0 ? [] : [setKeys(service, lists)]),
  ];
  const edits = parts.includes(undefined) ? undefined : parts.flatMap((part) => part ?? []);
  const kept = wanted.map(([, item]) => item.split(':')[0]).join(' and ');
  const title = `Give ${quoted(service.name)} only ${kept} (other devices, calls gone; /proc/sys and /sys read-only)`;
  return fixIf(title, 'behavior-changing', edits).map((one) => ({
    ...one,
    price: ['compose/dangerous-capability', 'compose/capability-added', 'compose/host-device'],
  }));
}

function holds(service: ComposeService, key: string, item: string): boolean {
  const [wanted = ''] = item.split(':');
  return service
    .scalars(key)
    .some(({ value }) => value?.replace(/^CAP_/i, '').split(':')[0]?.toUpperCase() === wanted.toUpperCase());
}

/** The value alone where it is written as one; a reference is replaced as a whole. */
export function unprivileged(service: ComposeService, node: ComposeScalar): Edits {
  return service.owns(node) ? replaceScalar(node, 'false') : undefined;
}
