/** Texts that are remembered by one function; then it begins anew. */
const MOST_REMEMBERED = 4096;
/** Longer ones are no names or paths of people, and would fill the memory. */
const LONGEST_REMEMBERED = 1024;

/** What is worked out of a text alone, kept for the `most` texts of late: files and rules ask for the same few again and again. */
export function remembered<T>(work: (text: string) => T, most: number = MOST_REMEMBERED): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    if (known.size >= most) known.clear();
    const made = work(text);
    if (text.length <= LONGEST_REMEMBERED) known.set(text, made);
    return made;
  };
}
