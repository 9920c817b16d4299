import type { FileEdit, Fix } from '../../finding/fix.ts';
import type { ComposeModel, ComposeService } from '../../formats/compose/model/model.ts';
import type { ComposeImage } from '../../formats/compose/model/parts.ts';
import { isWithin } from '../../knowledge/host-paths.ts';
import { parseImageName } from '../../knowledge/images/image-name.ts';
import { isLatestOnly } from '../../knowledge/images/latest-only.ts';
import { IMAGES, imageFacts, isKind } from '../../knowledge/images/lookup.ts';
import { once } from '../../text/once.ts';
import { at } from '../../text/span.ts';
import { fileNameOf } from '../../text/uri-text.ts';
import { quoted } from './names.ts';

/** Tags that name a branch or a channel. */
const CHANNELS: ReadonlySet<string> = new Set([
  'latest',
  'stable',
  'edge',
  'nightly',
  'dev',
  'devel',
  'develop',
  'development',
  'main',
  'master',
  'test',
  'testing',
  'beta',
  'alpha',
  'canary',
  'lts',
  'rolling',
  'snapshot',
  'unstable',
  'preview',
  'next',
  'current',
  'release',
  'prod',
  'production',
  'rc',
]);
/** Tags that name a variant of whatever is the newest version. */
const VARIANTS: ReadonlySet<string> = new Set([
  'alpine',
  'slim',
  'alpine-slim',
  'management',
  'management-alpine',
  'fpm',
  'fpm-alpine',
  'apache',
  'debian',
  'ubuntu',
  'full',
]);

/** Whether a tag names no version: a channel, a variant, or a variant of a channel (`stable-alpine`). */
export function isMovingTag(tag: string): boolean {
  const name = tag.toLowerCase();
  const [first = ''] = name.split('-', 1);
  return CHANNELS.has(name) || VARIANTS.has(name) || (CHANNELS.has(first) && first !== 'release' && !/\d/.test(name));
}

/**
 * Channels that name a flavour of the image where they follow another one: Chainguard's `latest-dev` has a shell, `latest` has none
 * (https://edu.chainguard.dev/chainguard/containers/about/differences-development-production/).
 */
const FLAVOURS: ReadonlySet<string> = new Set(['dev', 'devel', 'development', 'test', 'prod', 'production']);

/**
 * What a moving tag says besides the version: `fpm` of `fpm` and of `stable-fpm`, empty for `latest` and `dev-latest`. Another variant is
 * another program: an image without `fpm` speaks HTTP where the proxy in front speaks FastCGI.
 */
function variantOf(tag: string): string {
  const says = (word: string, index: number): boolean =>
    !CHANNELS.has(word.toLowerCase()) || (index > 0 && FLAVOURS.has(word.toLowerCase()));
  return tag.split('-').filter(says).join('-');
}

/** Whether the image is written here, without any reference, in a way that a tag can be put into. */
function isWritten({ node }: ComposeImage): boolean {
  const isQuotable = node.style === 'plain' || node.style === 'single' || node.style === 'double';
  return !node.shared && node.references.length === 0 && isQuotable;
}

/** A digest to fill in, behind the tag that it is to be one of. */
function digestEdit({ node }: ComposeImage): FileEdit {
  return { uri: node.uri, span: at(node.contentSpan.end), newText: '@sha256:${1:DIGEST}', snippet: true };
}

/** A tag to fill in. */
function tagEdit({ node, tag }: ComposeImage): FileEdit {
  // a number would be made up; whoever fills it in knows which one runs today
  const placeholder = '${1:VERSION}';
  if (tag === undefined)
    return { uri: node.uri, span: at(node.contentSpan.end), newText: `:${placeholder}`, snippet: true };
  const variant = variantOf(tag.value ?? '');
  return { uri: node.uri, span: tag.span, newText: `${placeholder}${variant && `-${variant}`}`, snippet: true };
}

interface Twin {
  readonly name: string;
  readonly image: ComposeImage;
}

/** A fix that writes more services than this is not offered: every one of their findings would carry all the others. */
const MOST_TWINS = 60;

/** Services by the text of their image. Asked for every image of a file. A cache only. */
const byImage = new WeakMap<ComposeModel, ReadonlyMap<string, readonly Twin[]>>();

function servicesOf(text: string, model: ComposeModel | undefined): readonly Twin[] {
  if (model === undefined) return [];
  let known = byImage.get(model);
  if (known === undefined) {
    const made = new Map<string, Twin[]>();
    for (const { name, image } of model.services) {
      if (image === undefined) continue;
      const same = made.get(image.text);
      if (same === undefined) made.set(image.text, [{ name, image }]);
      else same.push({ name, image });
    }
    known = made;
    byImage.set(model, known);
  }
  return known.get(text) ?? [];
}

