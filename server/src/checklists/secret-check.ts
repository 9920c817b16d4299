import { classifyKey } from '../secrets/purpose.ts';
import { shapeOf } from '../secrets/value-shape.ts';
import type { NamedValue } from '../subjects/named-value.ts';
import { fileNameOf } from '../text/uri-text.ts';
import type { Deployment } from './deployment.ts';
import type { Evidence } from './evidence.ts';
import { matchesPattern } from './glob.ts';
import { type Outcome, shown } from './outcome.ts';

const MOST = 5;

/** Secrets written out in the environment; what was read without one is the evidence. */
export function evaluateNoSecrets(where: 'dotenv' | 'environment', deployment: Deployment): Outcome {
  const values = deployment.variables.filter((value) => where === 'environment' || value.place === 'dotenv');
  const literal = values.filter(isLiteralSecret);
  if (literal.length > 0)
    return shown(literal.slice(0, MOST).map((value) => at(value, false, `${value.name} is written out`)));
  const files = new Map(values.map((value) => [value.uri, value]));
  return shown(
    [...files.values()].slice(0, MOST).map((value) => {
      const count = values.filter(({ uri }) => uri === value.uri).length;
      return at(value, true, `${fileNameOf(value.uri)}: ${count} variables, none of them a secret`);
    }),
  );
}

function isLiteralSecret(value: NamedValue): boolean {
  if (value.literal === undefined || classifyKey(value.name).kind !== 'secret') return false;
  const shape = shapeOf(value.literal);
  return shape === 'text' || shape === 'private-key' || shape === 'json';
}

function at(value: NamedValue, ok: boolean, note: string): Evidence {
  return { at: { uri: value.uri, span: value.nameSpan }, ok, note };
}

/** No two names hold one value. Values are compared, never shown; one that refers to another is meant to be the same. */
export function evaluateDistinct(pattern: string, deployment: Deployment): Outcome {
  const byValue = new Map<string, NamedValue>();
  const names = new Map<string, NamedValue>();
  const same: Evidence[] = [];
  for (const value of deployment.variables) {
    const text = value.literal?.trim() ?? '';
    const name = value.name.replace(/_{1,2}FILE$/i, '');
    const shape = shapeOf(text);
    if (!matchesPattern(pattern, name) || shape === 'empty' || shape === 'plain') continue;
    const other = byValue.get(text);
    if (other !== undefined && other.name !== value.name)
      same.push(at(value, false, `${value.name} has the value of ${other.name}`));
    byValue.set(text, other ?? value);
    names.set(value.name, value);
  }
  if (same.length > 0 || names.size < 2) return shown(same.slice(0, MOST));
  return shown(
    [...names.values()].slice(0, MOST).map((value) => at(value, true, `${value.name} differs from the others`)),
  );
}

/** No line of a `.env` file starts with `export`. */
export function evaluateNoExport(deployment: Deployment): Outcome {
  return shown(
    deployment.models.flatMap((model): readonly Evidence[] => {
      if (model.format !== 'dotenv') return [];
      const name = fileNameOf(model.uri);
      const exported = model.entries.find(({ exportSpan }) => exportSpan !== undefined);
      const span = exported?.exportSpan;
      if (span !== undefined)
        return [{ at: { uri: model.uri, span }, ok: false, note: `${name}: export before a name` }];
      const start = { uri: model.uri, span: { start: 0, end: 0 } };
      return [{ at: start, ok: true, note: `${name}: ${model.entries.length} entries, none with export` }];
    }),
  );
}
