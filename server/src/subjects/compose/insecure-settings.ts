import type { Edits } from '../../formats/compose/edit/types.ts';
import type { ComposeService } from '../../formats/compose/model/model.ts';
import type { Location } from '../../formats/format.ts';
import type { ImageFacts, InsecureEffect, InsecureSetting } from '../../knowledge/images/image-facts.ts';
import { flagOf, removeWord, wordsOf } from './command-words.ts';
import { placeOf } from './names.ts';
import { placeOfVariable, removeVariable, setVariable } from './variables.ts';

/** An insecure setting of the image that a service makes. */
export interface InsecureUse {
  readonly setting: InsecureSetting;
  readonly at: Location;
  /** The setting as a message shows it: `PMA_ARBITRARY=1`, `--noauth`. */
  readonly text: string;
  readonly repair: { readonly title: string; readonly edits: Edits } | undefined;
}

/**
 * Every insecure setting of the given effects that a service makes, without those the `env/` rules find by name alone.
 * Unknown values are silent.
 */
export function insecureUses(
  service: ComposeService,
  facts: ImageFacts | undefined,
  ...effects: readonly InsecureEffect[]
): readonly InsecureUse[] {
  return (facts?.insecure ?? [])
    .filter((setting) => effects.includes(setting.effect) && !setting.knownByName)
    .flatMap((setting) => {
      if (setting.sameAsFlag !== undefined && flagOf(wordsOf(service), setting.sameAsFlag) !== undefined) return [];
      const use = setting.where === 'environment' ? environmentUse(service, setting) : commandUse(service, setting);
      return use === undefined ? [] : [use];
    });
}

function matches(setting: InsecureSetting, value: string): boolean {
  const plain = value.trim().toLowerCase();
  return setting.values.includes(plain) || (setting.values.includes('*') && plain !== '');
}

function environmentUse(service: ComposeService, setting: InsecureSetting): InsecureUse | undefined {
  const variable = service.variable(setting.name);
  if (variable?.value === undefined || !matches(setting, variable.value)) return undefined;
  const { keyed } = variable;
  return {
    setting,
    at: placeOfVariable(service, variable),
    // only a value that is in our own table is shown: any other may be a secret
    text: setting.values.includes('*') ? setting.name : `${setting.name}=${variable.value.trim().toLowerCase()}`,
    repair: failsAfterRepair(service, setting)
      ? undefined
      : setting.repair !== undefined
        ? {
            title: `Set ${setting.name} to ${setting.repair}`,
            edits: setVariable(keyed, setting.repair),
          }
        : setting.removable
          ? {
              title: `Remove ${setting.name}`,
              edits: removeVariable(service, keyed),
            }
          : undefined,
  };
}

/** Whether another setting of the service keeps the image from starting once this one is repaired. */
function failsAfterRepair(service: ComposeService, setting: InsecureSetting): boolean {
  return Object.entries(setting.repairFailsWith ?? {}).some(([name, values]) => {
    const variable = service.variable(name);
    return (
      variable !== undefined && (variable.value === undefined || values.includes(variable.value.trim().toLowerCase()))
    );
  });
}

function commandUse(service: ComposeService, setting: InsecureSetting): InsecureUse | undefined {
  const flag = flagOf(wordsOf(service), setting.name);
  if (flag === undefined) return undefined;
  const bare = setting.values.includes('*');
  if (bare ? flag.value?.toLowerCase() === 'false' : flag.value === undefined || !matches(setting, flag.value))
    return undefined;
  return {
    setting,
    at: placeOf(flag.at.word),
    text: bare ? setting.name : `${setting.name} ${flag.value}`,
    repair: bare ? { title: `Remove ${setting.name}`, edits: removeWord(service, flag.at) } : undefined,
  };
}
