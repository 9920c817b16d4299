import type { ComposeImage } from '../../formats/compose/model/parts.ts';
import { discontinued } from '../../knowledge/images/discontinued.ts';
import { isLatestOnly } from '../../knowledge/images/latest-only.ts';
import { imageFacts } from '../../knowledge/images/lookup.ts';
import { isBuiltByHand, isMovingTag, saysForDevelopers, versionFix } from '../../subjects/compose/image-tag.ts';
import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { isBuiltHere, modelOf, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

/** Why a tag moves; `undefined` for one that names a version, and for what is not known. */
function motion(image: ComposeImage): string | undefined {
  if (image.digest !== undefined || image.repository === undefined || image.repository === 'scratch') return undefined;
  if (image.tag === undefined) return 'has no tag, that is latest';
  const tag = image.tag.value;
  return tag !== undefined && isMovingTag(tag) ? `follows the tag ${tag.toLowerCase().slice(0, 16)}` : undefined;
}

/**
 * A name that no registry has: the default of a variable, without a registry or a namespace, of several words and none of the known
 * images (`${APP_IMAGE:-shop-app:latest}`). Whoever builds it decides what the tag is.
 */
function isResultOfBuild({ node, repository }: ComposeImage): boolean {
  if (node.certainty !== 'default' || repository === undefined || repository.includes('/')) return false;
  return /[-_]/.test(repository) && imageFacts(repository) === undefined;
}

/** An image that says by its name that it is for a developer's machine. */
function isForDevelopers({ repository }: ComposeImage): boolean {
  return saysForDevelopers(repository);
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
    // the publisher went: there is another image to take, and `discontinued-image` says which
    if (isLatestOnly(image.value) && discontinued(image.value) !== undefined) return;
    report({
      at: placeOf(image.tag ?? image.node),
      message: `Image of ${quoted(service.name)} ${why}: the next pull may bring another; ${isLatestOnly(image.value) ? 'pin its digest' : 'name a version'}`,
      // a default may be overruled where the file is deployed
      ...(image.node.certainty === 'default' || isForDevelopers(image) ? { severity: 'low' as const } : {}),
      path: ['services', service.name, 'image'],
      // what is for a developer's machine is built there, without a version: one named would be asked of a registry
      fixes: () =>
        isForDevelopers(image) || isBuiltByHand(service) ? [] : versionFix(service, image, modelOf(context)),
    });
  },
});
