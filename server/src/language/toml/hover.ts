import type { TomlModel } from '../../formats/toml/model/model.ts';
import type { TomlPath } from '../../formats/toml/read/tree.ts';
import { recogniseApplication } from '../../knowledge/toml/recognise.ts';
import type { Span } from '../../text/span.ts';
import { describeSetting } from './setting-page.ts';
import { settingAt } from './settings.ts';

/** What the profile of the file's application knows of the key at an offset. Never shows a value of the file. */
export function hoverToml(
  model: TomlModel,
  offset: number,
): { readonly markdown: string; readonly span: Span } | undefined {
  const application = recogniseApplication(model);
  const key = application === undefined ? undefined : keyAt(model, offset);
  if (application === undefined || key === undefined) return undefined;
  const setting = settingAt(application, key.path);
  return setting === undefined ? undefined : { markdown: describeSetting(application, setting), span: key.span };
}

/** The key path that is meant by the name at an offset; in `a.b.c` each part means the path up to it. */
function keyAt(model: TomlModel, offset: number): { readonly path: TomlPath; readonly span: Span } | undefined {
  for (const node of [...model.leaves, ...model.arrays]) {
    if (node.membership === 'array') continue;
    const index = node.key.findIndex(({ span }) => span.start <= offset && offset <= span.end);
    const part = node.key[index];
    if (part !== undefined)
      return { path: node.path.slice(0, node.path.length - (node.key.length - 1 - index)), span: part.span };
  }
  const table = model.tables.find(
    ({ nameSpan, form }) => form !== 'root' && nameSpan.start <= offset && offset <= nameSpan.end,
  );
  return table === undefined ? undefined : { path: table.path, span: table.nameSpan };
}
