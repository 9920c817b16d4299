import { type Fix, fixIf } from '../../finding/fix.ts';
import type { Reach } from '../../finding/reach.ts';
import { setKey } from '../../formats/compose/edit/edit.ts';
import type { Edits } from '../../formats/compose/edit/types.ts';
import type { ComposeModel, ComposeService } from '../../formats/compose/model/model.ts';
import { envTemplate } from '../../formats/compose/model/outside-files.ts';
import { isOff } from '../../knowledge/env/switch.ts';
import { isWithin } from '../../knowledge/host-paths.ts';
import type { CredentialNeed, ImageFacts } from '../../knowledge/images/image-facts.ts';
import { majorVersion } from '../../knowledge/images/image-name.ts';
import { commandLine } from './command-words.ts';
import { serviceReach } from './reach.ts';
import { factsOf } from './role.ts';
import { addVariables } from './variables.ts';

/** Words that start the server itself; a service that starts with another word uses the image as a client or a tool. */
const SERVERS: ReadonlySet<string> = new Set([
  'mongod',
  'redis-server',
  'redis-stack-server',
  'valkey-server',
  'keydb-server',
  'dragonfly',
  'rabbitmq-server',
  'server',
  'minio',
  'meilisearch',
  'qdrant',
  './qdrant',
  './meilisearch',
  'graphql-engine',
  'serve',
  'influxd',
  'registry',
  '/bin/meilisearch',
  'docker-entrypoint.sh',
]);

/** A reference that Compose refuses to leave empty. */
function required(name: string): string {
  return `$\{${name}:?set ${name}}`;
}

/** Whether anything in the service may give the credential. What is not known counts as given. */
function mayBeGiven(service: ComposeService, need: CredentialNeed): boolean {
  if (!service.environmentComplete || service.entrypoint !== undefined) return true;
  if (service.configs.length > 0 || service.secrets.length > 0) return true;
  const set = need.variables.some((name) => {
    const variable = service.variable(name);
    // a switch that is written out and off gives nothing: `GF_AUTH_DISABLE_LOGIN_FORM: "false"`
    return variable !== undefined && variable.value?.trim() !== '' && !isOff(variable.value ?? '');
  });
  return set || commandMayGive(service, need) || mountMayGive(service, need);
}

function commandMayGive(service: ComposeService, need: CredentialNeed): boolean {
  const line = commandLine(service);
  if (service.get('command') !== undefined && service.command === undefined) return true;
  if (service.command?.words.some((word) => word.value === undefined)) return true;
  const words = line.split(/[\s=]+/);
  return (
    line.includes('.sh') ||
    (need.flags ?? []).some((flag) => words.includes(flag)) ||
    (need.configArguments ?? []).some((suffix) => words.some((word) => word.endsWith(suffix)))
  );
}

function mountMayGive(service: ComposeService, need: CredentialNeed): boolean {
  return service.mounts.some((mount) => {
    const target = mount.target?.value;
    if (target === undefined) return true;
    return (need.configPaths ?? []).some((path) => isWithin(target, path) || isWithin(path, target));
  });
}

function holdsFor(service: ComposeService, need: CredentialNeed): boolean {
  if (need.from === undefined && need.until === undefined) return true;
  const major = majorVersion(service.image?.tag?.value);
  return major !== undefined && major >= (need.from ?? 0) && major <= (need.until ?? Number.MAX_SAFE_INTEGER);
}

/** The fix that makes the service take its credential from required variables; none where a client or the image would not follow. */
export function credentialFixes(
  service: ComposeService,
  need: CredentialNeed,
  model: ComposeModel | undefined,
): readonly Fix[] {
  const { title, edits } = giveEdits(service, need, model);
  // the image takes its password on the command line only, where `docker inspect` shows it
  return fixIf(title, 'behavior-changing', edits).map((one) => ({ ...one, price: ['secret/variable-in-command'] }));
}

function giveEdits(
  service: ComposeService,
  need: CredentialNeed,
  model: ComposeModel | undefined,
): { readonly title: string; readonly edits: Edits } {
  const { give } = need;
  // members of a replica set log in at each other with a key file: without one a password keeps mongod from starting
  if (give === undefined || isReplica(service)) return { title: '', edits: undefined };
  const taken = 'environment' in give ? give.environment : give.command.slice(-1);
  // a client of the same file would be shut out, and the text "null" of a template would become the password
  if (model !== undefined && (isAddressedBare(service, model) || taken.some((name) => isNullBeside(name, model))))
    return { title: '', edits: undefined };
  if ('environment' in give) {
    const edits = addVariables(
      service,
      give.environment.map((name) => [name, required(name)] as const),
    );
    return { title: titleFor(give.environment, need), edits };
  }
  const words = give.command.map((word, i) => (i === give.command.length - 1 ? required(word) : word));
  const edits = service.get('command') === undefined ? setKey(service, ['command'], { flow: words }) : undefined;
  return { title: titleFor(give.command.slice(-1), need), edits };
}

/** What keeps accounts makes them at its first start alone (mongo asks for a login all the same); others read the variables at every one. */
function titleFor(names: readonly string[], { before }: CredentialNeed): string {
  const kept =
    before === undefined
      ? ''
      : before === 'account'
        ? '; data from before keeps its account and password'
        : '; data from before gets no such account';
  return `Take ${names.join(' and ')} from the environment (Compose stops until ${names.length === 1 ? 'it is' : 'they are'} set; clients must log in${kept})`;
}

/** Whether a setting of another service holds a URL to this one without a login: `redis://cache:6379`. */
function isAddressedBare(service: ComposeService, model: ComposeModel): boolean {
  const start = `://${service.name.toLowerCase()}`;
  return model.services.some((other) =>
    other.environment.some(({ value }) => {
      const text = (value?.value ?? value?.text ?? '').toLowerCase();
      const at = text.indexOf(start);
      return at >= 0 && /^(?:[:/?,]|$)/.test(text.slice(at + start.length)) && !/^https?:/.test(text);
    }),
  );
}

/** Whether the template of `.env` writes `NAME=null`: Laravel reads that as no password, everything else as this text. */
function isNullBeside(name: string, model: ComposeModel): boolean {
  const text = envTemplate(model.files)?.text ?? '';
  return new RegExp(`^[ \\t]*${name}[ \\t]*=[ \\t]*["']?(?:null|nil|none)["']?[ \\t]*\\r?$`, 'im').test(text);
}

/** Whether it is a member of a MongoDB replica set, by its command. */
export function isReplica(service: ComposeService): boolean {
  return /(?:^|\s)--replSet\b/.test(commandLine(service)) && !/(?:^|\s)--keyFile\b/.test(commandLine(service));
}

/** An image that needs a credential in a service that gives it none. */
export interface OpenService {
  readonly facts: ImageFacts;
  readonly need: CredentialNeed;
  /** Who reaches it. */
  readonly reach: Reach;
}

/** What starts without a credential; `undefined` when it has one, may have one, or is no server. */
export function openService(service: ComposeService, model: ComposeModel | undefined): OpenService | undefined {
  const facts = factsOf(service);
  const need = facts?.credential;
  if (facts === undefined || need === undefined || !holdsFor(service, need)) return undefined;
  const first = service.command?.words[0]?.value;
  if (first !== undefined && !first.startsWith('-') && !SERVERS.has(first)) return undefined;
  if (mayBeGiven(service, need)) return undefined;
  return { facts, need, reach: serviceReach(service, model) };
}
