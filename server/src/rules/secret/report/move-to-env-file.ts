import { formatFor, generateSecret } from '../../../secrets/generate.ts';
import type { JudgedSecret } from '../../../secrets/judge.ts';
import { isIssued } from '../../../secrets/purpose.ts';
import { encryptsData } from '../../../secrets/rotation.ts';
import type { NamedValue } from '../../../subjects/named-value.ts';
import { lineEndingOf } from '../../../text/edit.ts';
import { at } from '../../../text/span.ts';
import type { FileEdit, Fix, RuleContext } from '../../contract.ts';

/**
 * Moves a secret of a compose file into the `.env` beside it, which Compose reads by itself: a fresh one where one can be made,
 * else the one that stood here. `undefined` where the file is tracked by git, cannot be read, or names the variable already.
 */
export function moveToEnvFile(
  value: NamedValue,
  secret: JudgedSecret,
  name: string,
  edits: readonly FileEdit[],
  context: RuleContext,
): Fix | undefined {
  const target = envFileOf(name, context);
  const fresh = secret.purpose !== 'api-key' && !isIssued(value.name) && !mustStay(secret);
  // only what every reader of .env files takes as it stands
  if (target === undefined || !(fresh || /^[\w+/=.:@%-]{1,512}$/.test(secret.text))) return undefined;
  const { format, label } = formatFor(secret.purpose);
  const entry = (): FileEdit => {
    const text = fresh ? generateSecret(format) : secret.text;
    return { ...target.edit, newText: `${target.before}${name}=${text}${target.ending}` };
  };
  return {
    title: fresh
      ? `Move ${name} to .env with a new value: ${label} (what was set up with the old one needs it too)`
      : `Move ${name} to .env (keep that file out of version control)`,
    safety: 'behavior-changing',
    edits: () => [...edits, entry()],
  };
}

/**
 * Whether a secret must not be replaced by another one: data is encrypted with it and lost without it.
 * A placeholder has encrypted nothing worth keeping.
 */
export function mustStay(secret: JudgedSecret): boolean {
  const { verdict } = secret.grade;
  return encryptsData(secret.purpose) && verdict !== 'placeholder' && verdict !== 'empty';
}

interface EnvFile {
  readonly edit: Omit<FileEdit, 'newText'>;
  readonly before: string;
  readonly ending: string;
}

function envFileOf(name: string, context: RuleContext): EnvFile | undefined {
  const [model] = context.all('composeFile');
  if (model === undefined) return undefined;
  const uri = model.files.resolve('.env');
  const file = model.files.get(uri);
  if (file.state === 'missing') return { edit: { uri, span: at(0), create: true }, before: '', ending: '\n' };
  if (file.state !== 'read' || file.tracked === true) return undefined;
  const names = file.text.split(/\r\n|\r|\n/).map((line) => /^\s*(?:export\s+)?([\w.-]+)\s*[=:]/.exec(line)?.[1]);
  if (names.includes(name)) return undefined;
  const ending = lineEndingOf(file.text);
  const closed = file.text === '' || file.text.endsWith('\n');
  return { edit: { uri, span: at(file.text.length) }, before: closed ? '' : ending, ending };
}
