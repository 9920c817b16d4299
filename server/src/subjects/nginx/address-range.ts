/** An IPv4 network as first and last address. */
interface Range {
  readonly first: number;
  readonly last: number;
}

/** Whether the network `outer` (`all`, `10.0.0.0/8`, an address) holds all of `inner`. IPv6 only when both are the same text. */
export function coversAddress(outer: string, inner: string): boolean {
  if (outer === 'all' || outer === inner) return true;
  const a = rangeOf(outer);
  const b = rangeOf(inner);
  return a !== undefined && b !== undefined && a.first <= b.first && b.last <= a.last;
}

function rangeOf(text: string): Range | undefined {
  const [address = '', bits] = text.split('/');
  const parts = address.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255)) return undefined;
  const size = bits === undefined ? 32 : Number(bits);
  if (!Number.isInteger(size) || size < 0 || size > 32) return undefined;
  const value = parts.reduce((sum, part) => sum * 256 + part, 0);
  const width = 2 ** (32 - size);
  const first = Math.floor(value / width) * width;
  return { first, last: first + width - 1 };
}
