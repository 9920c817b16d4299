import { pathText } from '../../formats/toml/model/lookup.ts';
import type { Setting, TomlApplication, Unsafe } from '../../knowledge/toml/application.ts';
import type { SettingPlace } from './setting-places.ts';

const MAX_MESSAGE = 120;

/** `Traefik api.insecure = true serves …; set it to false`, shortened from the left when it is too long for one line. */
export function settingMessage(
  application: TomlApplication,
  setting: Setting,
  place: SettingPlace,
  unsafe: Unsafe,
): string {
  const path = pathText(place.path);
  const key = pathText([place.key]);
  const state = stateOf(setting, place, unsafe);
  const candidates = [
    `${application.name} ${path}${state} ${unsafe.says}`,
    `${application.name} ${key}${state} ${unsafe.says}`,
    `${key}${state} ${unsafe.says}`,
    `${key.slice(0, 40)} ${unsafe.says}`,
  ];
  return candidates.find((message) => message.length <= MAX_MESSAGE) ?? unsafe.says;
}

/** What the key is set to, where that is one of the profile's own values and no secret. */
function stateOf(setting: Setting, { node }: SettingPlace, unsafe: Unsafe): string {
  if (unsafe.absent === true) return unsafe.says.startsWith('so ') ? ' is not set,' : ' is not set';
  const isNamed = unsafe.is !== undefined || unsafe.below !== undefined || unsafe.above !== undefined;
  if (!isNamed || setting.type === 'secret' || node?.type !== 'leaf') return '';
  if (node.value instanceof Date || unsafe.says.startsWith('is ')) return '';
  return ` = ${typeof node.value === 'string' ? JSON.stringify(node.value) : node.value}`;
}
