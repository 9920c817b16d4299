/** Who can reach a listen address: this machine only, the network, or nobody knows (a host name, a reference, a socket path). */
export type BindReach = 'loopback' | 'network' | 'unknown';

/** Reads a listen address as servers write it: `0.0.0.0`, `:8080`, `[::]:80`, `tcp://127.0.0.1:26657`, `*:80`. */
export function bindReach(address: string): BindReach {
  let rest = address.trim().toLowerCase();
  if (rest === '' || rest.includes('$') || rest.includes('{')) return 'unknown';
  if (rest.startsWith('unix:') || rest.startsWith('/') || rest.startsWith('npipe:') || rest.startsWith('fd:'))
    return 'loopback';
  const scheme = rest.indexOf('://');
  if (scheme >= 0) rest = rest.slice(scheme + 3);
  const slash = rest.indexOf('/');
  if (slash >= 0) rest = rest.slice(0, slash);
  const host = hostOf(rest);
  if (host === 'localhost' || host === '::1' || /^127\./.test(host)) return 'loopback';
  if (host === '' || host === '*' || host === '::' || host === '0') return 'network';
  const isAddress = /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host) || (host.includes(':') && /^[0-9a-f:.]+$/.test(host));
  return isAddress ? 'network' : 'unknown';
}

/** The host of an address with or without scheme, port and path: `db` of `tcp://db:5432/x`. */
export function addressHost(address: string): string {
  const rest = address.trim().replace(/^[A-Za-z][A-Za-z0-9+.-]*:\/\//, '');
  return hostOf(rest.split('/', 1)[0] ?? '');
}

function hostOf(address: string): string {
  if (address.startsWith('[')) {
    const end = address.indexOf(']');
    return end < 0 ? address.slice(1) : address.slice(1, end);
  }
  const colon = address.indexOf(':');
  if (colon < 0) return address;
  return colon === address.lastIndexOf(':') ? address.slice(0, colon) : address;
}

/**
 * The same address with its host on loopback, scheme and port kept; `undefined` when it names no host that could be replaced. `[::]` answers
 * IPv4 as well, and that is how a machine's own programs mostly call: it becomes `127.0.0.1`.
 */
export function loopbackAddress(address: string): string | undefined {
  const match = /^([a-z][a-z0-9+]*:\/\/)?(\[[0-9a-f:.]*\]|[0-9.]+|\*|::|)(:\d+)?$/i.exec(address.trim());
  if (match === null || address.trim() === '') return undefined;
  const [, scheme = '', host = '', port = ''] = match;
  return `${scheme}${host.startsWith('[') && host !== '[::]' ? '[::1]' : '127.0.0.1'}${port}`;
}
