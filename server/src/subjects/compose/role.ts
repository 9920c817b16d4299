import { withTag } from '../../formats/compose/model/built-images.ts';
import type { ComposeModel, ComposeService } from '../../formats/compose/model/model.ts';
import type { ImageFacts } from '../../knowledge/images/image-facts.ts';
import { imageFacts, isKind } from '../../knowledge/images/lookup.ts';
import type { RuleContext } from '../context.ts';
import { commandLine } from './command-words.ts';

/** Profiles that are started by hand on a developer's machine, never by a plain `up` in production. */
const DEVELOPMENT_PROFILES: ReadonlySet<string> = new Set([
  'dev',
  'devel',
  'development',
  'local',
  'debug',
  'debugging',
  'test',
  'tests',
  'testing',
  'e2e',
  'ci',
  'demo',
  'devtools',
  'tool',
  'tools',
  'tooling',
  'example',
  'examples',
  'mock',
  'mocks',
  'benchmark',
  'bench',
  'loadtest',
  'load-test',
  'lint',
]);

const JOB_WORDS: ReadonlySet<string> = new Set([
  'init',
  'initialize',
  'initializer',
  'migrate',
  'migration',
  'migrations',
  'migrator',
  'seed',
  'seeder',
  'setup',
  'bootstrap',
  'createbucket',
  'createbuckets',
  'job',
  'permissions',
  'perms',
  'fixperms',
  'chown',
  'installer',
  'install',
  'create',
  'genkeys',
  'keygen',
  'ready',
]);

/** What is known of the service's image; an image that is built here is not the one its name says. */
export function factsOf(service: ComposeService): ImageFacts | undefined {
  return service.build === undefined ? imageFacts(service.image?.value) : undefined;
}

/** The model of the document a rule is looking at. */
export function modelOf(context: RuleContext): ComposeModel | undefined {
  return context.all('composeFile')[0];
}

/** Whether absent keys of the service may be called absent. */
export function isWhole(service: ComposeService, context: RuleContext): boolean {
  return context.complete && service.complete && (service.image !== undefined || service.build !== undefined);
}

/** False for services that only development profiles start, and for providers that run no container. */
export function runsInProduction(service: ComposeService): boolean {
  if (service.get('provider') !== undefined) return false;
  const { profiles } = service;
  return profiles.length === 0 || !profiles.every(isForDevelopment);
}

/** `test-extensions`, `worker_tests`: words that say it in a longer name. */
const DEVELOPMENT_WORDS: ReadonlySet<string> = new Set([
  'dev',
  'test',
  'tests',
  'testing',
  'e2e',
  'debug',
  'benchmark',
]);

function isForDevelopment(profile: string): boolean {
  const name = profile.toLowerCase();
  return DEVELOPMENT_PROFILES.has(name) || name.split(/[-_.]/).some((word) => DEVELOPMENT_WORDS.has(word));
}

/** Built from the stage of its Dockerfile that is for developers. */
export function isDevelopmentBuild(service: ComposeService): boolean {
  const target = service.text('build', 'target') ?? '';
  return /^(?:dev|develop|development|debug|local|test)$/i.test(target);
}

/**
 * Programs that do one thing and end. A shell line counts by its last command: servers prepare their folders first, too.
 */
const ONCE: ReadonlySet<string> = new Set([
  'make',
  'chown',
  'chmod',
  'mkdir',
  'cp',
  'mc',
  'protoc',
  'pytest',
  'migrate',
  'flyway',
  'liquibase',
  'pg_dump',
  'pg_restore',
  'mongorestore',
  'composer',
]);
/** Targets of `make` that go on running. */
const STARTS: ReadonlySet<string> = new Set(['run', 'serve', 'server', 'start', 'dev', 'up', 'watch', 'live']);
/** Programs that build or test when their next word says so. */
const BUILDERS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['cargo', new Set(['build', 'test', 'check'])],
  ['go', new Set(['build', 'test', 'generate'])],
  ['npm', new Set(['ci', 'install', 'test'])],
  ['yarn', new Set(['install', 'test', 'build'])],
  ['pnpm', new Set(['install', 'test', 'build'])],
  ['mvn', new Set(['package', 'install', 'test', 'verify'])],
  ['alembic', new Set(['upgrade'])],
  ['artisan', new Set(['migrate'])],
  ['manage.py', new Set(['migrate', 'collectstatic', 'test'])],
]);

