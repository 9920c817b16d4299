import type { ComposeModel } from '../../formats/compose/model/model.ts';
import { envTemplate } from '../../formats/compose/model/outside-files.ts';
import { isOff } from '../../knowledge/env/switch.ts';
import { secretIn, unsetVariables } from '../compose/unset-variables.ts';
import type { RuleContext } from '../context.ts';
import type { NamedValue } from '../named-value.ts';

/** Whether the switch of what it belongs to is off or never set: `LDAP_PASSWORD` beside `LDAP_ENABLE: ${LDAP_ENABLE}`. */
export function isSwitchedOff(value: NamedValue, context: RuleContext): boolean {
  return switchesBeside(value, context).some(({ name, resolved, references }) => {
    if (!switchedBy(name).some((prefix) => value.name.startsWith(`${prefix}_`))) return false;
    return resolved === undefined ? references.length > 0 : resolved.trim() === '' || isOff(resolved);
  });
}

/** What a switch may switch, by its name: `LDAP` of `LDAP_ENABLE`, `LDAP_ENABLED` and `ENABLE_LDAP`. */
function switchedBy(name: string): readonly string[] {
  const behind = /_ENABLED?$/.exec(name);
  return [
    ...(name.startsWith('ENABLE_') ? [name.slice('ENABLE_'.length)] : []),
    ...(behind === null ? [] : [name.slice(0, behind.index)]),
  ];
}

/** What beside a value may be a switch by its name. */
function switchesBeside(value: NamedValue, context: RuleContext): readonly NamedValue[] {
  const values = context.all('environmentVariable');
  let known = byService.get(values);
  if (known === undefined) {
    const groups = new Map<string, NamedValue[]>();
    for (const one of values) {
      const key = `${one.uri} ${one.owner ?? ''}`;
      const same = groups.get(key);
      if (same === undefined) groups.set(key, isSwitch(one) ? [one] : []);
      else if (same.length < MOST_LOOKED_AT && isSwitch(one)) same.push(one);
    }
    known = groups;
    byService.set(values, known);
  }
  return known.get(`${value.uri} ${value.owner ?? ''}`) ?? [];
}

function isSwitch({ name }: NamedValue): boolean {
  return name.startsWith('ENABLE_') || name.endsWith('_ENABLE') || name.endsWith('_ENABLED');
}

/** No service of a person sets more. */
const MOST_LOOKED_AT = 500;

/** Asked for every unguarded secret of a file. Caches only. */
const byService = new WeakMap<readonly NamedValue[], ReadonlyMap<string, readonly NamedValue[]>>();
const byTemplate = new WeakMap<ComposeModel, ReadonlyMap<string, 'comment' | 'blank'>>();

/** What the template of the `.env` says of its variables: an optional line in a comment, or left blank. */
export function templateLines(model: ComposeModel): ReadonlyMap<string, 'comment' | 'blank'> {
  let known = byTemplate.get(model);
  if (known === undefined) {
    const lines = (envTemplate(model.files)?.text ?? '').split(/\r\n|\r|\n/);
    const read = lines.map((line) => /^\s*(#?)[ \t]*(?:export[ \t]+)?(\w{1,200})[ \t]*=(.*)$/.exec(line));
    const pairs = read.flatMap((match): [string, 'comment' | 'blank'][] => {
      const [, comment, name = '', rest = ''] = match ?? [];
      if (comment === '#') return [[name, 'comment']];
      return match !== null && /^(?:""|'')?(?:\s*#.*)?$/.test(rest.trim()) ? [[name, 'blank']] : [];
    });
    known = new Map(pairs);
    byTemplate.set(model, known);
  }
  return known;
}

/** Whether a secret's variable stands in none of the env files beside a Compose file, and the file is told so. */
export function isKnownUnsetSecret(name: string, file: ComposeModel): boolean {
  const places = unsetVariables(file).get(name);
  return places !== undefined && secretIn(name, places) === 'needed';
}
