/** Random draws with limits, the same for the same seed. */
import { random, shuffled } from '../random.ts';

export interface Limits {
  /** All together. */
  readonly count: number;
  /** Of one rule. */
  readonly perRule: number;
  /** Of one rule in one repository. */
  readonly perRepository: number;
}

/** What limits are counted by. */
export interface Drawable {
  readonly rule: string;
  readonly repository: string;
}

/** A generator from a commit's hash, or any other word. */
export function seeded(seed: string): () => number {
  const hex = /^[0-9a-f]{8}/.exec(seed)?.[0];
  if (hex !== undefined) return random(Number.parseInt(hex, 16));
  let state = 0;
  for (const char of seed) state = (Math.imul(state, 31) + (char.codePointAt(0) ?? 0)) >>> 0;
  return random(state);
}

/** Items in random order, as long as the limits allow. */
export function draw<T extends Drawable>(items: readonly T[], limits: Limits, next: () => number): readonly T[] {
  const rules = new Map<string, number>();
  const pairs = new Map<string, number>();
  const drawn: T[] = [];
  for (const item of shuffled(items, next)) {
    if (drawn.length >= limits.count) break;
    const pair = `${item.rule} ${item.repository}`;
    const ofRule = rules.get(item.rule) ?? 0;
    const ofPair = pairs.get(pair) ?? 0;
    if (ofRule >= limits.perRule || ofPair >= limits.perRepository) continue;
    rules.set(item.rule, ofRule + 1);
    pairs.set(pair, ofPair + 1);
    drawn.push(item);
  }
  return drawn;
}

/** A random part of each group, in proportion to its size; together `count`, or everything when there are fewer. */
export function drawByShare<T>(
  groups: ReadonlyMap<string, readonly T[]>,
  count: number,
  next: () => number,
): readonly T[] {
  const total = [...groups.values()].reduce((sum, of) => sum + of.length, 0);
  const wanted = Math.min(count, total);
  const shares = [...groups].map(([name, of]) => ({ name, of, exact: (of.length * wanted) / Math.max(total, 1) }));
  const sizes = new Map(shares.map(({ name, exact }) => [name, Math.floor(exact)]));
  let missing = wanted - [...sizes.values()].reduce((sum, size) => sum + size, 0);
  for (const { name, exact } of shares.sort((a, b) => (b.exact % 1) - (a.exact % 1))) {
    if (missing <= 0) break;
    if (exact % 1 === 0) continue;
    sizes.set(name, (sizes.get(name) ?? 0) + 1);
    missing -= 1;
  }
  return [...groups].flatMap(([name, of]) => shuffled(of, next).slice(0, sizes.get(name)));
}
