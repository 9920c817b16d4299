import { type LoaderReading, ReadingBuilder } from './reading.ts';

/** Where Python's `str.splitlines` ends a line. */
const LINE_END = /\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]/;

/**
 * django-environ with its defaults, 0.11 excepted (https://github.com/joke2k/django-environ, environ/environ.py, `read_env`): one line,
 * one variable, no comment behind a value, nothing trimmed; a line it cannot read is skipped with a warning. (0.11 cut an
 * unquoted value at any `#`, 0.12 does so with `parse_comments=True` only.)
 */
export function readAsDjangoEnviron(text: string): LoaderReading {
  const reading = new ReadingBuilder();
  const stored = new Map<string, string>();
  for (const line of text.split(LINE_END)) {
    const name = /^(?:export )?([A-Za-z_0-9]+)=/.exec(line);
    if (name !== null) stored.set(name[1] ?? '', decode(line.slice(name[0].length)));
  }
  const final = new Map<string, string | undefined>();
  for (const name of stored.keys()) reading.set(name, follow(name, stored, final));
  return reading;
}

/** Quotes come off only where they hold the whole of the line; in double ones a backslash goes, but not that of `\n`, `\r` and `\t`. */
function decode(raw: string): string {
  const value = isIn(raw, "'") ? raw.slice(1, -1) : raw;
  return isIn(value, '"') ? value.slice(1, -1).replace(/\\([^rnt])/g, '$1') : value;
}

function isIn(text: string, quote: string): boolean {
  return text.length >= 2 && text.startsWith(quote) && text.endsWith(quote);
}

/**
 * What `env()` gives: a value that starts with `$` is the name of the variable to take instead (`get_value`), wherever that is set;
 * `undefined` when the file does not set it. Every name is looked at once.
 */
function follow(
  name: string,
  stored: ReadonlyMap<string, string>,
  final: Map<string, string | undefined>,
): string | undefined {
  const path: string[] = [];
  let at = name;
  let value = stored.get(at);
  while (value?.startsWith('$') && !final.has(at)) {
    path.push(at);
    final.set(at, undefined);
    at = value.replace(/^\$+/, '');
    value = stored.get(at);
  }
  const found = final.has(at) ? final.get(at) : value;
  for (const each of path) final.set(each, found);
  return found;
}
