import data from '../../data/nginx-variables.json' with { type: 'json' };

const VARIABLES: ReadonlyMap<string, string> = new Map(Object.entries(data.summaries));

/** The names of built-in variables without `$`; families end with `_` (`arg_`). */
export const VARIABLE_NAMES: readonly string[] = [...VARIABLES.keys()];

/** What a built-in variable holds; `undefined` when nginx has none of that name. Case does not matter. */
export function variableSummary(name: string): string | undefined {
  const lower = name.toLowerCase();
  const family = VARIABLE_NAMES.find(
    (known) => known.endsWith('_') && lower.startsWith(known) && lower.length > known.length,
  );
  return VARIABLES.get(lower) ?? (family === undefined ? undefined : VARIABLES.get(family));
}
