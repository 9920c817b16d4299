import { type FileEdit, fixIf } from '../../finding/fix.ts';
import type { ComposeImage } from '../../formats/compose/model/parts.ts';
import { imageFacts } from '../../knowledge/images/lookup.ts';
import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { isBuiltHere, modelOf, runsInProduction } from '../../subjects/compose/role.ts';
import { at } from '../../text/span.ts';
import { defineRule } from '../contract.ts';

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

/** Why a tag moves; `undefined` for one that names a version, and for what is not known. */
function motion(image: ComposeImage): string | undefined {
  if (image.digest !== undefined || image.repository === undefined || image.repository === 'scratch') return undefined;
  if (image.tag === undefined) return 'has no tag, that is latest';
  const tag = image.tag.value?.toLowerCase();
  if (tag === undefined) return undefined;
  const first = tag.split('-')[0] ?? '';
  const moves =
    CHANNELS.has(tag) || VARIANTS.has(tag) || (CHANNELS.has(first) && first !== 'release' && !/\d/.test(tag));
  return moves ? `follows the tag ${tag.slice(0, 16)}` : undefined;
}

/**
 * A name that no registry has: the default of a variable, without a registry or a namespace, of several words and none of the known
 * images (`${APP_IMAGE:-shop-app:latest}`). Whoever builds it decides what the tag is.
 */
function isResultOfBuild({ node, repository }: ComposeImage): boolean {
  if (node.certainty !== 'default' || repository === undefined || repository.includes('/')) return false;
  return /[-_]/.test(repository) && imageFacts(repository) === undefined;
}

const FOR_DEVELOPERS: ReadonlySet<string> = new Set(['dev', 'devnet', 'local', 'localnode', 'localnet', 'playground']);

/** An image that says by its name that it is for a developer's machine. */
function isForDevelopers({ repository }: ComposeImage): boolean {
  return (
    repository
      ?.toLowerCase()
      .split(/[/_.-]/)
      .some((word) => FOR_DEVELOPERS.has(word)) ?? false
  );
}

/** A tag to fill in, where the image is written without any reference. */
function tagEdits({ node, tag }: ComposeImage): readonly FileEdit[] | undefined {
  const isQuotable = node.style === 'plain' || node.style === 'single' || node.style === 'double';
  if (node.shared || node.references.length > 0 || !isQuotable) return undefined;
  // a number would be made up; whoever fills it in knows which one runs today
  const placeholder = '${1:VERSION}';
  const place = tag === undefined ? at(node.contentSpan.end) : tag.span;
  return [{ uri: node.uri, span: place, newText: tag === undefined ? `:${placeholder}` : placeholder, snippet: true }];
}

export default defineRule({
  id: 'compose/mutable-image-tag',
  subject: 'service',
  severity: 'medium',
  category: 'supply-chain',
  profile: 'recommended',
  stages: 'production',
  summary: 'Image tag points to another image tomorrow',
  fix: 'needs-input',
  formats: ['compose'],
  check(service, report, context) {
    const { image } = service;
    if (image === undefined || !runsInProduction(service) || isBuiltHere(service, modelOf(context))) return;
    const why = motion(image);
    if (why === undefined || isResultOfBuild(image)) return;
    report({
      at: placeOf(image.tag ?? image.node),
      message: `Image of ${quoted(service.name)} ${why}: the next pull may bring another; name a version`,
      // a default may be overruled where the file is deployed
      ...(image.node.certainty === 'default' || isForDevelopers(image) ? { severity: 'low' as const } : {}),
      path: ['services', service.name, 'image'],
      fixes: () => fixIf('Name a version', 'needs-input', tagEdits(image)),
    });
  },
});
