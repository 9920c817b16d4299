import { fixIf } from '../../finding/fix.ts';
import type { TomlModel } from '../../formats/toml/model/model.ts';
import type { TomlNode } from '../../formats/toml/read/tree.ts';
import { applicationOf } from '../../subjects/toml/application-of.ts';
import { type SplitName, splitNames } from '../../subjects/toml/dotted-names.ts';
import { type Span, span } from '../../text/span.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'toml/unquoted-dots',
  subject: 'document',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'A name with dots has no quotes, so its settings are ignored',
  fix: 'behavior-changing',
  formats: ['toml'],
  check(model, report) {
    const application = model.format === 'toml' ? applicationOf(model) : undefined;
    if (model.format !== 'toml' || application === undefined) return;
    for (const split of splitNames(model, application)) {
      const places = writtenAt(model, split);
      const usual = application.settings.find(({ key }) => key === `"${split.name}"`)?.default;
      report({
        ...(split.last.type === 'leaf' && split.last.value === usual ? { severity: 'low' as const } : {}),
        at: places[0] ?? split.last.nameSpan,
        message: `${split.name.slice(0, 40)} without quotes is one table in another, which ${application.name} ignores; put the name in quotes`,
        path: split.last.path.map(String),
        fixes: fixIf(
          `Quote the name (${application.name} obeys it from then on, also where its data was made without it)`,
          'behavior-changing',
          places.length === 0 ? undefined : places.map((place) => ({ span: place, newText: `"${split.name}"` })),
        ),
      });
    }
  },
});

/** Where the name stands as written: in keys with dots and in the headers of its tables. */
function writtenAt(model: TomlModel, { name, last }: SplitName): readonly Span[] {
  const places = new Map<number, Span>();
  const add = (from: number, text: string): void => {
    const at = text.search(new RegExp(`(?:^|[.[\\s])${name.replace(/[^\w]/g, '\\$&')}(?:$|[.\\]\\s])`));
    if (at < 0) return;
    const start = from + text.indexOf(name, at);
    places.set(start, span(start, start + name.length));
  };
  for (const node of nodesIn(last)) {
    if (node.type === 'table') {
      const { headerSpan, form } = node;
      if (headerSpan !== undefined && form !== 'inline')
        add(headerSpan.start, model.file.text.slice(headerSpan.start, headerSpan.end));
    } else if (node.type === 'leaf') {
      add(node.keySpan.start, model.file.text.slice(node.keySpan.start, node.keySpan.end));
    }
  }
  return [...places.values()].sort((a, b) => a.start - b.start);
}

/** A node and all below it. */
function nodesIn(node: TomlNode): readonly TomlNode[] {
  if (node.type === 'leaf') return [node];
  const inner = node.type === 'table' ? [...node.entries.values()] : node.items;
  return [node, ...inner.flatMap(nodesIn)];
}
