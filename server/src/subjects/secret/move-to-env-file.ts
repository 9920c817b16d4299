import type { FileEdit, Fix } from '../../finding/fix.ts';
import type { ComposeModel } from '../../formats/compose/model/model.ts';
import { envForms } from '../../formats/compose/model/outside-files.ts';
import type { RelatedFiles } from '../../formats/related-files.ts';
import { generateSecret } from '../../secrets/generate.ts';
import { lineEndingOf } from '../../text/edit.ts';
import { at } from '../../text/span.ts';
import { isStack } from '../compose/stack.ts';
import type { RuleContext } from '../context.ts';
import { afterMove } from './consequences.ts';
import { formatOf, mayGenerate } from './may-generate.ts';
import { addToTemplate, leaveOut, namesIn } from './outside-edits.ts';
import type { SecretPlace } from './places.ts';

/** What a move writes in the Compose file. */
interface Move {
  /** The variable that takes the place of the secret. */
  readonly name: string;
  readonly edits: readonly FileEdit[];
  /** What the title says of other services, from its comma on; may be empty. */
  readonly all: string;
  /** What the title says of clients that a new value does not reach, from its semicolon on; may be empty. */
  readonly behind: string;
  /** What the title says of another file, from its semicolon on; may be empty. */
  readonly also: string;
}

/**
 * Moves a secret of a compose file into the `.env` beside it, which Compose reads by itself: a fresh one where one can be made,
 * else the one that stood here. Git is told to leave `.env` out, the template beside it gets the key without a value.
 * `undefined` where the file is tracked by git, cannot be read, or names the variable already.
 */
export function moveToEnvFile(
  { value, secret }: SecretPlace,
  { name, edits, all, behind, also }: Move,
  context: RuleContext,
): Fix | undefined {
  const target = envFileOf(name, context);
  const fresh = mayGenerate(value, secret, context);
  // a bad value that only somebody else can replace would move as it is
  const { verdict } = secret.grade;
  const isBad = verdict === 'placeholder' || verdict === 'weak' || verdict === 'default';
  if (!fresh && isBad) return undefined;
  // a key that everybody knows is as known in another file
  if (!fresh && verdict === 'published') return undefined;
  // only what every reader of .env files takes as it stands
  if (target === undefined || !(fresh || /^[\w+/=.:@%-]{1,512}$/.test(secret.text))) return undefined;
  const { format, label } = formatOf(value, secret, context);
  const isLeftOut = target.files.ignoreState(target.edit.uri) !== undefined;
  const left = isLeftOut ? 'git ignores that file: every copy needs its own' : 'keep that file out of version control';
  const built = isBuiltHere(context) ? '; builds may copy it in: list it in .dockerignore' : '';
  const entry = (): FileEdit => {
    const text = fresh ? generateSecret(format) : secret.text;
    return { ...target.edit, newText: `${target.before}${name}=${text}${target.ending}` };
  };
  return {
    title: fresh
      ? `Move ${name} to .env${all} with a new value: ${label} (${afterMove({ value, secret })}${behind}${also}${built})`
      : `Move ${name} to .env${all} (${left}${also}${built})`,
    safety: 'behavior-changing',
    edits: () => [...edits, entry(), ...leaveOut(target.edit.uri, target.files), ...addToTemplate(name, target.files)],
  };
}

/** Whether an image is built from the folder where `.env` lies: what copies the folder copies the file. */
function isBuiltHere(context: RuleContext): boolean {
  const [model] = context.all('composeFile');
  return model?.services.some(({ build }) => /^\.\/?$/.test(build?.context?.text ?? '')) === true;
}

interface EnvFile {
  readonly edit: Omit<FileEdit, 'newText'> & { readonly uri: string };
  readonly files: RelatedFiles;
  readonly before: string;
  readonly ending: string;
}

function envFileOf(name: string, context: RuleContext): EnvFile | undefined {
  const [model] = context.all('composeFile');
  if (model === undefined) return undefined;
  // an overlay without its base: Compose reads the .env file beside the first file it is given, wherever that is
  if (model.services.some(({ image, build }) => image === undefined && build === undefined)) return undefined;
  // `docker stack deploy` reads no .env file
  if (isStack(model)) return undefined;
  const { files } = model;
  const uri = files.resolve('.env');
  const file = files.get(uri);
  if (file.state === 'missing') {
    // with a file of one line the services that take all of their settings from it would start without the others
    if (model.services.some(({ envFiles }) => envFiles.some(({ fileUri }) => fileUri === uri))) return undefined;
    // made from a file that fills in more of these variables: it would be overwritten then, or the others would be missing
    const forms = envForms(files);
    if (forms === undefined || forms.some(({ text }) => fillsIn(text, name, model))) return undefined;
    return { files, edit: { uri, span: at(0), create: true }, before: '', ending: '\n' };
  }
  if (file.state !== 'read' || file.tracked === true) return undefined;
  if (namesIn(file.text).has(name)) return undefined;
  const ending = lineEndingOf(file.text);
  const closed = file.text === '' || file.text.endsWith('\n');
  return { files, edit: { uri, span: at(file.text.length) }, before: closed ? '' : ending, ending };
}

/** Whether a form of the `.env` sets variables that the services are given, other than this one. */
function fillsIn(form: string, name: string, { services }: ComposeModel): boolean {
  const names = namesIn(form);
  return services.some(({ environment }) =>
    environment.some(({ value }) => (value?.references ?? []).some((one) => one.name !== name && names.has(one.name))),
  );
}
