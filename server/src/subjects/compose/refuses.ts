import type { ComposeService } from '../../formats/compose/model/model.ts';

/**
 * What a title says of variables that are required from now on (`${NAME:?…}`) in these services. Compose reads the whole file before it
 * chooses: a variable of a service that only a profile starts stops the others too.
 */
export function refusesUntilSet(services: readonly (ComposeService | undefined)[]): string {
  const needsProfile = services.length > 0 && services.every((service) => (service?.profiles.length ?? 0) > 0);
  return `Compose refuses to start${needsProfile ? ', without that profile too,' : ''} until it is set`;
}
