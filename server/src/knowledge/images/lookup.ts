import { once } from '../../text/once.ts';
import { adminInterfaces } from './admin-interfaces.ts';
import { applications } from './applications.ts';
import { bitnami } from './bitnami.ts';
import { caches } from './caches.ts';
import { containerTools } from './container-tools.ts';
import { dataPlatforms } from './data-platforms.ts';
import { databases } from './databases.ts';
import { developmentTools } from './development-tools.ts';
import { documentStores } from './document-stores.ts';
import { emulators } from './emulators.ts';
import { identityProviders } from './identity-providers.ts';
import type { HealthCheck, ImageFacts, ImageKind, InsidePort, SecretVariable } from './image-facts.ts';
import { majorVersion, parseImageName } from './image-name.ts';
import { infrastructure } from './infrastructure.ts';
import { networkServices } from './network-services.ts';
import { observability } from './observability.ts';
import { queues } from './queues.ts';
import { searchEngines } from './search-engines.ts';

/** Everything that is known, one entry an image family. */
export const IMAGES: readonly ImageFacts[] = [
  ...databases,
  ...documentStores,
  ...dataPlatforms,
  ...searchEngines,
  ...caches,
  ...queues,
  ...infrastructure,
  ...containerTools,
  ...networkServices,
  ...observability,
  ...applications,
  ...identityProviders,
  ...adminInterfaces,
  ...developmentTools,
  ...emulators,
  ...bitnami,
];

const byRepository: ReadonlyMap<string, ImageFacts> = new Map(
  IMAGES.flatMap((facts) => facts.images.map((image) => [image, facts] as const)),
);

/** Variables of an image that have a file form, secrets and others. */
function fromFiles(facts: ImageFacts): readonly SecretVariable[] {
  const secrets = (facts.secrets ?? []).filter((secret) => typeof secret.file === 'string');
  const both = secrets[0]?.both;
  const others = facts.alsoFromFiles ?? [];
  return [
    ...secrets,
    ...others.map((name) => ({ name, file: `${name}_FILE`, ...(both === undefined ? {} : { both }) })),
  ];
}

/** Names that every other program uses too: they tell nothing without the image. */
const COMMON = /^(?:ADMIN|APP|DATABASE|DB|LDAP|PASSWORD|SECRET|SMTP)(?:_|$)/;

/** All of them by their file variable. */
const byFileVariable = once(groupedByFile);

function groupedByFile(): ReadonlyMap<string, readonly SecretVariable[]> {
  const groups = new Map<string, SecretVariable[]>();
  for (const variable of IMAGES.flatMap(fromFiles).filter(({ name }) => !COMMON.test(name))) {
    const file = variable.file ?? '';
    groups.set(file, [...(groups.get(file) ?? []), variable]);
  }
  return groups;
}

/**
 * What is known of an image, by its reference as written after interpolation (`docker.io/library/postgres:16@sha256:…`).
 * A private registry that mirrors an image under its own path (`registry.example.com/postgres`) counts as that image.
 */
export function imageFacts(image: string | undefined): ImageFacts | undefined {
  const name = image === undefined ? undefined : parseImageName(image);
  return name === undefined ? undefined : byRepository.get(name.repository);
}

/** Whether the image is known not to serve as root: it says so itself, or its publisher builds all of them so (Bitnami). */
export function dropsRoot(image: string | undefined): boolean {
  if (imageFacts(image)?.dropsRoot === true) return true;
  const repository = image === undefined ? undefined : parseImageName(image)?.repository;
  return repository !== undefined && /^bitnami(?:legacy)?\//.test(repository);
}

/** Whether the image declares a HEALTHCHECK of its own, as far as is known. */
export function declaresHealthCheck(image: string | undefined): boolean {
  const declared = imageFacts(image)?.hasHealthCheck;
  if (declared === undefined || typeof declared === 'boolean') return declared === true;
  const repository = image === undefined ? undefined : parseImageName(image)?.repository;
  return repository !== undefined && declared.includes(repository);
}

/** Programs that are not in the image with this tag, as far as is known. */
export function lacking(image: string | undefined): readonly string[] {
  const facts = imageFacts(image);
  const tag = image === undefined ? undefined : parseImageName(image)?.tag?.toLowerCase();
  return facts?.lacksNotTags?.some((word) => tag?.includes(word)) ? [] : (facts?.lacks ?? []);
}

/** What the images that read a secret from this file variable do when the secret is set directly too; `undefined`: nobody reads it. */
export function bothSet(fileVariable: string, image: string | undefined): 'stops' | 'file' | 'differs' | undefined {
  const facts = imageFacts(image);
  const readers =
    facts === undefined
      ? (byFileVariable().get(fileVariable) ?? [])
      : fromFiles(facts).filter((variable) => variable.file === fileVariable);
  if (readers.length === 0) return undefined;
  const [first, ...more] = readers.map((variable) => variable.both);
  return first !== undefined && more.every((both) => both === first) ? first : 'differs';
}

/** Whether the image is of a kind. */
export function isKind(facts: ImageFacts | undefined, ...kinds: readonly ImageKind[]): boolean {
  return facts?.kinds.some((kind) => kinds.includes(kind)) ?? false;
}

/** What answers on a container port of the image, when that should stay inside. */
export function insidePort(facts: ImageFacts | undefined, port: number): InsidePort | undefined {
  return facts?.insidePorts?.find((inside) => inside.port <= port && port <= (inside.to ?? inside.port));
}

/**
 * The health check that works in this image and tag. A tag without a number (`latest`, `alpine`) counts as the newest version.
 */
export function healthCheckFor(image: string | undefined): HealthCheck | undefined {
  const facts = imageFacts(image);
  const tag = image === undefined ? undefined : parseImageName(image)?.tag?.toLowerCase();
  const major = majorVersion(tag);
  return facts?.healthChecks?.find((check) => {
    if (check.notTags?.some((word) => tag?.includes(word))) return false;
    if (major === undefined) return check.until === undefined;
    return major >= (check.from ?? 0) && major <= (check.until ?? Number.MAX_SAFE_INTEGER);
  });
}
