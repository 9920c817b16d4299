/**
 * Writes the rows of server/src/data/nginx-directives.json and nginx-directive-docs.json from the catalogue's directives.json and slots.json.
 * Run once when the catalogue changes: `node tools/make-nginx-tables.ts`. Facts only, no prose of the documentation.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

interface Form {
  readonly contexts: readonly string[];
  readonly args: readonly number[] | string;
  readonly block: boolean;
  readonly flag?: boolean;
  readonly expr?: boolean;
}

interface Docs {
  readonly module: string;
  readonly contexts: readonly string[];
  readonly syntax: readonly string[];
  readonly default?: string;
  readonly since?: string;
}

interface Entry {
  readonly source: string;
  readonly forms: readonly Form[];
  readonly inOss?: Readonly<Record<string, boolean>>;
  readonly docs?: readonly Docs[];
}

interface Slot {
  readonly file: string;
  readonly setter: string;
  readonly type: string;
  readonly duplicate: string;
  readonly values?: readonly string[];
}

const catalogue = new URL('../../shared/catalogue/', import.meta.url);
const target = new URL('../server/src/data/', import.meta.url);

/** One letter a context, in the order of the table's header. */
const CONTEXTS = [
  'main',
  'events',
  'http',
  'http.server',
  'http.location',
  'http.server.if',
  'http.location.if',
  'http.location.limit_except',
  'http.upstream',
  'http.oidc_provider',
  'stream',
  'stream.server',
  'stream.upstream',
  'mail',
  'mail.server',
  'mgmt',
];
const LETTERS = 'abcdefghijklmnop';
const SOURCES: Readonly<Record<string, string>> = {
  oss: 'o',
  plus: 'p',
  lua: 'l',
  njs: 'j',
  otel: 't',
  'headers-more': 'm',
  geoip2: 'g',
  'nginx.org docs only': 'd',
};
const TYPES: Readonly<Record<string, string>> = {
  flag: 'f',
  size: 's',
  number: 'n',
  time_ms: 't',
  time_s: 'T',
  bitmask: 'b',
  enum: 'e',
  bufs: 'B',
  offset: 'o',
  string: 'S',
  string_array: 'A',
  keyval: 'K',
  complex: 'C',
  path: 'P',
  custom: 'c',
};
const DUPLICATES: Readonly<Record<string, string>> = { reject: 'r', or: 'o', accumulate: 'a', handler: 'h' };

function formText(form: Form): string {
  const contexts = form.contexts.map((context) => LETTERS[CONTEXTS.indexOf(context)] ?? '').join('');
  const args = typeof form.args === 'string' ? form.args : form.args.join(',');
  return `${contexts}:${args}${form.block ? '{' : ''}${form.flag === true ? '!' : ''}`;
}

function slotText(slot: Slot): string {
  const protocol = slot.file.split('/')[0]?.[0] ?? 'c';
  const values = slot.values === undefined ? '' : `:${slot.values.join('|')}`;
  return `${protocol}${TYPES[slot.type] ?? 'c'}${DUPLICATES[slot.duplicate] ?? 'h'}${values}`;
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(name, catalogue), 'utf8')) as T;
}

const { directives } = read<{ readonly directives: Readonly<Record<string, Entry>> }>('directives.json');
const slots = read<{ readonly directives: Readonly<Record<string, readonly Slot[]>> }>('slots.json').directives;

/** The version from which an open-source build knows the name; from the documentation, else from the releases it is in. */
function sinceOf(entry: Entry): string {
  const documented = (entry.docs ?? []).map((docs) => docs.since ?? '');
  const oldest = documented.includes('') ? '' : (documented.sort(byVersion)[0] ?? '');
  // The documentation counts from NGINX Plus for what open-source nginx got later.
  if (entry.inOss === undefined || entry.inOss['1.24'] === true) return oldest;
  const atLeast = entry.inOss['1.26'] === true ? '1.25.0' : '1.27.0';
  return oldest === '' || byVersion(oldest, atLeast) < 0 ? atLeast : oldest;
}

function byVersion(a: string, b: string): number {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  return (left[0] ?? 0) - (right[0] ?? 0) || (left[1] ?? 0) - (right[1] ?? 0) || (left[2] ?? 0) - (right[2] ?? 0);
}

const rows: string[][] = [];
const docRows: string[][] = [];
const oneLine = (text: string) => text.replaceAll('\n', ' ').replaceAll('\t', ' ');
for (const name of Object.keys(directives).sort()) {
  const entry = directives[name];
  if (entry === undefined || name === 'ssl') continue;
  const forms = entry.forms.map(formText).join(' ');
  const slotTexts = (slots[name] ?? []).map(slotText).join(' ');
  rows.push(trimmed([name, SOURCES[entry.source] ?? 'd', forms, sinceOf(entry), slotTexts]));
  for (const docs of entry.docs ?? []) {
    const fields = [name, docs.module, docs.contexts.join(','), docs.since ?? '', docs.default ?? '', ...docs.syntax];
    docRows.push(trimmed(fields.map(oneLine)));
  }
}
// Gone from current sources, still in many files; nginx 1.25.1 removed it from http and mail (mgmt of NGINX Plus has one too).
rows.push(['ssl', 'o', 'cd:1! no:1! p:1!', '', 'hfr mfr', '1.25.1']);
rows.sort(([a = ''], [b = '']) => (a < b ? -1 : 1));

/** Without the empty fields at its end. */
function trimmed(fields: readonly string[]): string[] {
  return fields.slice(0, fields.findLastIndex((field) => field !== '') + 1);
}

/** Replaces the rows of a data file; what stands before them is written by hand. */
function put(name: string, content: readonly (readonly string[])[]): void {
  const file = new URL(name, target);
  const head = readFileSync(file, 'utf8').split('"rows":')[0] ?? '';
  const body = content.map((row) => `    ${JSON.stringify(row)}`).join(',\n');
  writeFileSync(file, `${head}"rows": [\n${body}\n  ]\n}\n`);
}

put('nginx-directives.json', rows);
put('nginx-directive-docs.json', docRows);
process.stdout.write(`${rows.length} directives, ${docRows.length} pages -> ${fileURLToPath(target)}\n`);
