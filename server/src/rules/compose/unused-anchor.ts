import type { SourceNode, SourcePair } from '../../formats/compose/read/tree.ts';
import { quoted } from '../../subjects/compose/names.ts';
import { defineRule } from '../contract.ts';

/** Whether an alias brings the node, or something in it, to life. */
function isUsed(node: SourceNode): boolean {
  if (node.kind === 'alias') return false;
  if (node.use.uses > 0) return true;
  if (node.kind === 'map') return node.pairs.some(({ value }) => isUsed(value));
  return node.kind === 'list' && node.items.some(isUsed);
}

function hasAnchor({ value }: SourcePair): boolean {
  return value.kind !== 'alias' && value.anchor !== undefined;
}

/** The keys of a section that are there to be used elsewhere: the section itself, or, where it only collects them, its members. */
function anchoredIn(section: SourcePair): readonly SourcePair[] {
  if (hasAnchor(section)) return [section];
  return section.value.kind === 'map' ? section.value.pairs.filter(hasAnchor) : [];
}

export default defineRule({
  id: 'compose/unused-anchor',
  subject: 'composeFile',
  severity: 'low',
  category: 'correctness',
  profile: 'strict',
  stages: 'any',
  summary: 'Anchor of an x- section is used by no service',
  fix: 'none',
  formats: ['compose'],
  check(model, report, context) {
    if (!context.complete) return;
    for (const { uri, root } of model.layers) {
      const source = root?.source;
      if (uri !== model.uri || source?.kind !== 'map') continue;
      for (const section of source.pairs.filter(({ key }) => key.text.startsWith('x-'))) {
        for (const { key, value } of anchoredIn(section)) {
          if (isUsed(value)) continue;
          report({
            at: key.span,
            message: `Nothing uses the anchor of ${quoted(key.text)}: merge it where it was meant, or remove it`,
            path: [section.key.text, key.text],
          });
        }
      }
    }
  },
});
