import { at, type Span, span } from '../../../text/span.ts';
import type { SyntaxProblem } from '../../format.ts';
import type { TomlScalar } from './decode.ts';
import type { KeyPart, Quote, ScannedEntry, ScannedHeader, ScannedValue, Statement } from './syntax.ts';
import type { TomlArray, TomlLeaf, TomlNode, TomlPath, TomlTable } from './tree.ts';

/** The tables and values of a file with their places. Leaves have no values yet: `read.ts` joins them. */
export interface TomlTree {
  readonly root: TomlTable;
  readonly leaves: readonly TomlLeaf[];
  readonly arrays: readonly TomlArray[];
  readonly tables: readonly TomlTable[];
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

export type LeafInMaking = Writable<TomlLeaf>;
interface TableInMaking extends Writable<Omit<TomlTable, 'entries' | 'statements'>> {
  entries: Map<string, TomlNode>;
  statements: ScannedEntry[];
}
interface ArrayInMaking extends Writable<Omit<TomlArray, 'items'>> {
  items: TomlNode[];
}

export interface BuiltTree {
  readonly root: TomlTable;
  readonly leaves: readonly LeafInMaking[];
  readonly arrays: readonly TomlArray[];
  readonly tables: readonly TomlTable[];
  readonly problems: readonly SyntaxProblem[];
}

/** Puts the statements of a file together to the tree they mean. Reports what contradicts, keeps everything. */
export function buildTree(text: string, statements: readonly Statement[]): BuiltTree {
  return new TreeBuilder(text).build(statements);
}

class TreeBuilder {
  readonly #text: string;
  readonly #leaves: LeafInMaking[] = [];
  readonly #arrays: TomlArray[] = [];
  readonly #tables: TomlTable[] = [];
  readonly #problems: SyntaxProblem[] = [];
  /** The tables of this file that may still be changed: all of them, until it is built. */
  readonly #open = new Map<TomlNode, TableInMaking | ArrayInMaking>();

  constructor(text: string) {
    this.#text = text;
  }

  build(statements: readonly Statement[]): BuiltTree {
    const root = this.#table([], '', at(0), 'root', undefined, undefined);
    let current = root;
    for (const statement of statements) {
      if (statement.type === 'header') current = this.#openHeader(root, statement);
      else this.#addEntry(current, statement, 'table');
    }
    return {
      root,
      leaves: this.#leaves,
      arrays: this.#arrays,
      tables: this.#tables,
      problems: this.#problems,
    };
  }

  #table(
    path: TomlPath,
    name: string,
    nameSpan: Span,
    form: TomlTable['form'],
    headerSpan: Span | undefined,
    parent: TomlTable | TomlArray | undefined,
  ): TableInMaking {
    const table: TableInMaking = {
      type: 'table',
      path,
      name,
      nameSpan,
      form,
      headerSpan,
      span: headerSpan ?? nameSpan,
      statements: [],
      entries: new Map(),
      parent,
    };
    this.#open.set(table, table);
    this.#tables.push(table);
    return table;
  }

