import { type Fix, fixIf } from '../../finding/fix.ts';
import { replaceInScalar } from '../../formats/compose/edit/scalar.ts';
import { secretIn, type Use, unsetVariables } from '../../subjects/compose/unset-variables.ts';
import { defineRule } from '../contract.ts';

/** A fix that writes more places than this is not offered. */
const MOST_PLACES = 60;

export default defineRule({
  id: 'compose/unset-variable',
  subject: 'composeFile',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'production',
  summary: 'A variable is set in none of the env files beside the Compose file',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(model, report) {
    for (const [name, places] of unsetVariables(model)) {
      const [first] = places;
      if (first === undefined) continue;
      const secret = secretIn(name, places);
      if (secret === 'optional') continue;
      const optional = places.every((place) => place.optional);
      const isEmptySecret = optional && secret !== undefined;
      const shown = name.length > 34 ? `${name.slice(0, 33)}…` : name;
      report({
        at: first.reference.span,
        path: ['variable', name],
        advice: name,
        ...(optional && !isEmptySecret ? { severity: 'low' as const } : {}),
        message: isEmptySecret
          ? `${shown} is set in no env file here, so this secret is empty; set it or require it`
          : optional
            ? `${shown} is set in no env file here, so it is empty; set it, or say that empty is meant`
            : `${shown} is set in no env file here, so nothing stands in its place; set it or require it`,
        fixes:
          optional && !isEmptySecret
            ? [...emptyFix(name, places), ...requireFix(name, places)]
            : requireFix(name, places),
      });
    }
  },
});

/** Written in every place: the same for Compose, and said by somebody. */
function emptyFix(name: string, places: readonly Use[]): readonly Fix[] {
  return writeFix(`Leave ${name} empty by default (Compose no longer warns)`, `\${${name}:-}`, places);
}

function requireFix(name: string, places: readonly Use[]): readonly Fix[] {
  return writeFix(`Require ${name} (Compose refuses to start until it is set)`, `\${${name}:?set ${name}}`, places);
}

function writeFix(title: string, reference: string, places: readonly Use[]): readonly Fix[] {
  if (places.length > MOST_PLACES) return [];
  const lists = places.map(({ node, reference: old }) => replaceInScalar(node, old.span, reference));
  const edits = lists.includes(undefined) ? undefined : lists.flatMap((list) => list ?? []);
  return fixIf(title, 'behavior-changing', edits);
}
