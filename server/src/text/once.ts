/** What is made when it is first asked for, and kept: a table that a start does not pay for. `make` must not give `undefined`. */
export function once<T extends object>(make: () => T): () => T {
  let known: T | undefined;
  return () => {
    known ??= make();
    return known;
  };
}
