import type { TomlModel } from '../../formats/toml/model/model.ts';
import { isOff, isOn } from '../../knowledge/env/switch.ts';
import { splitKeyPath } from '../../knowledge/toml/key-path.ts';
import { applicationOf } from '../../subjects/toml/application-of.ts';
import { scalarOf } from '../../subjects/toml/seen.ts';
import { defineRule } from '../contract.ts';

/** Whether two spellings mean the same: `true` is `1` is `on`. */
function meanTheSame(a: string, b: string): boolean {
  if (isOn(a) || isOff(a)) return isOn(a) === isOn(b) && isOff(a) === isOff(b);
  return a.trim() === b.trim();
}

/** The settings of a file that the `.env` beside it sets otherwise. */
function overridden(model: TomlModel) {
  const application = applicationOf(model);
  return Object.entries(application?.variables ?? {}).flatMap(([key, variable]) => {
    const node = model.get(splitKeyPath(key));
    const value = scalarOf(model.file.text, node);
    const other = model.variable(variable);
    if (node?.type !== 'leaf' || value === undefined || other === undefined || other.text === '') return [];
    if (other.text.includes('$') || meanTheSame(String(value), other.text)) return [];
    return [{ leaf: node, key, variable, at: other.at }];
  });
}

export default defineRule({
  id: 'toml/overridden-by-environment',
  subject: 'document',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'production',
  summary: 'The .env beside the file sets the same thing otherwise',
  fix: 'none',
  formats: ['toml'],
  check(model, report) {
    if (model.format !== 'toml') return;
    for (const { leaf, key, variable, at } of overridden(model)) {
      report({
        at: leaf.valueSpan,
        message: `${key} is overridden: .env sets ${variable} to something else; keep one of the two`,
        path: leaf.path.map(String),
        related: [{ at, message: `${variable} is set here` }],
      });
    }
  },
});
