import type { EnvCheck, SameCheck, Test, TomlCheck } from './checklist.ts';
import { type Deployment, leafTarget, type Target } from './deployment.ts';
import type { Evidence } from './evidence.ts';
import { matchesPattern } from './glob.ts';
import { type Outcome, onlyOneNeeded, shown } from './outcome.ts';
import { seenService } from './seen.ts';
import { describeTest, meets, meetsAbsence, sameWord } from './test-value.ts';

/** A condition on variables. */
export function evaluateEnv(check: EnvCheck, deployment: Deployment): Outcome {
  const { among, of: image } = check;
  const targets = deployment
    .named(check.name)
    .filter((target) => among === undefined || isLike(among, target.value))
    .filter((target) => image === undefined || isLike(image, target.image));
  if (targets.length === 0 && check.default !== undefined) return shown(byDefault(check, deployment));
  const others = check.with === undefined ? [] : deployment.named(check.with);
  const evidence = overValues(targets, others, check.name, check.test);
  return shown(check.some === true ? onlyOneNeeded(evidence) : evidence);
}

/** A value that is known and of the form. */
export function isLike(pattern: string, value: string | undefined): boolean {
  return value !== undefined && matchesPattern(pattern, value);
}

/** What the program does by itself counts where it runs. */
function byDefault({ name, test, default: program }: EnvCheck, deployment: Deployment): readonly Evidence[] {
  if (program === undefined) return [];
  return deployment.services(program.image).map((service) => ({
    at: { uri: service.uri, span: service.nameSpan },
    ok: meets(program.value, test) === true,
    note: `${seenService(service, undefined)}: ${short(name)} is not set, its default is ${program.value}`,
  }));
}

/** A condition on TOML keys. */
export function evaluateToml(check: TomlCheck, deployment: Deployment): Outcome {
  const find = (path: string) =>
    deployment.tomlLeaves(path, check.application).map(({ leaf, model }) => leafTarget(leaf, model));
  const others = check.with === undefined ? [] : find(check.with);
  const evidence = overValues(find(check.path), others, check.path, check.test);
  return shown(check.some === true ? onlyOneNeeded(evidence) : evidence);
}

function overValues(
  targets: readonly Target[],
  others: readonly Target[],
  name: string,
  test: Test,
): readonly Evidence[] {
  if (targets.length > 0) return targets.flatMap((target) => judge(target, test));
  const [other] = others;
  // Its siblings are set, this one is not: the mechanism is there and half of it is missing.
  if (meetsAbsence(test) || other === undefined) return [];
  return [{ at: other.at, ok: false, note: `${short(name)} is missing beside ${other.label}` }];
}

function judge(target: Target, test: Test): readonly Evidence[] {
  const { at, label, value } = target;
  const expected = describeTest(test);
  if (test.absent === true) return [{ at, ok: false, note: `${label}: expected ${expected}` }];
  const isAboutSecret = test.minLength !== undefined || test.format !== undefined || test.present === true;
  if (target.isSecretFile)
    return isAboutSecret ? [{ at, ok: true, note: `${label}: the value stands in a secret file` }] : [];
  if (value === undefined) {
    // Set from outside: that it is set is known, what it is not.
    const only = test.present === true && Object.keys(test).length === 1;
    return only && target.isUnknown ? [{ at, ok: true, note: `${label} is set from outside` }] : [];
  }
  const verdict = meets(value, test);
  if (verdict === undefined) return [];
  return [{ at, ok: verdict, note: verdict ? `${label} is ${expected}` : `${label}: expected ${expected}` }];
}

/** The first of several names. */
function short(pattern: string): string {
  return pattern.split('|')[0] ?? pattern;
}

/** Variables and TOML keys that mean the same; where nothing is set in both there is nothing that could differ. */
export function evaluateSame(check: SameCheck, deployment: Deployment): Outcome {
  const variables = Object.keys(check.pairs).flatMap((name) =>
    deployment.named(name).map((variable) => ({ name, variable })),
  );
  const leaves = deployment.tomlLeaves('*', check.application).map(({ leaf, model }) => leafTarget(leaf, model));
  const [variable] = variables;
  const [leaf] = leaves;
  const evidence = variables.flatMap(({ name, variable: one }) => compare(one, name, check.pairs[name] ?? '', leaves));
  if (evidence.length > 0 || variable === undefined || leaf === undefined) return shown(evidence);
  const note = `${variables.length} variables and ${leaves.length} TOML keys, none of them in both places`;
  return shown([{ at: leaf.at, ok: true, note }]);
}

function compare(variable: Target, name: string, path: string, leaves: readonly Target[]): readonly Evidence[] {
  return leaves
    .filter((leaf) => matchesPattern(path, leaf.label))
    .flatMap((leaf): readonly Evidence[] => {
      if (variable.value === undefined || leaf.value === undefined) return [];
      const ok = sameWord(variable.value, leaf.value);
      return [{ at: leaf.at, ok, note: ok ? `${name} and ${path} agree` : `${name} and ${path} say different things` }];
    });
}
