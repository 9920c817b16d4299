import { isRenderedName } from '../formats/detect.ts';
import type { Location } from '../formats/format.ts';
import { branchesIn } from '../formats/template-branches.ts';
import type { Model } from '../subjects/subject.ts';
import type { Span } from '../text/span.ts';

/** Whether a file is a template of another tool that was checked in part only: a property of the file, as nothing in it is wrong. */
export function isCheckedInPart({ file, format, uri }: Pick<Model, 'file' | 'format' | 'uri'>): boolean {
  const { text, complete, problems } = file;
  if (problems.some(({ kind }) => kind === 'template')) return true;
  if (isRenderedName(uri) && TAG.test(text)) return true;
  // The compose and nginx readers tell a template from a broken file with `{{` inside a text or a comment.
  if (complete || format === 'compose' || format === 'nginx' || problems.length === 0) return false;
  return TAG.test(text);
}

const TAG = /\{[{%]|<%/;

/** Rules that speak of a setting: inside `{% if %}` the branch is its switch. A secret is one in any branch. nginx has its own list. */
const OF_SETTINGS = /^(?:compose|dotenv|env)\//;

/** Asked for every finding: of a model only once. A cache only. */
const known = new WeakMap<Model, readonly Span[]>();

/** Whether a finding in a template would claim that a branch is taken. */
export function isBehindSwitch(rule: string, at: Location, model: Model): boolean {
  if (!OF_SETTINGS.test(rule) || at.uri !== model.uri || model.format === 'nginx') return false;
  let branches = known.get(model);
  if (branches === undefined) {
    branches = isCheckedInPart(model) ? branchesIn(model.file.text) : [];
    known.set(model, branches);
  }
  return isInOne(branches, at.span.start);
}

/** Whether an offset lies in one of some spans, which are in order and apart. */
function isInOne(spans: readonly Span[], offset: number): boolean {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const { start, end } = spans[middle] as Span;
    if (offset < start) high = middle;
    else if (offset >= end) low = middle + 1;
    else return true;
  }
  return false;
}
