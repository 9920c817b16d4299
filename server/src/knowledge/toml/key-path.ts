/** The names of a key path as the profiles write it: `plugins."io.containerd.grpc.v1.cri".cni` has three. */
export function splitKeyPath(key: string): readonly string[] {
  const names: string[] = [];
  let name = '';
  let quoted = false;
  for (const char of key) {
    if (char === '"') quoted = !quoted;
    else if (char === '.' && !quoted) {
      names.push(name);
      name = '';
    } else name += char;
  }
  names.push(name);
  return names;
}

/** A longer name is no setting and stays as it is. */
const MAX_NAME = 120;

/** A name in one spelling: lower case, words apart by `_` (`maxOpenConns`, `max-open-conns`, `MAX_OPEN_CONNS`). */
export function normalName(name: string): string {
  if (name.length > MAX_NAME) return name;
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/[-. ]/g, '_')
    .toLowerCase();
}