  #openHeader(root: TableInMaking, header: ScannedHeader): TableInMaking {
    let table = root;
    const last = header.key.length - 1;
    for (const [i, part] of header.key.entries()) {
      if (i === last) break;
      const next = this.#descend(table, part, 'implicit');
      if (next === undefined) return this.#detached(table, header);
      table = next;
    }
    const name = header.key[last];
    if (name === undefined) return table;
    return header.array ? this.#openElement(table, name, header) : this.#openTable(table, name, header);
  }

  /** The table behind one part of a dotted name, made when it is not there; `undefined` when something else is in the way. */
  #descend(table: TableInMaking, part: KeyPart, form: 'implicit' | 'dotted'): TableInMaking | undefined {
    const there = table.entries.get(part.text);
    if (there === undefined) {
      const made = this.#table([...table.path, part.text], part.text, part.span, form, undefined, table);
      table.entries.set(part.text, made);
      return made;
    }
    if (there.type === 'table' && there.form !== 'inline') return this.#tableInMaking(there);
    if (there.type === 'array' && there.form === 'tables' && form === 'implicit') {
      const element = there.items[there.items.length - 1];
      if (element?.type === 'table') return this.#tableInMaking(element);
    }
    this.#conflict(part);
    return undefined;
  }

  #openTable(parent: TableInMaking, name: KeyPart, header: ScannedHeader): TableInMaking {
    const there = parent.entries.get(name.text);
    if (there === undefined) {
      const made = this.#table([...parent.path, name.text], name.text, name.span, 'header', header.span, parent);
      parent.entries.set(name.text, made);
      return made;
    }
    if (there.type !== 'table' || there.form === 'inline') {
      this.#conflict(name);
      return this.#detached(parent, header);
    }
    const table = this.#tableInMaking(there);
    if (table === undefined) return this.#detached(parent, header);
    if (table.form === 'implicit') {
      table.form = 'header';
      table.nameSpan = name.span;
      table.headerSpan = header.span;
      table.span = header.span;
      return table;
    }
    this.#problems.push({ span: header.keySpan, message: `table ${shown(name)} is defined twice: merge the two` });
    return this.#detached(parent, header, table);
  }

  #openElement(parent: TableInMaking, name: KeyPart, header: ScannedHeader): TableInMaking {
    const there = parent.entries.get(name.text);
    let array: ArrayInMaking | undefined;
    if (there === undefined) {
      array = {
        type: 'array',
        form: 'tables',
        path: [...parent.path, name.text],
        name: name.text,
        nameSpan: name.span,
        key: header.key,
        keySpan: header.keySpan,
        valueSpan: header.span,
        entrySpan: header.span,
        membership: 'table',
        items: [],
        parent,
      };
      this.#open.set(array, array);
      this.#arrays.push(array);
      parent.entries.set(name.text, array);
    } else if (there.type === 'array' && there.form === 'tables') {
      const open = this.#open.get(there);
      if (open?.type === 'array') array = open;
    }
    if (array === undefined) {
      this.#conflict(name);
      return this.#detached(parent, header);
    }
    const path = [...array.path, array.items.length];
    const element = this.#table(path, name.text, name.span, 'element', header.span, array);
    array.items.push(element);
    return element;
  }

  /** A table whose name is taken: its entries are read, but it hangs nowhere. A repeated `[a]` adds what is new to the first. */
  #detached(parent: TomlTable, header: ScannedHeader, twin?: TableInMaking): TableInMaking {
    const last = header.key[header.key.length - 1];
    const name = last?.text ?? '';
    const table = this.#table(
      [...parent.path, name],
      name,
      last?.span ?? header.keySpan,
      'header',
      header.span,
      parent,
    );
    if (twin !== undefined) table.entries = twin.entries;
    return table;
  }

  #addEntry(table: TableInMaking, entry: ScannedEntry, membership: 'table' | 'inline'): void {
    this.#note(table, entry);
    let owner = table;
    const last = entry.key.length - 1;
    for (const [i, part] of entry.key.entries()) {
      if (i === last) break;
      const next = this.#descend(owner, part, 'dotted');
      if (next === undefined) {
        this.#addLoose(owner, entry, membership);
        return;
      }
      if (next.form === 'dotted') this.#note(next, entry);
      owner = next;
    }
    const name = entry.key[last];
    if (name === undefined || entry.value === undefined) return;
    const node = this.#value(entry.value, entry, name, [...owner.path, name.text], membership, owner);
    if (owner.entries.has(name.text)) {
      this.#problems.push({ span: entry.keySpan, message: `key ${shown(name)} is set twice: remove one of the two` });
    } else owner.entries.set(name.text, node);
  }

  /** A value under a name that is taken by something else: still read, reached only through the list of leaves. */
  #addLoose(owner: TableInMaking, entry: ScannedEntry, membership: 'table' | 'inline'): void {
    const name = entry.key[entry.key.length - 1];
    if (name === undefined || entry.value === undefined) return;
    this.#value(entry.value, entry, name, [...owner.path, ...entry.key.map((part) => part.text)], membership, owner);
  }

  #note(table: TableInMaking, entry: ScannedEntry): void {
    table.statements.push(entry);
    if (table.form === 'inline') return;
    const start = table.span.end === 0 && table.statements.length === 1 ? entry.span.start : table.span.start;
    table.span = span(Math.min(start, entry.span.start), Math.max(table.span.end, entry.span.end));
  }

  #value(
    value: ScannedValue,
    entry: ScannedEntry,
    name: KeyPart,
    path: TomlPath,
    membership: TomlLeaf['membership'],
    parent: TomlTable | TomlArray,
  ): TomlNode {
    const base = { path, name: name.text, nameSpan: name.span };
    if (value.kind === 'inline-table') {
      const table = this.#table(path, name.text, name.span, 'inline', value.span, parent);
      for (const member of value.entries) this.#addEntry(table, member, 'inline');
      return table;
    }
    const entrySpan = membership === 'array' ? value.span : entry.span;
    const written = { key: entry.key, keySpan: entry.keySpan, valueSpan: value.span, entrySpan, membership, parent };
    if (value.kind === 'array') {
      const array: ArrayInMaking = { type: 'array', form: 'inline', ...base, ...written, items: [] };
      this.#arrays.push(array);
      for (const item of value.items) {
        array.items.push(this.#value(item, entry, name, [...path, array.items.length], 'array', array));
      }
      return array;
    }
    const { kind, quote } = value;
    const textSpan = textSpanOf(this.#text, value.span, quote);
    const nothing: TomlScalar | undefined = undefined;
    const leaf: LeafInMaking = { type: 'leaf', ...base, ...written, kind, quote, textSpan, value: nothing };
    this.#leaves.push(leaf);
    return leaf;
  }

  #tableInMaking(table: TomlTable): TableInMaking | undefined {
    const open = this.#open.get(table);
    return open?.type === 'table' ? open : undefined;
  }

  #conflict(part: KeyPart): void {
    this.#problems.push({ span: part.span, message: `${shown(part)} is already defined as something else` });
  }
}

/** A key is no secret, but may be long or hold control characters. */
function shown(part: KeyPart): string {
  const text = part.text.length > 40 ? `${part.text.slice(0, 40)}…` : part.text;
  return JSON.stringify(text);
}

/** What stands between the quotes; a multi-line string drops a line break directly behind its opening. */
function textSpanOf(text: string, value: Span, quote: Quote | undefined): Span {
  if (quote === undefined) return value;
  const width = quote.length;
  const closed = value.end - value.start >= 2 * width && text.slice(value.end - width, value.end) === quote;
  const end = closed ? value.end - width : value.end;
  let start = Math.min(value.start + width, end);
  if (width === 3 && start < end) {
    if (text.startsWith('\r\n', start)) start += 2;
    else if (text[start] === '\n') start += 1;
  }
  return span(Math.min(start, end), end);
}
