import type { ComposeService } from '../../formats/compose/model/model.ts';
import type { Location } from '../../formats/format.ts';
import { majorVersion } from '../../knowledge/images/image-name.ts';
import { bytesOf } from './quantity.ts';
import { factsOf } from './role.ts';
import { placeOfVariable } from './variables.ts';

/** A setting by which a program claims memory for itself. */
export interface MemoryClaim {
  /** The setting as people know it: `-Xmx`, `--maxmemory`. */
  readonly name: string;
  readonly bytes: number;
  readonly at: Location;
}

const HEAP_VARIABLES: readonly string[] = [
  'ES_JAVA_OPTS',
  'OPENSEARCH_JAVA_OPTS',
  'KAFKA_HEAP_OPTS',
  'JAVA_OPTS',
  'JAVA_TOOL_OPTIONS',
  '_JAVA_OPTIONS',
  'JVM_OPTS',
  'CATALINA_OPTS',
  'LS_JAVA_OPTS',
  'SOLR_JAVA_MEM',
  'JENKINS_JAVA_OPTS',
  'SONAR_WEB_JAVAOPTS',
];
const SIZE_VARIABLES: readonly string[] = [
  'MAX_HEAP_SIZE',
  'SOLR_HEAP',
  'NEO4J_server_memory_heap_max__size',
  'NEO4J_dbms_memory_heap_max__size',
];
const SIZE_FLAGS: readonly string[] = [
  '--maxmemory',
  '--innodb-buffer-pool-size',
  '--innodb_buffer_pool_size',
  '--wiredTigerCacheSizeGB',
];
const SETTINGS: readonly string[] = ['shared_buffers', 'innodb_buffer_pool_size'];

/** What the service's own settings claim: Java heaps, cache sizes, database buffers. Unknown values are left out. */
export function memoryClaims(service: ComposeService): readonly MemoryClaim[] {
  const claims: MemoryClaim[] = [];
  for (const name of [...HEAP_VARIABLES, ...SIZE_VARIABLES]) {
    const variable = service.variable(name);
    if (variable?.value === undefined) continue;
    const bytes = SIZE_VARIABLES.includes(name) ? bytesOf(variable.value) : heapOf(variable.value);
    if (bytes !== undefined)
      claims.push({
        name: SIZE_VARIABLES.includes(name) ? name : `-Xmx in ${name}`,
        bytes,
        at: placeOfVariable(service, variable),
      });
  }
  return [...claims, ...commandClaims(service)];
}

/** `-Xmx2g`: the last one counts. */
function heapOf(options: string): number | undefined {
  const flag = options
    .split(/\s+/)
    .filter((word) => word.startsWith('-Xmx'))
    .at(-1);
  return flag === undefined ? undefined : bytesOf(flag.slice('-Xmx'.length));
}

function commandClaims(service: ComposeService): readonly MemoryClaim[] {
  const words = [...(service.entrypoint?.words ?? []), ...(service.command?.words ?? [])];
  return words.flatMap((word, i): readonly MemoryClaim[] => {
    const text = word.value;
    if (text === undefined) return [];
    const at = { uri: word.uri, span: word.span };
    if (text.startsWith('-Xmx')) return claim('-Xmx', bytesOf(text.slice('-Xmx'.length)), at);
    const equals = text.indexOf('=');
    const name = equals < 0 ? text : text.slice(0, equals);
    const value = equals < 0 ? words[i + 1]?.value : text.slice(equals + 1);
    if (value === undefined) return [];
    if (name === '--wiredTigerCacheSizeGB') return claim(name, bytesOf(`${value}g`), at);
    if (SIZE_FLAGS.includes(name)) return claim(name, bytesOf(value), at);
    return equals > 0 && SETTINGS.includes(name) ? claim(name, bytesOf(value), at) : [];
  });
}

function claim(name: string, bytes: number | undefined, at: Location): readonly MemoryClaim[] {
  return bytes === undefined || bytes === 0 ? [] : [{ name, bytes, at }];
}

/**
 * What the documents of the service's image write as its memory limit; `undefined` when they write none, or the service itself claims or
 * reserves more, or is of an older version than they speak of (Elasticsearch took a heap of 1g whatever the limit). In compose's byte form.
 */
export function knownMemory(service: ComposeService): string | undefined {
  const { limit, since } = factsOf(service)?.memory ?? {};
  if (limit === undefined || (since !== undefined && (majorVersion(service.image?.tag?.value) ?? 0) < since))
    return undefined;
  const reserved = [service.text('mem_reservation'), service.text('deploy', 'resources', 'reservations', 'memory')];
  const needs = [
    ...reserved.map((text) => (text === undefined ? 0 : (bytesOf(text) ?? 0))),
    // a heap may take half of it: the rest is threads, buffers and the file cache
    ...memoryClaims(service).map((claim) => claim.bytes * 2),
  ];
  const most = needs.reduce((one, other) => Math.max(one, other), 0);
  return most > (bytesOf(limit) ?? 0) ? undefined : limit;
}
