import type { FileEdit, Fix } from '../../finding/fix.ts';
import { useSecretFile, type WrittenVariable, writtenVariables } from '../../formats/compose/edit/secret.ts';
import type { ComposeModel, ComposeService } from '../../formats/compose/model/model.ts';
import type { ComposeNode } from '../../formats/compose/model/nodes.ts';
import { secretFiles, secretPath } from '../../formats/compose/model/outside-files.ts';
import { imageFacts } from '../../knowledge/images/lookup.ts';
import { formatFor, generateSecret } from '../../secrets/generate.ts';
import type { JudgedSecret } from '../../secrets/judge.ts';
import { at } from '../../text/span.ts';
import type { RuleContext } from '../context.ts';
import type { NamedValue } from '../named-value.ts';
import { afterMove } from './consequences.ts';
import { leaveOut } from './outside-edits.ts';

/**
 * What becomes of the value: a good one stays what it is, a bad one is replaced where nothing else depends on it. `behind`: what the
 * title says of clients that a new value does not reach, from its semicolon on; may be empty.
 */
export type NewValue = { readonly kind: 'keep' } | { readonly kind: 'generate'; readonly behind: string };

/**
 * Moves a secret of a service's environment into a Docker secret, for images that read this variable from a file as well. The value goes
 * to `./secrets/<name>.txt`, which git is told to leave out. `undefined` where the image cannot, where something else in the service
 * needs the variable itself, or where a part of it is shared.
 */
export function moveToSecretFile(
  value: NamedValue,
  secret: JudgedSecret,
  becomes: NewValue,
  context: RuleContext,
): Fix | undefined {
  const [model] = context.all('composeFile');
  const { owner, name } = value;
  if (model === undefined || owner === undefined || !isPlainValue(value, secret)) return undefined;
  const service = model.service(owner);
  const variable = service && fileVariable(service, name);
  if (service === undefined || variable === undefined) return undefined;
  const [written, ...others] = writtenVariables(model, owner, name);
  if (written === undefined || others.length > 0) return undefined;
  if (written.keyed.uri !== value.uri || written.keyed.nameSpan.start !== value.nameSpan.start) return undefined;
  if (!standsAlone(service, model) || needsItself(service, name) || isSetElsewhere(service, name, variable))
    return undefined;
  const file = newSecret(model, owner, name);
  const edits = file && useSecretFile(written, { ...file, variable });
  if (file === undefined || edits === undefined) return undefined;
  const { format, label } = formatFor(secret.purpose);
  const content = (): string => (becomes.kind === 'keep' ? secret.text : generateSecret(format));
  return {
    title: titleOf(
      name,
      file.path,
      becomes.kind === 'keep' ? undefined : `${label} (${afterMove({ value, secret })}${becomes.behind})`,
      isInAnchor(written),
    ),
    safety: 'behavior-changing',
    edits: (): readonly FileEdit[] => [
      ...edits,
      { uri: file.uri, span: at(0), newText: content(), create: true },
      ...leaveOut(file.uri, model.files),
    ],
  };
}

/** `fresh`: what the new value is and what keeps the old one. */
function titleOf(name: string, path: string, fresh: string | undefined, inAnchor: boolean): string {
  const where = inAnchor ? `${path}, in its anchor` : path;
  return fresh === undefined
    ? `Move ${name} to a Docker secret in ${where} (the container gets a file, no variable)`
    : `Move ${name} to a new Docker secret in ${where}: ${fresh}`;
}

/** The whole value, written out, on one line: what a file can hold so that every image reads it back. */
function isPlainValue(value: NamedValue, secret: JudgedSecret): boolean {
  const [section, , key] = value.path;
  const isOwn = section === 'services' && key === 'environment' && value.path.length === 4;
  const isWhole = secret.part === 'value' && value.literal === secret.text && value.references.length === 0;
  return isOwn && isWhole && secret.text.trim() === secret.text && !/[\u0000-\u001f\u007f]/.test(secret.text);
}

/** The variable that takes a path instead, when exchanging the two is all it takes. */
function fileVariable(service: ComposeService, name: string): string | undefined {
  if (service.build !== undefined || service.get('provider') !== undefined) return undefined;
  const known = imageFacts(service.image?.value)?.secrets?.find((secret) => secret.name === name);
  if (known === undefined || known.fileVariableStops === true || known.fileNeeds !== undefined) return undefined;
  return known.file ?? undefined;
}

/** Whether what is written in this service is seen by it alone. */
function standsAlone(service: ComposeService, model: ComposeModel): boolean {
  if (!service.complete || service.extended.length > 0) return false;
  const { uri, nameSpan } = service;
  return !model.services.some(({ extended }) =>
    extended.some(({ definition }) => definition?.uri === uri && definition.span.start === nameSpan.start),
  );
}

/** The entry point turns the file into a variable for what it starts; health checks, hooks and other programs never see that one. */
function needsItself(service: ComposeService, name: string): boolean {
  if (service.entrypoint !== undefined) return true;
  const first = service.command?.words[0];
  if (first !== undefined && /(?:^|\/)(?:ba|da|a|z)?sh$/.test(first.value ?? 'sh')) return true;
  return ['command', 'healthcheck', 'post_start', 'pre_stop', 'labels', 'configs'].some((key) =>
    mentions(service.get(key), name),
  );
}

function mentions(node: ComposeNode | undefined, name: string): boolean {
  if (node === undefined) return false;
  if (node.kind === 'scalar') return node.text.includes(name);
  if (node.kind === 'list') return node.items.some((item) => mentions(item, name));
  return node.entries.some(({ value }) => mentions(value, name));
}

/** Images that read either refuse both. */
function isSetElsewhere(service: ComposeService, name: string, variable: string): boolean {
  if (!service.environmentComplete || service.variable(variable) !== undefined) return true;
  if (service.envFiles.some(({ pairs }) => pairs.some(({ key }) => key === name))) return true;
  return service.environment.some((keyed) => keyed.name !== name && mentions(keyed.node, `$${name}`));
}

interface NewSecret {
  readonly name: string;
  readonly path: string;
  readonly uri: string;
}

/** A name that neither the top level nor the folder has yet. */
function newSecret(model: ComposeModel, owner: string, variable: string): NewSecret | undefined {
  const { files } = model;
  const there = secretFiles(files);
  // What lands in a file that git keeps would be as public as before.
  if (there === undefined) return undefined;
  const short = variable.toLowerCase().replace(/[^a-z0-9]+/g, '_');
  const long = `${owner.toLowerCase().replace(/[^a-z0-9]+/g, '_')}_${short}`.replace(/^_+/, '');
  for (const name of GENERAL.has(short) ? [long] : [short, long]) {
    const path = secretPath(name);
    const uri = files.resolve(path);
    if (model.defines('secrets', name) !== false || there.has(uri)) continue;
    return files.ignoreState(uri) === undefined ? undefined : { name, path, uri };
  }
  return undefined;
}

/** Words that say nothing of whose secret it is. */
const GENERAL: ReadonlySet<string> = new Set(['password', 'secret', 'admin_password', 'admin_token', 'db_password']);

function isInAnchor({ service, keyed }: WrittenVariable): boolean {
  const { start } = keyed.nameSpan;
  return start < service.span.start || start >= service.span.end;
}
