/**
 * Adds items to the end of a list. `list.push(...items)` hands every item over as an argument and overflows the stack at some hundred
 * thousand; lists that come from a file have no upper bound.
 */
export function append<T>(list: T[], items: Iterable<T>): void {
  for (const item of items) list.push(item);
}
