/** An IPv4 network as first and last address. */
interface Range {
  readonly first: number;
  readonly last: number;
}

/**
 * The lines of a list by the network each is for (`all`, `10.0.0.0/8`, an address), in the order they were added. IPv6 covers only the
 * same text. A look-up takes the same time however many lines there are.
 */
export class NetworkLines<T> {
  /** The first line of each network, `all` and every text among them. */
  readonly #first = new Map<string, { readonly line: T; readonly at: number }>();
  #count = 0;

  add(network: string, line: T): void {
    this.#count += 1;
    const range = rangeOf(network);
    for (const key of range === undefined ? [network] : [network, keyOf(range.first, range.last - range.first + 1)])
      if (!this.#first.has(key)) this.#first.set(key, { line, at: this.#count });
  }

  /** The first line whose network holds all of `network`. */
  firstCovering(network: string): T | undefined {
    const keys = ['all', network];
    const range = rangeOf(network);
    if (range !== undefined)
      for (let width = range.last - range.first + 1; width <= 2 ** 32; width *= 2)
        keys.push(keyOf(Math.floor(range.first / width) * width, width));
    const found = keys.flatMap((key) => this.#first.get(key) ?? []);
    return found.reduce<(typeof found)[number] | undefined>(
      (best, one) => (best === undefined || one.at < best.at ? one : best),
      undefined,
    )?.line;
  }
}

function keyOf(first: number, width: number): string {
  return `${first}+${width}`;
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
