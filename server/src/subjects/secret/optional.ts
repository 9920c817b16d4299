import type { ComposeModel } from '../../formats/compose/model/model.ts';
import { envTemplate } from '../../formats/compose/model/outside-files.ts';
import { secretIn, unsetVariables } from '../compose/unset-variables.ts';

/** Asked for every unguarded secret of a file. A cache only. */
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
