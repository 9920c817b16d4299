import { pathText } from '../../formats/toml/model/lookup.ts';
import type { TomlModel } from '../../formats/toml/model/model.ts';
import { loopbackAddress } from '../../knowledge/toml/addresses.ts';
import type { Setting, TomlApplication, Unsafe } from '../../knowledge/toml/application.ts';
import { isInContainer } from './reach.ts';
import { scalarOf } from './seen.ts';
import type { SettingPlace } from './setting-places.ts';

const MAX_MESSAGE = 120;

/** `Traefik api.insecure = true serves …; set it to false`, shortened from the left when it is too long for one line. */
export function settingMessage(
  model: TomlModel,
  application: TomlApplication,
  setting: Setting,
  place: SettingPlace,
  unsafe: Unsafe,
): string {
  const path = pathText(place.path);
  const key = pathText([place.key]);
  const state = stateOf(setting, place, unsafe);
  const says = adviceFor(model, place, unsafe.says);
  const candidates = [
    `${application.name} ${path}${state} ${says}`,
    `${application.name} ${key}${state} ${says}`,
    `${key}${state} ${says}`,
    `${key.slice(0, 40)} ${says}`,
  ];
  return candidates.find((message) => message.length <= MAX_MESSAGE) ?? says;
}

const BIND = /; (?:bind it to 127\.0\.0\.1(?::\d+)?|limit it to your LAN address)$/;

/** A profile's advice on a listen address with the port that is written; in a container its published port is what can be narrowed. */
function adviceFor(model: TomlModel, { node }: SettingPlace, says: string): string {
  if (!BIND.test(says)) return says;
  if (isInContainer(model)) return says.replace(BIND, '; narrow the address its port is published on');
  const value = scalarOf(model.file.text, node);
  if (typeof value !== 'string') return says;
  return says.replace(/127\.0\.0\.1:\d+$/, loopbackAddress(value) ?? '127.0.0.1');
}

/** What the key is set to, where that is one of the profile's own values and no secret. */
function stateOf(setting: Setting, { node }: SettingPlace, unsafe: Unsafe): string {
  if (unsafe.absent === true) return unsafe.says.startsWith('so ') ? ' is not set,' : ' is not set';
  const isNamed = unsafe.is !== undefined || unsafe.below !== undefined || unsafe.above !== undefined;
  if (!isNamed || setting.type === 'secret' || node?.type !== 'leaf') return '';
  if (node.value instanceof Date || unsafe.says.startsWith('is ')) return '';
  return ` = ${typeof node.value === 'string' ? JSON.stringify(node.value) : node.value}`;
}
