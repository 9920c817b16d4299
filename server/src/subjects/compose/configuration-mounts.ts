import type { ComposeModel, ComposeService } from '../../formats/compose/model/model.ts';
import type { ComposeMount } from '../../formats/compose/model/parts.ts';
import { parseImageName } from '../../knowledge/images/image-name.ts';
import { commandLine } from './command-words.ts';
import { dockerfileOf } from './dockerfile.ts';
import { mountingOf } from './mounting.ts';

/** Files that services read at start and have no business writing. */
const CONFIGURATION: readonly string[] = [
  '.conf',
  '.cfg',
  '.cnf',
  '.ini',
  '.toml',
  '.yml',
  '.yaml',
  '.crt',
  '.cer',
  '.pem',
  '.template',
  '.rules',
  '.vcl',
  '.sql',
  '.htpasswd',
  '.key',
  '/nginx.conf',
  '/Caddyfile',
  '/localtime',
  '/timezone',
  '/haproxy.cfg',
  '/docker-entrypoint-initdb.d',
  '/templates/default.conf.template',
];
/** Files that look so and are written by their service. */
const WRITTEN: readonly string[] = [
  'acme.json',
  'config.yml',
  'config.yaml',
  'configuration.yaml',
  'settings.yml',
  'sentinel.conf',
  'supervisord.conf',
];

/** What a program that manages containers is given: not what it is configured by. */
const COMPOSE_FILE = /(?:^|\/)(?:docker-)?compose[\w.-]*\.ya?ml$/;

/** Folders that hold nothing but such files. */
const FOLDERS: ReadonlySet<string> = new Set([
  '/etc/ssl',
  '/etc/nginx/user_conf.d',
  '/etc/prometheus',
  '/etc/alertmanager',
  '/etc/mysql/conf.d',
  '/etc/haproxy',
  '/usr/local/etc/haproxy',
  '/etc/dnsmasq.d',
  '/etc/wireproxy',
  '/usr/share/logstash/pipeline',
  '/usr/share/logstash/config',
]);
/** Folders of nginx: proxies that write their own configuration and fetch certificates use them, too. */
const OF_NGINX: ReadonlySet<string> = new Set([
  '/etc/nginx',
  '/etc/nginx/conf.d',
  '/etc/nginx/templates',
  '/etc/nginx/ssl',
]);
const PLAIN_NGINX = /^(?:nginx|nginxinc\/nginx-unprivileged|openresty\/openresty)$/;
/** An application with nginx inside: its start script may fill these files in, and ends when it cannot. */
const FILE_OF_NGINX = /^\/etc\/nginx\/(?!user_conf\.d\/)/;
/** Interfaces that edit the files of such a folder. */
const EDITS = /pi-?hole|webui|ui$|admin/;

/** The end of a command before the name of the file it writes; what `cp` names first it reads. */
const WRITES_TO =
  /(?:>|\btee(?: -a)?|\b(?:sed -i|mv)\b[^;&|]*|\b(?:cp|install)\b[^;&|]* (?:(?!-)[^\s;&|]+|-t|--target-directory=?)) ?["']?$/;
/** Of a command, in characters: what is looked at before a name. */
const LONGEST_COMMAND = 300;

/**
 * Whether a service's own command writes the file at its start (`envsubst … > /etc/nginx/conf.d/default.conf`), or a folder above it on the
 * host is mounted writable as well: then `ro` breaks the start, or keeps nobody out.
 */
export function staysWritable(mount: ComposeMount, service: ComposeService): boolean {
  const target = mount.target?.value;
  const source = mount.source?.value?.replace(/(?<=.)\/$/, '');
  if (target === undefined || source === undefined) return true;
  const line = commandLine(service);
  for (let at = line.indexOf(target); at >= 0 && target !== ''; at = line.indexOf(target, at + target.length))
    if (WRITES_TO.test(line.slice(Math.max(0, at - LONGEST_COMMAND), at))) return true;
  return service.mounts.some(({ type, readOnly, source: other }) => {
    const folder = other?.value?.replace(/\/$/, '');
    return type === 'bind' && readOnly === false && folder !== undefined && source.startsWith(`${folder}/`);
  });
}

/**
 * Whether the file is another service's: that one mounts it too and is called, or its image is, like a folder of the path
 * (`/fluentd/etc/…`), while this one is not. What a program never reads is not its configuration.
 */
export function isOfAnother(mount: ComposeMount, service: ComposeService, model: ComposeModel | undefined): boolean {
  const folders = (mount.target?.value ?? '').split('/').slice(1, -1);
  const isCalled = ({ name, image }: ComposeService): boolean =>
    folders.includes(name) || folders.includes(image?.repository?.split('/').at(-1) ?? '');
  if (service.image?.repository === undefined || isCalled(service)) return false;
  if (model === undefined) return false;
  return (mountingOf(model).bySource.get(mount.source?.value) ?? []).some(isCalled);
}

/** Whether a mount is a file, or a folder of files, that its service reads at its start and does not write. */
export function isConfiguration(
  mount: ComposeMount,
  service: ComposeService,
  model: ComposeModel | undefined,
): boolean {
  const target = mount.target?.value?.replace(/(?<=.)\/$/, '');
  const source = mount.source?.value;
  if (mount.type !== 'bind' || target === undefined || source === undefined) return false;
  if (WRITTEN.some((name) => target.endsWith(`/${name}`)) || COMPOSE_FILE.test(source)) return false;
  const base = parseImageName(dockerfileOf(service, model)?.base ?? '')?.repository;
  const image = (service.build === undefined ? service.image?.repository : base) ?? '';
  if (FOLDERS.has(target)) return !EDITS.test(image);
  if (OF_NGINX.has(target)) return service.build === undefined && PLAIN_NGINX.test(image);
  if (FILE_OF_NGINX.test(target) && !PLAIN_NGINX.test(image)) return false;
  return CONFIGURATION.some((suffix) => target.endsWith(suffix));
}
