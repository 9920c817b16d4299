import type { ComposeService } from '../../formats/compose/model/model.ts';
import type { ComposePort } from '../../formats/compose/model/parts.ts';
import { namesOf } from './store-ports.ts';

/** A server that carries the traffic of whoever reaches it. */
export interface Relay {
  /** For a message: `A SOCKS proxy`. */
  readonly what: string;
  /** `proxy`: into the networks of the host and out under its address; `dns`: answers strangers, and amplifies what they send. */
  readonly kind: 'proxy' | 'dns';
}

interface Product {
  /** Beginnings of words in the names of images and services. */
  readonly words: readonly string[];
  readonly ports: readonly number[];
  readonly relay: Relay;
}

const SOCKS: Relay = { what: 'a SOCKS proxy', kind: 'proxy' };
const HTTP: Relay = { what: 'an HTTP proxy', kind: 'proxy' };
const DNS: Relay = { what: 'a DNS resolver', kind: 'dns' };

/** Default ports in the documents of each; none of them asks for a login unless its configuration says so. */
const PRODUCTS: readonly Product[] = [
  // github.com/pufferffish/wireproxy README.md; www.inet.no/dante/doc; github.com/rofl0r/microsocks; 3proxy.org/doc
  {
    words: ['wireproxy', 'socks', 'dante', 'sockd', 'microsocks', '3proxy', 'gost', 'glider'],
    ports: [1080],
    relay: SOCKS,
  },
  // support.torproject.org: SocksPort 9050
  { words: ['tor', 'torproxy'], ports: [9050, 9150], relay: SOCKS },
  // wiki.squid-cache.org; tinyproxy.github.io; www.privoxy.org; 3proxy.org/doc
  { words: ['squid', 'wireproxy', '3proxy'], ports: [3128], relay: HTTP },
  { words: ['tinyproxy'], ports: [8888], relay: HTTP },
  { words: ['privoxy', 'torproxy', 'tor'], ports: [8118], relay: HTTP },
  { words: ['mitmproxy', 'gost', 'goproxy'], ports: [8080], relay: HTTP },
  {
    words: [
      'dns',
      'dnsmasq',
      'unbound',
      'bind',
      'bind9',
      'named',
      'coredns',
      'smartdns',
      'recursor',
      'stubby',
      'resolver',
    ],
    ports: [53],
    relay: DNS,
  },
];

/** Resolvers for the machines of a home: to answer them is what they are for. */
const FOR_A_HOME = /^(?:pihole|adguard|adguardhome|technitium)$/;

/** Technitium answers private networks alone unless told otherwise: TechnitiumSoftware/DnsServer docker-compose.yml. */
function answersAll(service: ComposeService): boolean {
  return service.variable('DNS_SERVER_RECURSION')?.value?.trim().toLowerCase() === 'allow';
}

/** Short words must be whole, a number behind them aside: `socks5`; `tor` is no beginning of `torrent`. */
const names = (word: string, start: string) =>
  start.length <= 5 ? word.replace(/\d+$/, '') === start || word === start : word.startsWith(start);

/** What a published port opens to strangers, by product and port together; `undefined` for everything else. */
export function relayOf(
  service: ComposeService,
  port: ComposePort,
): (Relay & { readonly isForHome: boolean }) | undefined {
  const range = port.targetRange;
  if (range === undefined || range.last - range.first > 8) return undefined;
  const candidates = PRODUCTS.filter(({ ports }) => ports.some((one) => range.first <= one && one <= range.last));
  if (candidates.length === 0) return undefined;
  const words = namesOf(service);
  if (words.includes('technitium') && !answersAll(service)) return undefined;
  const isForHome = words.some((word) => FOR_A_HOME.test(word));
  if (isForHome && range.first === 53) return { ...DNS, isForHome };
  const product = candidates.find((one) => words.some((word) => one.words.some((start) => names(word, start))));
  return product === undefined ? undefined : { ...product.relay, isForHome };
}
