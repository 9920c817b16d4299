import { type FileEdit, type Fix, fixIf } from '../../finding/fix.ts';
import type { ComposeModel, ComposeService } from '../../formats/compose/model/model.ts';
import type { ComposeImage } from '../../formats/compose/model/parts.ts';
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
 * What a moving tag says besides the version: `fpm` of `fpm` and of `stable-fpm`, empty for `latest`. Another variant is another program: an
 * image without `fpm` speaks HTTP where the proxy in front speaks FastCGI.
 */
function variantOf(tag: string): string {
  const words = tag.split('-');
  return CHANNELS.has(words[0]?.toLowerCase() ?? '') ? words.slice(1).join('-') : tag;
}

/** A tag to fill in, where the image is written without any reference. */
function tagEdit({ node, tag }: ComposeImage): FileEdit | undefined {
  const isQuotable = node.style === 'plain' || node.style === 'single' || node.style === 'double';
  if (node.shared || node.references.length > 0 || !isQuotable) return undefined;
  // a number would be made up; whoever fills it in knows which one runs today
  const placeholder = '${1:VERSION}';
  if (tag === undefined)
    return { uri: node.uri, span: at(node.contentSpan.end), newText: `:${placeholder}`, snippet: true };
  const variant = variantOf(tag.value ?? '');
  return { uri: node.uri, span: tag.span, newText: `${placeholder}${variant && `-${variant}`}`, snippet: true };
}

/** The fix that names a version wherever the file runs the same image: what shares data or a protocol stays one version. */
export function versionFix(
  service: ComposeService,
  image: ComposeImage,
  model: ComposeModel | undefined,
): readonly Fix[] {
  const twins = (model?.services ?? []).filter(
    (other) => other.name !== service.name && other.image?.text === image.text,
  );
  const edits = [image, ...twins.flatMap((twin) => twin.image ?? [])].map(tagEdit);
  const known = edits.flatMap((edit) => edit ?? []);
  if (known.length < edits.length) return [];
  const variant = variantOf(image.tag?.value ?? '');
  const [twin, ...more] = twins;
  const also =
    twin === undefined ? '' : `, also for ${quoted(twin.name)}${more.length === 0 ? '' : ` and ${more.length} more`}`;
  const kept = variant === '' ? '' : ` of the variant ${variant}`;
  const elsewhere = sameImageElsewhere(image, model);
  const note = elsewhere === undefined ? '' : ` (${elsewhere} runs the same image: name it there too)`;
  return fixIf(`Name a version${kept}${also}${note}`, 'needs-input', known);
}

const MOST_FILES = 12;

/** The name of a Compose file beside this one, and no part of the same project, that runs the very same image. */
function sameImageElsewhere(image: ComposeImage, model: ComposeModel | undefined): string | undefined {
  if (model === undefined) return undefined;
  const { files } = model;
  const own = new Set([model.uri, ...model.layers.map(({ uri }) => uri)]);
  const others = ['*compose*.yml', '*compose*.yaml'].flatMap((pattern) => files.glob(pattern) ?? []);
  const found = others
    .filter((uri) => !own.has(uri))
    .slice(0, MOST_FILES)
    .find((uri) => {
      const file = files.get(uri);
      return file.state === 'read' && file.text.split(/\r?\n/).some((line) => imageIn(line) === image.text);
    });
  return found === undefined ? undefined : fileNameOf(found);
}

/** The image that a line names, without quotes and comment. */
function imageIn(line: string): string | undefined {
  const [, value] = /^[ \t]*image:[ \t]*(\S+)/.exec(line) ?? [];
  return value?.replace(/^(["'])(.*)\1$/, '$2');
}