/** The fix that names a version wherever the file runs the same image: what shares data or a protocol stays one version. */
export function versionFix(
  service: ComposeService,
  image: ComposeImage,
  model: ComposeModel | undefined,
): readonly Fix[] {
  const same = servicesOf(image.text, model);
  if (same.length > MOST_TWINS + 1) return [];
  const twins = same.filter(({ name }) => name !== service.name);
  const images = [image, ...twins.map((twin) => twin.image)];
  if (!images.every(isWritten)) return [];
  const variant = variantOf(image.tag?.value ?? '');
  const [twin, ...more] = twins;
  const also =
    twin === undefined ? '' : `, also for ${quoted(twin.name)}${more.length === 0 ? '' : ` and ${more.length} more`}`;
  const elsewhere = sameImageElsewhere(image, model);
  if (isLatestOnly(image.value)) {
    const notes = ['a version is served to paying users only', ...elsewhere];
    const title = `Pin the digest${also} (${notes.join('; ')})`;
    return [{ title, safety: 'needs-input', edits: () => images.map(digestEdit) }];
  }
  const kept = variant === '' ? '' : ` of the variant ${variant}`;
  const notes = [
    ...(keepsData(service, image) ? ['none below the one its data was written with'] : []),
    ...(isOfUnknownPublisher(image) ? ['not for an image you build yourself'] : []),
    ...elsewhere,
  ];
  const note = notes.length === 0 ? '' : ` (${notes.join('; ')})`;
  const title = `Name a version${kept}${also}${note}`;
  return [{ title, safety: 'needs-input', edits: () => images.map(tagEdit) }];
}

/**
 * Whether an older version may not open what it has written: databases, queues and search engines, and any other program whose data
 * is mounted (Nextcloud, Gitea and GitLab refuse to start on the data of a later one).
 */
function keepsData(service: ComposeService, image: ComposeImage): boolean {
  const facts = imageFacts(image.value);
  if (isKind(facts, 'cache', 'emulator')) return false;
  const isStore = isKind(facts, 'datastore', 'queue', 'search', 'coordination') && !isKind(facts, 'admin-interface');
  return isStore || (facts?.dataPaths?.some((path) => isMounted(service, path)) ?? false);
}

function isMounted(service: ComposeService, folder: string): boolean {
  return service.mounts.some(({ type, target }) => {
    const at = target?.value?.replace(/(.)\/$/, '$1');
    return type !== 'tmpfs' && at !== undefined && isWithin(folder, at);
  });
}

/** The registry or the namespace of every image that is known: who publishes one image publishes others. */
const publishers = once(
  () => new Set(IMAGES.flatMap(({ images }) => images.flatMap((image) => image.split('/').slice(0, -1)[0] ?? []))),
);

/**
 * Whether nobody is known to publish the image: no registry's host, none of the known images, no namespace of one. It may be the
 * result of a build that no file here tells of.
 */
function isOfUnknownPublisher(image: ComposeImage): boolean {
  const name = image.value === undefined ? undefined : parseImageName(image.value);
  if (name === undefined || name.registry !== undefined || imageFacts(image.value) !== undefined) return false;
  // a name without a namespace is an official image, known or not, or one that is built
  return !publishers().has(name.repository.split('/').slice(0, -1)[0] ?? '');
}

const FOR_DEVELOPERS: ReadonlySet<string> = new Set(['dev', 'devnet', 'local', 'localnode', 'localnet', 'playground']);

/** Whether a word of a name says that it is for a developer's machine. */
export function saysForDevelopers(name: string | undefined): boolean {
  return (
    name
      ?.toLowerCase()
      .split(/[/_.-]/)
      .some((word) => FOR_DEVELOPERS.has(word)) ?? false
  );
}

/** Networks of nodes that their developers build. */
const TEST_NETS = /(?:^|[/_.-])(?:testnets?|localnets?)(?:[/_.-]|$)/i;

/**
 * Whether a service runs what its developers build, by what stands around an image that nobody is known to publish: a network or a
 * folder of a test net, or the folder of a build mounted.
 */
export function isBuiltByHand(service: ComposeService): boolean {
  const { image } = service;
  if (image === undefined || !isOfUnknownPublisher(image)) return false;
  const folders = service.mounts.flatMap(({ type, source }) => (type === 'volume' ? [] : (source?.written ?? [])));
  const names = [...service.networks.map(({ name }) => name), ...folders];
  if (saysForDevelopers(service.name) || names.some((name) => TEST_NETS.test(name) || saysForDevelopers(name)))
    return true;
  return folders.some((folder) => /^(?:\.\/)?(?:build|target|dist)\/?$/.test(folder));
}

const MOST_FILES = 12;

/**
 * What a title says of the Compose files beside this one, and no part of the same project, that run the very same image: one or no
 * text.
 */
function sameImageElsewhere(image: ComposeImage, model: ComposeModel | undefined): readonly string[] {
  if (model === undefined) return [];
  const { files } = model;
  const own = new Set([model.uri, ...model.layers.map(({ uri }) => uri)]);
  const found = ['*compose*.yml', '*compose*.yaml']
    .flatMap((pattern) => files.glob(pattern) ?? [])
    .filter((uri) => !own.has(uri))
    .slice(0, MOST_FILES)
    .filter((uri) => files.parsed(uri, 'image-texts', imagesIn)?.has(image.text) === true);
  const [first] = found;
  if (first === undefined) return [];
  const name = fileNameOf(first);
  return found.length === 1
    ? [`${name} runs the same image: change it there too`]
    : [
        `${name} and ${found.length - 1} more ${found.length === 2 ? 'file' : 'files'} run the same image: change it there too`,
      ];
}

/** The images that the lines of a text name, without quotes and comment. */
function imagesIn(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const line of text.split(/\r?\n/)) {
    const [, value] = /^[ \t]*image:[ \t]*(\S+)/.exec(line) ?? [];
    if (value !== undefined) found.add(value.replace(/^(["'])(.*)\1$/, '$2'));
  }
  return found;
}
