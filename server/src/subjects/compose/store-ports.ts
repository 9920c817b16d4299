import type { ComposeService } from '../../formats/compose/model/model.ts';
import { commandLine } from './command-words.ts';
import { STORE_PRODUCTS } from './store-products.ts';

/** Words that say a data store without saying which; ports of web servers are not among the ports. */
const GENERIC: ReadonlySet<string> = new Set(['db', 'db1', 'database', 'sql', 'datastore', 'store']);
/** Where a word that says no more than "a database" says too little. */
const WEB_LIKE: ReadonlySet<number> = new Set([9200, 5984, 9092, 5672, 15_672, 9324, 9325, 2181, 8123]);

/**
 * The data store that answers on a container port of a service whose image is not known: port and a word of its names must agree.
 * @returns the product's name for a message; `undefined` when nothing agrees
 */
export function storeByPort(service: ComposeService, port: number): string | undefined {
  const emulator = emulatorAt(service, port);
  if (emulator !== undefined) return emulator;
  const listener = kafkaListener(service, port);
  if (listener !== undefined) return listener === 'open' ? 'Kafka' : undefined;
  const products = STORE_PRODUCTS.filter(({ ports }) => ports.includes(port));
  if (products.length === 0) return undefined;
  const words = namesOf(service);
  const product = products.find((one) => words.some((word) => one.words.some((start) => begins(word, start))));
  if (product !== undefined) return product.name;
  return !WEB_LIKE.has(port) && words.some((word) => GENERIC.has(word)) ? 'A database' : undefined;
}

/**
 * A stand-in for a service of Google Cloud that the command starts on all addresses of the container: it knows neither accounts nor TLS
 * (https://docs.cloud.google.com/spanner/docs/emulator, https://cloud.google.com/bigtable/docs/emulator). Without the flag it listens on loopback.
 */
function emulatorAt(service: ComposeService, port: number): string | undefined {
  const line = commandLine(service);
  const product =
    /\bgcloud\s(?:\S{1,40}\s){0,4}?emulators\s+(pubsub|bigtable|firestore|datastore|spanner)\s+start\b/.exec(line)?.[1];
  const listened = /--host-port[= ]["']?(?:0\.0\.0\.0|\[::\]|::):(\d{1,5})\b/.exec(line)?.[1];
  return product === undefined || Number(listened) !== port ? undefined : EMULATORS[product];
}

/** Whether a name of `storeByPort` is that of a stand-in for a service of a cloud. */
export function isStandInStore(name: string): boolean {
  return name.endsWith(' emulator') || STORE_PRODUCTS.some((one) => one.name === name && one.isStandIn === true);
}

/** How the images of Kafka name the broker's settings: Apache and Confluent, Bitnami. */
const BROKERS = ['KAFKA_', 'KAFKA_CFG_'] as const;
/** Of a setting, in characters. */
const LONGEST_LIST = 2_000;

/**
 * How a Kafka broker listens on a container port, by its own settings (`INTERNAL://:9092,EXTERNAL://:29092`): for everybody; for logins over
 * TLS, that is for clients outside, or inside the container alone (`shut`); `undefined` where they name no such listener. A name of its own
 * stands for the protocol that the map gives it (https://kafka.apache.org/documentation/#brokerconfigs_listener.security.protocol.map).
 */
export function kafkaListener(service: ComposeService, port: number): 'open' | 'shut' | undefined {
  for (const prefix of BROKERS) {
    const listeners = service.variable(`${prefix}LISTENERS`)?.value?.slice(0, LONGEST_LIST).split(',') ?? [];
    const found = listeners.flatMap((one) => /^([\w.-]+):\/\/(\S*):(\d{1,5})$/.exec(one.trim())?.slice(1) ?? []);
    for (let i = 0; i < found.length; i += 3) {
      const [name = '', host = '', number] = found.slice(i, i + 3);
      if (Number(number) !== port) continue;
      const protocol = protocolOf(service, prefix, name);
      return protocol === undefined || protocol.toUpperCase().includes('SASL_SSL') || isLoopback(host)
        ? 'shut'
        : 'open';
    }
  }
  return undefined;
}

/** The security protocol of a listener; `undefined` where the map is not known. */
function protocolOf(service: ComposeService, prefix: string, listener: string): string | undefined {
  const map = service.variable(`${prefix}LISTENER_SECURITY_PROTOCOL_MAP`);
  if (map === undefined) return listener;
  const entries = map.value?.slice(0, LONGEST_LIST).split(',');
  const entry = entries
    ?.map((one) => one.trim().split(':'))
    .find(([name]) => name?.toUpperCase() === listener.toUpperCase());
  return entries === undefined ? undefined : (entry?.[1]?.trim() ?? listener);
}

function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i.test(host);
}

const EMULATORS: Readonly<Record<string, string>> = {
  pubsub: 'Pub/Sub emulator',
  bigtable: 'Bigtable emulator',
  firestore: 'Firestore emulator',
  datastore: 'Datastore emulator',
  spanner: 'Spanner emulator',
};

/** Short words must be whole: `es` is no beginning of `essential`. */
function begins(word: string, start: string): boolean {
  return start.length <= 3 ? word === start || (start === 'pg' && /^pg[a-z]+$/.test(word)) : word.startsWith(start);
}

/** The words of a service's names: its own, its container's, its host's, its image's, the folder it is built in. */
export function namesOf(service: ComposeService): readonly string[] {
  const { image } = service;
  const names = [
    service.name,
    service.text('container_name'),
    service.text('hostname'),
    image?.repository ?? image?.text,
    service.text('build', 'context') ?? service.text('build'),
  ];
  return names.flatMap((name) => name?.toLowerCase().split(/[^a-z0-9]+/) ?? []);
}
