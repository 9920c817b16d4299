import type { ComposeModel, ComposeService } from '../formats/compose/model/model.ts';
import type { Location } from '../formats/format.ts';
import type { ImageKind } from '../knowledge/images/image-facts.ts';
import { imageFacts, isKind } from '../knowledge/images/lookup.ts';
import type { Model } from '../subjects/subject.ts';

/** What somebody who finds it open takes something from. */
const STORES: readonly ImageKind[] = [
  'datastore',
  'cache',
  'queue',
  'search',
  'object-store',
  'coordination',
  'admin-interface',
  'identity',
];

const ANY_ADDRESS: ReadonlySet<string> = new Set(['', '*', '0.0.0.0', '::', '[::]']);

/** Whether a place is about a store or an administration interface that its compose file opens to everyone. False where not known. */
export function isInOpenService(model: Model, place: Location): boolean {
  if (model.format !== 'compose') return false;
  const service = serviceAt(model, place);
  return service !== undefined && isKind(imageFacts(service.image?.value), ...STORES) && isOpen(service);
}

function serviceAt(model: ComposeModel, { uri, span }: Location): ComposeService | undefined {
  return model.services.find(
    (service) => service.uri === uri && service.span.start <= span.start && span.end <= service.span.end,
  );
}

function isOpen(service: ComposeService): boolean {
  if (service.text('network_mode') === 'host') return true;
  return service.ports.some(({ hostIp }) => hostIp === undefined || ANY_ADDRESS.has(hostIp.value ?? 'unknown'));
}
