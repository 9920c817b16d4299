import type { ComposeScalar } from '../../formats/compose/model/nodes.ts';
import { needOf, severityByNeed } from '../../subjects/compose/grants.ts';
import { normalized } from '../../subjects/compose/host-paths.ts';
import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { modelOf } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

/** Beginnings of block devices and kernel memory below /dev. Graphics, sound, serial and USB devices are not among them. */
const DISKS: readonly string[] = [
  'sd',
  'nvme',
  'vd',
  'xvd',
  'hd',
  'mmcblk',
  'md',
  'disk',
  'loop',
  'dm-',
  'mapper',
  'zfs',
  'zvol',
  'rbd',
  'nbd',
];
const MEMORY: ReadonlySet<string> = new Set(['mem', 'kmem', 'port', 'kmsg']);

/** What a host device gives, when it gives the host away. */
function dangerOf(device: string): string | undefined {
  const path = normalized(device);
  if (path === '/dev') return 'every device of the host';
  if (path === undefined || !path.startsWith('/dev/')) return undefined;
  const name = path.slice('/dev/'.length);
  if (MEMORY.has(name)) return 'memory of the host';
  return DISKS.some((start) => isDisk(name, start)) ? 'a disk of the host' : undefined;
}

/** `sda1`, `disk/by-id/x`, `loop0`, `md127`; not `sdr` of a radio or `mdio`. */
function isDisk(name: string, start: string): boolean {
  if (!name.startsWith(start)) return false;
  const rest = name.slice(start.length);
  if (start === 'disk' || start === 'mapper' || start === 'zvol') return rest === '' || rest.startsWith('/');
  if (start === 'zfs') return rest === '';
  if (start === 'loop') return rest === '' || rest.startsWith('-control') || /^\d/.test(rest);
  if (start === 'sd' || start === 'vd' || start === 'xvd' || start === 'hd') return /^[a-z]{1,2}\d{0,3}$/.test(rest);
  return /^[\d/]/.test(rest);
}

/** `a *:* rwm`, `b 8:* rwm`: all devices, or all block devices of a kind. */
function isWildcardRule(rule: string): boolean {
  const [type, numbers] = rule.trim().split(/\s+/);
  return type === 'a' || numbers === '*:*' || (type === 'b' && (numbers?.endsWith(':*') ?? false));
}

function sourceOf(item: ComposeScalar): string | undefined {
  return item.value?.split(':')[0];
}

export default defineRule({
  id: 'compose/host-device',
  subject: 'service',
  severity: 'critical',
  category: 'isolation',
  profile: 'essential',
  stages: 'any',
  summary: 'Container may use disks or memory of the host',
  fix: 'none',
  formats: ['compose'],
  check(service, report, context) {
    if (service.flag('privileged') === true) return;
    const severity = severityByNeed('critical', needOf(service, 'host-device', modelOf(context))) ?? 'low';
    for (const item of service.list('devices')?.items ?? []) {
      const node = item.kind === 'map' ? item.get('source') : item;
      const source = node?.kind === 'scalar' ? sourceOf(node) : undefined;
      const danger = source === undefined ? undefined : dangerOf(source);
      if (source === undefined || danger === undefined) continue;
      report({
        at: placeOf(item),
        message: `${quoted(service.name)} is given ${danger}: it bypasses file permissions; mount a folder instead`,
        severity,
        path: ['services', service.name, 'devices', source],
      });
    }
    for (const item of service.scalars('device_cgroup_rules')) {
      if (item.value === undefined || !isWildcardRule(item.value)) continue;
      report({
        at: placeOf(item),
        message: `${quoted(service.name)} may use every device that matches this rule: name the devices it needs`,
        path: ['services', service.name, 'device_cgroup_rules', item.value],
      });
    }
  },
});
