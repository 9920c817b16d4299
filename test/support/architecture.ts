import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SERVER = 'server/src/';

/** What a part may import. */
export interface Part {
  readonly imports: ReadonlySet<string>;
  readonly packages: ReadonlySet<string>;
}

/** The tables of ARCHITECTURE.md. */
export interface Architecture {
  readonly parts: ReadonlyMap<string, Part>;
  /** Every listed folder and file with the part it belongs to. */
  readonly partOf: ReadonlyMap<string, string>;
}

/** One import of a source file. */
export interface Import {
  /** As it is written. */
  readonly name: string;
  /** The file it leads to, from the repository; `undefined` for a package. */
  readonly file: string | undefined;
}

/** Reads the two tables. Throws on a row that is no list of names. */
export function readArchitecture(): Architecture {
  const text = readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8');
  const values = placeholders(text);
  const imports = new Map<string, Set<string>>();
  const partOf = new Map<string, string>();
  for (const [left = '', , right = ''] of tableAfter(text, '| part |')) {
    for (const { names, bound } of rowsOf(namesIn(left), values)) {
      const allowed = namesIn(right).flatMap((name) => expand(name, new Map([...values, ...bound])));
      for (const name of names) {
        if (partOf.has(name)) throw new Error(`${name} has two rows`);
        const part = names.filter((other) => name === other || name.startsWith(`${other}/`)).sort(byLength)[0] ?? name;
        partOf.set(name, part);
        imports.set(part, new Set(allowed));
      }
    }
  }
  const packages = new Map<string, Set<string>>();
  for (const [left = '', users = ''] of tableAfter(text, '| package |')) {
    for (const user of users === '' ? [] : namesIn(users)) {
      if (!imports.has(user)) throw new Error(`${user} imports ${left} and is no part`);
      const known = packages.get(user) ?? packages.set(user, new Set()).get(user);
      for (const name of namesIn(left)) known?.add(name);
    }
  }
  for (const [part, names] of imports)
    for (const name of names) if (!imports.has(name)) throw new Error(`${part} may import ${name}, which is no part`);
  return {
    parts: new Map(
      [...imports].map(([name, all]) => [name, { imports: all, packages: packages.get(name) ?? new Set() }]),
    ),
    partOf,
  };
}

/** Cells of the rows below a table's head. */
function tableAfter(text: string, head: string): readonly (readonly string[])[] {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.startsWith(head));
  const rows: string[][] = [];
  for (const line of lines.slice(start + 2)) {
    if (!line.startsWith('|')) break;
    rows.push(
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
  }
  return rows;
}

function namesIn(cell: string): readonly string[] {
  if (cell === 'nothing') return [];
  return cell.split(', ').map((name) => {
    const match = /^`([^`*]+)`$/.exec(name);
    if (match?.[1] === undefined) throw new Error(`not a name: ${name}`);
    return match[1];
  });
}

/** What each `<placeholder>` stands for, from the sentence above the table; `<family>` adds to `<format>`. */
function placeholders(text: string): ReadonlyMap<string, readonly string[]> {
  const words = (pattern: RegExp) =>
    [...(pattern.exec(text)?.[1] ?? '').matchAll(/`(\w+)`/g)].map((match) => match[1] ?? '');
  const formats = words(/`<format>` is one of\s+([^;]+);/);
  const families = words(/`<family>` one of these or ([^;]+);/);
  const topics = words(/`<topic>` one of ([^.]+)\./);
  return new Map([
    ['<format>', formats],
    ['<family>', [...formats, ...families]],
    ['<topic>', topics],
  ]);
}

/** A row once for each value of the placeholder on its left; names without one go with the value they lie below. */
function rowsOf(
  left: readonly string[],
  values: ReadonlyMap<string, readonly string[]>,
): readonly { readonly names: readonly string[]; readonly bound: ReadonlyMap<string, readonly string[]> }[] {
  const placeholder = [...values.keys()].find((key) => left.some((name) => name.includes(key)));
  if (placeholder === undefined) return [{ names: left, bound: new Map() }];
  return (values.get(placeholder) ?? []).map((value) => {
    const own = left.filter((name) => name.includes(placeholder)).map((name) => name.replace(placeholder, value));
    const below = left.filter((name) => own.some((folder) => name.startsWith(`${folder}/`)));
    return { names: [...own, ...below], bound: new Map([[placeholder, [value]]]) };
  });
}

function expand(name: string, values: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const placeholder = [...values.keys()].find((key) => name.includes(key));
  if (placeholder === undefined) return [name];
  return (values.get(placeholder) ?? []).map((value) => name.replace(placeholder, value));
}

function byLength(a: string, b: string): number {
  return a.length - b.length;
}

/** Every source file of server and client, from the repository, with `/`. */
export function sourceFiles(): readonly string[] {
  return ['server/src', 'client/src'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `${folder}/${name.split(sep).join('/')}`),
  );
}

export function sourceText(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

/** The imports of a file, of types too. */
export function importsOf(file: string): readonly Import[] {
  const found = sourceText(file).matchAll(
    /(?:^|\n)\s*(?:import|export)[^'";]*?from\s*'([^']+)'|import\(\s*'([^']+)'\s*\)|(?:^|\n)import\s+'([^']+)'/g,
  );
  return [...found].map((match) => {
    const name = match[1] ?? match[2] ?? match[3] ?? '';
    const target = resolve(ROOT, dirname(file), name);
    return { name, file: name.startsWith('.') ? relative(ROOT, target).split(sep).join('/') : undefined };
  });
}

/** The part of a file: its own row, else its folder's; `undefined` when neither has one. */
export function partOfFile({ partOf }: Architecture, file: string): string | undefined {
  const path = file.startsWith(SERVER) ? file.slice(SERVER.length) : file;
  return partOf.get(path) ?? partOf.get(dirname(path));
}

/** The package of a bare import: without the path behind it; every module of Node is `node:`. */
export function packageOf(name: string): string {
  if (name.startsWith('node:')) return 'node:';
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}

/** Circles of a graph: its strongly connected components of more than one node, each sorted. Tarjan 1972, without recursion. */
export function circlesIn(edges: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const circles: string[][] = [];
  const enter = (node: string) => {
    order.set(node, order.size);
    low.set(node, order.get(node) ?? 0);
    open.push(node);
    isOpen.add(node);
    return { node, targets: [...(edges.get(node) ?? [])] };
  };
  const lower = (node: string, value: number | undefined) => low.set(node, Math.min(low.get(node) ?? 0, value ?? 0));
  for (const start of edges.keys()) {
    if (order.has(start)) continue;
    const path = [enter(start)];
    for (let last = path.at(-1); last !== undefined; last = path.at(-1)) {
      const target = last.targets.pop();
      if (target !== undefined) {
        if (!order.has(target)) path.push(enter(target));
        else if (isOpen.has(target)) lower(last.node, order.get(target));
        continue;
      }
      path.pop();
      const above = path.at(-1);
      if (above !== undefined) lower(above.node, low.get(last.node));
      if (low.get(last.node) !== order.get(last.node)) continue;
      const circle = open.splice(open.indexOf(last.node));
      for (const node of circle) isOpen.delete(node);
      if (circle.length > 1) circles.push(circle.sort());
    }
  }
  return circles;
}