/** Whether the command is one of a program that ends. */
function runsOnce(service: ComposeService): boolean {
  if (service.ports.length > 0) return false;
  const line = commandLine(service);
  const last = line.slice(Math.max(line.lastIndexOf('&&'), line.lastIndexOf(';'), line.lastIndexOf('\n')) + 1);
  const words = last.split(/[\s&;'"]+/).flatMap((word) => (word === '' ? [] : [word.slice(word.lastIndexOf('/') + 1)]));
  const shell = words.findIndex((word) => !/^(?:(?:ba|z)?sh|-\w*c|sudo|exec|python3?|php|uv|run|poetry)$/.test(word));
  const program = words[shell];
  if (program === undefined) return false;
  const next = words[shell + 1] ?? '';
  if (program === 'make' && STARTS.has(next)) return false;
  // `sleep 3600`: it ends by itself, however late
  if (program === 'sleep') return /^\d/.test(next);
  return ONCE.has(program) || (BUILDERS.get(program)?.has(next) ?? false);
}

/** Clients and shells that images of servers bring along. */
const TOOLS: ReadonlySet<string> = new Set([
  'sh',
  'bash',
  'ash',
  'psql',
  'pg_dump',
  'pg_dumpall',
  'pg_restore',
  'pg_isready',
  'mysql',
  'mysqldump',
  'mariadb',
  'mongo',
  'mongosh',
  'mongodump',
  'mongorestore',
  'mongoimport',
  'redis-cli',
  'valkey-cli',
  'sleep',
  'tail',
]);
const SERVER_IN_LINE =
  /entrypoint|\b(?:postgres|mysqld|mariadbd|mongod|(?:redis|valkey|keydb)-server|rabbitmq-server|minio|clickhouse-server)\b/;

/** Whether the service runs a client or a shell of its image, not the server the image is for. */
export function isTool(service: ComposeService): boolean {
  const entry = service.entrypoint ?? service.command;
  const first = entry?.words[0]?.value;
  if (first === undefined || !TOOLS.has(first.slice(first.lastIndexOf('/') + 1))) return false;
  return !SERVER_IN_LINE.test(commandLine(service));
}

/** Whether the image serves others: then a restart policy alone does not make a job of it. */
function isServer(service: ComposeService): boolean {
  return (
    service.ports.length > 0 ||
    (!isTool(service) && isKind(factsOf(service), 'datastore', 'cache', 'queue', 'search', 'object-store'))
  );
}

/**
 * Whether the service does its work once and ends: migrations, set-up, volume permissions. `restart: on-failure` alone says nothing:
 * servers have it as often.
 */
export function isJob(service: ComposeService, model: ComposeModel | undefined): boolean {
  const mode = service.text('deploy', 'mode');
  if (mode === 'replicated-job' || mode === 'global-job') return true;
  if (model !== undefined && rolesIn(model).awaited.has(service.name)) return true;
  const words = service.name.toLowerCase().split(/[-_.]/);
  if (words.some((word) => JOB_WORDS.has(word)) || runsOnce(service)) return true;
  if (isServer(service)) return false;
  // Compose reads `restart` only where `deploy.restart_policy` is not given
  const condition = service.get('deploy', 'restart_policy', 'condition');
  if (condition !== undefined) return condition.kind === 'scalar' && condition.value === 'none';
  const restart = service.text('restart');
  return restart === 'no' || restart === 'false';
}

/** What services say of one another; asked for every service. */
interface Roles {
  /** Services that others wait for until they have ended. */
  readonly awaited: ReadonlySet<string>;
  /** Names of the images that services build. */
  readonly built: ReadonlySet<string | undefined>;
}

/** A cache only. */
const roles = new WeakMap<ComposeModel, Roles>();

function rolesIn(model: ComposeModel): Roles {
  const known = roles.get(model);
  if (known !== undefined) return known;
  const awaited = new Set<string>();
  for (const { dependsOn } of model.services) {
    for (const { name, options } of dependsOn) {
      const scalar = options?.get('condition');
      if (scalar?.kind === 'scalar' && scalar.value === 'service_completed_successfully') awaited.add(name);
    }
  }
  const built = new Set(model.services.filter(({ build }) => build !== undefined).map(({ image }) => image?.value));
  const found = { awaited, built };
  roles.set(model, found);
  return found;
}

/** Images that this project builds: their tag is a name for the result, whatever it says. */
export function isBuiltHere(service: ComposeService, model: ComposeModel | undefined): boolean {
  if (service.build !== undefined) return true;
  const name = service.image?.value;
  const pull = service.text('pull_policy');
  if (pull === 'never' || pull === 'build') return true;
  if (model === undefined) return false;
  const full = name === undefined ? undefined : withTag(name);
  return rolesIn(model).built.has(name) || (full !== undefined && model.builtImages.has(full));
}
