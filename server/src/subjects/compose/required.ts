import type { ComposeModel, ComposeService } from '../../formats/compose/model/model.ts';
import type { Location } from '../../formats/format.ts';
import { isWithin } from '../../knowledge/host-paths.ts';
import { type OwnKey, ownKey } from '../../knowledge/images/own-keys.ts';
import { type RequiredSetting, requiredSetting } from '../../knowledge/images/required-settings.ts';
import { dockerfileOf } from './dockerfile.ts';
import { keyOf } from './names.ts';
import { isTool } from './role.ts';

/** A setting that an image needs and a service does not give. */
export interface Lacking<Setting extends RequiredSetting = RequiredSetting> {
  readonly setting: Setting;
  /** One of its variables that is written, and empty. */
  readonly empty: { readonly name: string; readonly at: Location } | undefined;
  /** The data is kept in a folder of the host, which may hold some already: then the service starts. */
  readonly firstStartOnly: boolean;
}

/**
 * What the image of a service does not start without and nothing gives; `undefined` where something may give it: what is not known counts as
 * given, and so does a volume from elsewhere, whose data may be there already.
 */
export function lackingSetting(service: ComposeService, model: ComposeModel | undefined): Lacking | undefined {
  return lackingOf(service, model, service.build === undefined ? requiredSetting(service.image?.value) : undefined);
}

/** The key that the image of a service, or the one it is built from, makes for itself because nothing gives one. */
export function lackingKey(service: ComposeService, model: ComposeModel | undefined): Lacking<OwnKey> | undefined {
  const image = service.build === undefined ? service.image?.value : dockerfileOf(service, model)?.base;
  return lackingOf(service, model, ownKey(image));
}

/** Where a finding about it stands: at the empty variable, or at the service where an env file, which may be that of others too, has it. */
export function placeOfLacking(
  { empty }: Lacking,
  service: ComposeService,
): { readonly at: Location; readonly related: readonly { readonly at: Location; readonly message: string }[] } {
  if (empty === undefined) return { at: keyOf(service), related: [] };
  if (empty.at.uri === service.uri) return { at: empty.at, related: [] };
  return { at: keyOf(service), related: [{ at: empty.at, message: `${empty.name} is empty here` }] };
}

function lackingOf<Setting extends RequiredSetting>(
  service: ComposeService,
  model: ComposeModel | undefined,
  setting: Setting | undefined,
): Lacking<Setting> | undefined {
  if (setting === undefined || !service.environmentComplete || service.entrypoint !== undefined) return undefined;
  if (service.configs.length > 0 || isTool(service) || !startsServer(service, setting)) return undefined;
  const written = setting.anyOf.flatMap((name) => {
    const variable = service.variable(name);
    return variable === undefined ? [] : [{ name, at: variable.at, value: variable.value }];
  });
  if (written.some(({ value }) => value?.trim() !== '')) return undefined;
  if (mayBeMounted(service, setting) || hasOldData(service, model)) return undefined;
  return { setting, empty: written[0], firstStartOnly: keepsDataOnHost(service, setting) };
}

function startsServer(service: ComposeService, { servers }: RequiredSetting): boolean {
  if (service.get('command') === undefined) return true;
  const first = service.command?.words[0]?.value;
  return first !== undefined && (first.startsWith('-') || servers.includes(first));
}

function mayBeMounted(service: ComposeService, { configPaths = [] }: RequiredSetting): boolean {
  return service.mounts.some(({ target }) => {
    const at = target?.value;
    return at === undefined || configPaths.some((path) => isWithin(at, path) || isWithin(path, at));
  });
}

function hasOldData(service: ComposeService, model: ComposeModel | undefined): boolean {
  return service.mounts.some(
    ({ type, source }) =>
      type === 'volume' && model?.volumes.find(({ name }) => name === source?.value)?.external === true,
  );
}

function keepsDataOnHost(service: ComposeService, { dataPaths = [] }: RequiredSetting): boolean {
  const moved = service.variable('PGDATA')?.value;
  const folders = moved === undefined ? dataPaths : [...dataPaths, moved];
  return service.mounts.some(({ type, target }) => {
    const at = target?.value?.replace(/(.)\/$/, '$1');
    if (at === undefined || (type !== 'bind' && type !== 'unknown')) return false;
    return folders.some((folder) => isWithin(at, folder) || isWithin(folder, at));
  });
}
