import { appendItem, setKey } from '../../formats/compose/edit/edit.ts';
import type { Edits } from '../../formats/compose/edit/types.ts';
import type { ComposeModel, ComposeService } from '../../formats/compose/model/model.ts';
import type { Location } from '../../formats/format.ts';
import { flagOf, replaceWord, type Word, wordsOf } from './command-words.ts';
import { placeOf } from './names.ts';

/**
 * Traefik's Docker provider with every container a route, its default. The edits switch that off and label the services of the project
 * that have a route, so that they keep it.
 */
export function routesEverything(
  service: ComposeService,
  model: ComposeModel | undefined,
): { readonly at: Location; readonly edits: Edits } | undefined {
  const words = wordsOf(service);
  const provider = words.find(({ word }) => {
    const text = (word.value ?? '').toLowerCase();
    return text === '--providers.docker' || text === '--providers.docker=true';
  });
  if (provider === undefined || words.some(({ word }) => word.value === undefined)) return undefined;
  const flag = flagOf(words, '--providers.docker.exposedByDefault');
  if (flag !== undefined && flag.value !== 'true') return undefined;
  if (service.variable('TRAEFIK_PROVIDERS_DOCKER_EXPOSEDBYDEFAULT') !== undefined) return undefined;
  const written = flag === undefined ? addFlag(service, provider) : replaceWord(flag.at, NOT_BY_DEFAULT);
  const labels = routedWithoutLabel(model).map(enable);
  const edits =
    written === undefined || labels.includes(undefined) ? undefined : [...written, ...labels.flatMap((e) => e ?? [])];
  return { at: placeOf((flag?.at ?? provider).word), edits };
}

const NOT_BY_DEFAULT = '--providers.docker.exposedByDefault=false';

/** Says it behind the flag that switches the provider on. */
function addFlag(service: ComposeService, provider: Word): Edits {
  return provider.command.style === 'list'
    ? appendItem(service, [provider.key], NOT_BY_DEFAULT)
    : replaceWord(provider, `${provider.word.text} ${NOT_BY_DEFAULT}`);
}

/** Services with a route of their own that rely on being found without `traefik.enable`. */
function routedWithoutLabel(model: ComposeModel | undefined): readonly ComposeService[] {
  return (model?.services ?? []).filter(({ labels }) => {
    const names = labels.map(({ name }) => name.toLowerCase());
    return names.some((name) => /^traefik\.(?:http|tcp|udp)\./.test(name)) && !names.includes('traefik.enable');
  });
}

/** Says that the service is to be found, in the style of its labels. */
function enable(service: ComposeService): Edits {
  return service.get('labels')?.kind === 'list'
    ? appendItem(service, ['labels'], 'traefik.enable=true')
    : setKey(service, ['labels', 'traefik.enable'], 'true');
}
