import type { ComposeModel } from '../../formats/compose/model/model.ts';
import type { ComposeScalar } from '../../formats/compose/model/nodes.ts';
import { placeOf } from '../../subjects/compose/names.ts';
import { defineRule } from '../contract.ts';

/** Whether a path names something that is fetched: git, https or an OCI artifact. */
function isRemote(path: string): boolean {
  return /^(?:https?|git|ssh|oci):\/\//.test(path) || path.startsWith('git@') || path.startsWith('github.com/');
}

/** A full commit behind `#`, or a digest: nothing else stays what it is. */
function isPinned(path: string): boolean {
  const hash = path.indexOf('#');
  const reference = hash < 0 ? '' : (path.slice(hash + 1).split(':')[0] ?? '');
  return /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(reference) || /@sha256:[0-9a-f]{64}/.test(path);
}

function remotePaths(model: ComposeModel): readonly { readonly node: ComposeScalar; readonly what: string }[] {
  const includes = model.includes.map(({ path }) => ({
    node: path,
    what: 'Included file',
  }));
  const others = model.services.flatMap((service) => {
    const extended = service.scalar('extends', 'file');
    const context = service.build?.context;
    return [
      ...(extended === undefined ? [] : [{ node: extended, what: 'Extended file' }]),
      ...(context === undefined ? [] : [{ node: context, what: 'Build context' }]),
    ];
  });
  return [...includes, ...others];
}

export default defineRule({
  id: 'compose/unpinned-remote-include',
  subject: 'composeFile',
  severity: 'medium',
  category: 'supply-chain',
  profile: 'recommended',
  stages: 'any',
  summary: 'Part of the project is fetched from a place that can change',
  fix: 'none',
  formats: ['compose'],
  check(model, report) {
    for (const { node, what } of remotePaths(model)) {
      if (node.value === undefined || !isRemote(node.value) || isPinned(node.value)) continue;
      report({
        at: placeOf(node),
        message: `${what} is fetched from a place that can change: pin it to a commit or digest`,
        path: ['include', node.value.split('#')[0] ?? ''],
      });
    }
  },
});
