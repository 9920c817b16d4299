/**
 * Writes server/src/knowledge/nginx/directive-lines.ts and directive-docs.ts from the catalogue's directives.json and slots.json.
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
const target = new URL('../server/src/knowledge/nginx/', import.meta.url);

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

const lines: string[] = [];
const docLines: string[] = [];
for (const name of Object.keys(directives).sort()) {
  const entry = directives[name];
  if (entry === undefined || name === 'ssl') continue;
  const forms = entry.forms.map(formText).join(' ');
  const slotTexts = (slots[name] ?? []).map(slotText).join(' ');
  const since = sinceOf(entry);
  lines.push([name, SOURCES[entry.source] ?? 'd', forms, since, slotTexts].join('\t').trimEnd());
  for (const docs of entry.docs ?? []) {
    const fields = [
      name,
      docs.module,
      docs.contexts.join(','),
      docs.since ?? '',
      docs.default ?? '',
      docs.syntax.join('\v'),
    ];
    docLines.push(
      fields
        .map((field) => field.replaceAll('\n', ' ').replaceAll('\t', ' '))
        .join('\t')
        .trimEnd(),
    );
  }
}
// Gone from current sources, still in many files; nginx 1.25.1 removed it from http and mail (mgmt of NGINX Plus has one too).
lines.push(['ssl', 'o', 'cd:1! no:1! p:1!', '', 'hfr mfr', '1.25.1'].join('\t'));
lines.sort();

function source(header: string, name: string, content: readonly string[]): string {
  const escaped = content.join('\n').replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${');
  return `${header}\nexport const ${name} = \`\n${escaped}\n\`;\n`;
}

const HEADER =
  '// Generated by tools/make-nginx-tables.ts; do not edit. Facts from nginxinc/nginx-go-crossplane (Apache-2.0) and nginx (BSD-2-Clause).';
writeFileSync(
  new URL('directive-lines.ts', target),
  source(
    `${HEADER}\n/** name, source, forms (context letters : argument counts, \`{\` block, \`!\` flag), since, slots, removed in. */`,
    'DIRECTIVE_LINES',
    lines,
  ),
);
writeFileSync(
  new URL('directive-docs-lines.ts', target),
  source(
    `${HEADER}\n// Signatures, defaults and versions from nginx.org (BSD-2-Clause).\n/** name, module, contexts, since, default, syntax forms (separated by a vertical tab). */`,
    'DIRECTIVE_DOCS_LINES',
    docLines,
  ),
);
process.stdout.write(`${lines.length} directives, ${docLines.length} pages -> ${fileURLToPath(target)}\n`);
