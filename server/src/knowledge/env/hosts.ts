/** Where a host name leads, as far as its spelling tells. */
export type HostReach = 'here' | 'private' | 'public' | 'reserved' | 'unknown';

/**
 * `here`: this machine; `private`: a single-label name (a Compose service, a machine of the local network) or a private address
 * (RFC 1918, RFC 4193, CGNAT) or a name below a private top level (RFC 6762, RFC 8375) or of a private network (`PRIVATE`); `reserved`: a name that nobody can own
 * (RFC 2606), written for a reader; `unknown`: empty or a reference.
 */
export function reachOf(host: string): HostReach {
  const name = host
    .trim()
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
  if (name === '' || name.includes('$') || name.includes('{')) return 'unknown';
  if (name === 'localhost' || name.endsWith('.localhost') || name === '::1' || name.startsWith('127.')) return 'here';
  if (name.startsWith('/')) return 'here';
  if (
    /^(?:10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/.test(name)
  )
    return 'private';
  if (/^f[cd][0-9a-f]{2}:|^fe80:/.test(name)) return 'private';
  if (RESERVED.test(name)) return 'reserved';
  if (isNeighbour(name)) return 'private';
  return PRIVATE.test(name) ? 'private' : 'public';
}

/**
 * Besides the private top levels: services of Kubernetes below any domain of a cluster, Consul's own domain, and ElastiCache, whose nodes
 * are in a VPC only (https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/VPCs.html).
 */
const PRIVATE =
  /\.(?:local|internal|lan|home\.arpa|intranet|corp|svc|cluster\.local|consul)$|\.svc\.|\.cache\.amazonaws\.com(?:\.cn)?$/;

/** Whether a host is an address that the whole internet routes to: a name with dots may lead to a private one. */
export function isPublicAddress(host: string): boolean {
  return (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(host) || isIpv6(host)) && reachOf(host) === 'public';
}

function isIpv6(host: string): boolean {
  return host.includes(':') && /^\[?[0-9a-f:.]{2,45}\]?$/i.test(host);
}

/** RFC 2606, sections 2 and 3. */
const RESERVED = /\.(?:example|invalid|test)$|(?:^|\.)example\.(?:com|net|org)$/;

/** A name or address kept for documentation (RFC 2606, RFC 5737): nobody sends anything there. */
export function isReservedHost(host: string): boolean {
  return reachOf(host) === 'reserved';
}

/** A name of one label: a Compose service beside, or a machine of the local network. */
export function isNeighbour(host: string): boolean {
  return !/[.:/]/.test(host);
}
