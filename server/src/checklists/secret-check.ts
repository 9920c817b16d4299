import { classifyKey } from '../secrets/purpose.ts';
import { shapeOf } from '../secrets/value-shape.ts';
import type { NamedValue } from '../subjects/named-value.ts';
import { fileNameOf } from '../text/uri-text.ts';
import type { Deployment, Target } from './deployment.ts';
import type { Evidence } from './evidence.ts';
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

/** No two names hold one value. Values are compared, never shown. */
export function evaluateDistinct(pattern: string, deployment: Deployment): Outcome {
  const byValue = new Map<string, Target>();
  const names = new Map<string, Target>();
  const same: Evidence[] = [];
  for (const target of deployment.named(pattern)) {
    const value = target.value?.trim() ?? '';
    if (value === '' || shapeOf(value) === 'plain' || shapeOf(value) === 'reference') continue;
    const other = byValue.get(value);
    if (other !== undefined && other.label !== target.label)
      same.push({ at: target.at, ok: false, note: `${target.label} has the value of ${other.label}` });
    byValue.set(value, other ?? target);
    names.set(target.label, target);
  }
  if (same.length > 0 || names.size < 2) return shown(same.slice(0, MOST));
  return shown(
    [...names.values()]
      .slice(0, MOST)
      .map(({ at, label }) => ({ at, ok: true, note: `${label} differs from the others` })),
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
