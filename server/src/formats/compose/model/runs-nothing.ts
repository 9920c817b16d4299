import type { Evidence } from '../../stage.ts';
import type { ComposeModel, ComposeService } from './model.ts';

/** What says how an image is made, found or named; none of it makes anything run in a way of its own. */
const OF_IMAGES: ReadonlySet<string> = new Set([
  'image',
  'build',
  'labels',
  'platform',
  'pull_policy',
  'profiles',
  'annotations',
]);

const WORDS: ReadonlySet<string> = new Set([
  'build',
  'builds',
  'bake',
  'images',
  'versions',
  'matrix',
  'renovate',
  'dependabot',
]);

/**
 * A build matrix or a list of versions: every service has an image or a build and nothing else, and the name of the file or the labels
 * say that this is what it is. Without such a word it may be a small deployment. @returns no evidence otherwise.
 */
export function runsNothing(model: ComposeModel, name: string): readonly Evidence[] {
  const { services } = model;
  if (services.length === 0 || !services.every(isOfImages)) return [];
  const byName = hasWord(name);
  if (!byName && !services.every(({ labels }) => labels.some((label) => hasWord(label.name)))) return [];
  return [
    { says: 'idle', weight: 'strong', what: `services of only images and ${byName ? 'its name' : 'their labels'}` },
  ];
}

function isOfImages({ body, complete }: ComposeService): boolean {
  return complete && body.entries.every(({ key }) => OF_IMAGES.has(key) || key.startsWith('x-'));
}

function hasWord(name: string): boolean {
  return name
    .toLowerCase()
    .split(/[^a-z]+/)
    .some((word) => WORDS.has(word));
}
