import type { ComposeModel, ComposeService } from '../server/src/formats/compose/model/model.ts';
import type { ComposeReference } from '../server/src/formats/compose/model/nodes.ts';

/** What docker-compose makes of a service, as its loader's wrapper prints it. */
export interface DescribedService {
  readonly name: string;
  /** Every scalar of the top of the service as text. */
  readonly texts: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string | null>>;
  /** `ip|published|target|protocol`, ranges spread out. */
  readonly ports: readonly string[];
  /** Container paths of `volumes`. */
  readonly targets: readonly string[];
  readonly lists: Readonly<Record<string, readonly string[]>>;
}

/** Python that describes a loaded service in that form. */
export const DESCRIBE = `
def text(value):
    return {True: "true", False: "false"}.get(value, str(value)) if isinstance(value, bool) else str(value)
def describe(service):
    ports = ["|".join(text(part or "") for part in (p.external_ip, p.published, p.target, p.protocol or "tcp"))
             for p in service.get("ports", []) if hasattr(p, "target")]
    targets = [getattr(v, "internal", None) or getattr(v, "target", None) or "" for v in service.get("volumes", [])]
    environment = service.get("environment") or {}
    return {
        "name": service["name"],
        "texts": {k: text(v) for k, v in service.items() if isinstance(v, (str, int, float, bool))},
        "environment": {k: None if v is None else text(v) for k, v in environment.items()},
        "ports": ports,
        "targets": targets,
        "lists": {k: [text(i) for i in v] for k, v in service.items()
                  if isinstance(v, list) and all(isinstance(i, (str, int, float)) for i in v)},
    }
`;

const TEXTS = ['image', 'user', 'restart', 'network_mode', 'hostname', 'container_name', 'working_dir', 'command'];
const FLAGS = ['privileged', 'read_only', 'init', 'tty'];
const LISTS = ['cap_add', 'cap_drop', 'command', 'entrypoint', 'dns'];

/** Where the model and docker-compose read a project differently; what the model does not know is not compared. */
export function differences(model: ComposeModel, described: readonly DescribedService[]): readonly string[] {
  const wrong: string[] = [];
  const names = described.map(({ name }) => name).sort();
  const ours = model.services.map(({ name }) => name).sort();
  if (!model.isOverride && names.join() !== ours.join()) wrong.push(`services: ${names.join()} but ${ours.join()}`);
  for (const theirs of described) {
    const service = model.service(theirs.name);
    if (service !== undefined) wrong.push(...compare(service, theirs).map((one) => `${theirs.name}: ${one}`));
  }
  return wrong;
}

function compare(service: ComposeService, theirs: DescribedService): readonly string[] {
  return [
    ...texts(service, theirs),
    ...lists(service, theirs),
    ...environment(service, theirs),
    ...ports(service, theirs),
    ...targets(service, theirs),
  ];
}

function texts(service: ComposeService, theirs: DescribedService): readonly string[] {
  const differing = TEXTS.filter((key) => {
    const ours = service.text(key);
    return ours !== undefined && theirs.texts[key] !== undefined && ours.trim() !== theirs.texts[key].trim();
  });
  const flags = FLAGS.filter(
    (key) =>
      (service.flag(key) ?? false) !== (theirs.texts[key] === 'true') && service.scalar(key)?.value !== undefined,
  );
  const missing = ['image', 'network_mode', 'privileged'].filter(
    (key) => (service.get(key) === undefined) !== (theirs.texts[key] === undefined),
  );
  return [...differing, ...flags]
    .map((key) => `${key} is ${theirs.texts[key]} but ${service.text(key)}`)
    .concat(missing.map((key) => `${key} is given by one only`));
}

function lists(service: ComposeService, theirs: DescribedService): readonly string[] {
  return LISTS.flatMap((key) => {
    const node = service.list(key);
    const list = theirs.lists[key];
    if (node === undefined && list === undefined) return [];
    // A string is a list to docker-compose in some keys.
    if (node === undefined || list === undefined)
      return service.get(key)?.kind === 'scalar' ? [] : [`${key} is given by one only`];
    const ours = service.scalars(key).map(({ value }) => value);
    if (ours.includes(undefined)) return [];
    const [a, b] = key === 'command' || key === 'entrypoint' ? [ours, list] : [[...ours].sort(), [...list].sort()];
    return a.join('\n') === b.join('\n') ? [] : [`${key} is [${list.join(', ')}] but [${ours.join(', ')}]`];
  });
}

/** docker-compose 1.29 knows no reference and no `$$` inside a default; Compose v2 does. */
function isBeyond1_29(reference: ComposeReference): boolean {
  return reference.word?.text.includes('$') === true;
}

function environment(service: ComposeService, theirs: DescribedService): readonly string[] {
  const wrong: string[] = [];
  for (const [name, value] of Object.entries(theirs.environment)) {
    const ours = service.variable(name);
    if (ours === undefined) wrong.push(`variable ${name} is unknown to us`);
    else if (ours.keyed?.value?.references.some(isBeyond1_29)) continue;
    else if (ours.keyed?.value !== undefined && ours.value !== undefined && ours.value !== value) {
      // Booleans and numbers of a map are printed in Python's way there.
      if (ours.keyed.isString || ours.value.toLowerCase() !== value?.toLowerCase())
        wrong.push(`variable ${name} differs`);
    }
  }
  for (const { name } of service.environment)
    if (!(name in theirs.environment)) wrong.push(`variable ${name} is unknown to docker-compose`);
  return wrong;
}

function ports(service: ComposeService, theirs: DescribedService): readonly string[] {
  const ours: string[] = [];
  for (const { hostIp, published, publishedRange, targetRange, protocol } of service.ports) {
    const isKnown =
      targetRange !== undefined && protocol !== undefined && (published === undefined || publishedRange !== undefined);
    if (!isKnown || (hostIp !== undefined && hostIp.value === undefined)) return [];
    for (let i = 0; i <= targetRange.last - targetRange.first; i++) {
      const host =
        publishedRange === undefined
          ? ''
          : publishedRange.last - publishedRange.first === targetRange.last - targetRange.first
            ? publishedRange.first + i
            : `${publishedRange.first}-${publishedRange.last}`;
      ours.push(`${hostIp?.value ?? ''}|${host}|${targetRange.first + i}|${protocol}`);
    }
  }
  // YAML 1.1 reads an unquoted `22:22` in base 60; Compose v2 does not.
  if (theirs.ports.some((port) => Number(port.split('|')[2]) > 65535)) return [];
  const [a, b] = [[...new Set(ours)].sort().join(' '), [...new Set(theirs.ports)].sort().join(' ')];
  return a === b ? [] : [`ports are ${b} but ${a}`];
}

function targets(service: ComposeService, theirs: DescribedService): readonly string[] {
  const mounts = service.mounts.filter(
    ({ node }) => service.get('tmpfs') !== node && !service.list('tmpfs')?.items.includes(node),
  );
  if (mounts.some(({ target, type }) => target?.value === undefined || type === 'unknown')) return [];
  const plain = (paths: readonly string[]) =>
    [...new Set(paths.map((path) => path.replace(/(?<=.)\/+$/, '').replaceAll('//', '/')))].sort().join(' ');
  const [a, b] = [plain(mounts.map(({ target }) => target?.value ?? '')), plain(theirs.targets)];
  return a === b ? [] : [`volumes go to ${b} but ${a}`];
}
