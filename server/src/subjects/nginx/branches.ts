import type { Fix } from '../../finding/fix.ts';
import type { Location } from '../../formats/format.ts';
import type { NginxModel } from '../../formats/nginx/model/model.ts';

/** The fixes that change nothing a template decides about: an edit inside `{% for %}` would be written many times, or never. */
export function outsideBranches(fixes: readonly Fix[], uri: string, model: NginxModel): readonly Fix[] {
  return fixes.filter((fix) => !fix.edits().some((edit) => model.isConditional({ uri: edit.uri ?? uri, span: edit.span })));
}

/** Whether a finding of an nginx rule there would claim that a template's branch is taken. */
export function isInBranch(rule: string, at: Location, model: NginxModel): boolean {
  return rule.startsWith('nginx/') && model.isConditional(at);
}
