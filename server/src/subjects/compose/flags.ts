import type { ComposeScalar, ComposeText } from '../../formats/compose/model/nodes.ts';
import type { ComposeCommand, ComposeWord } from '../../formats/compose/model/parts.ts';
import { partOf } from '../../formats/compose/model/scalar-node.ts';
import { shellWords } from '../../formats/compose/model/words.ts';
import type { Span } from '../../text/span.ts';

/** A `--name=value`, `--name value`, `NAME=value` or well-known short flag of a command line. */
export interface FlagValue {
  readonly name: string;
  readonly nameSpan: Span;
  readonly text: ComposeText;
  /** The scalar it stands in. */
  readonly node: ComposeScalar;
  /** The scalar is split by a shell: new text must stay one word. */
  readonly inShell: boolean;
}

interface Word {
  readonly word: ComposeWord;
  readonly node: ComposeScalar;
  readonly inShell: boolean;
}

/** The settings a command line makes. Words whose positions are not exact are left out. */
export function commandFlags(command: ComposeCommand | undefined): readonly FlagValue[] {
  if (command === undefined) return [];
  const words = wordsOf(command);
  const programs = new Set(words.map(({ word }) => word.text.slice(word.text.lastIndexOf('/') + 1)));
  const flags: FlagValue[] = [];
  words.forEach((word, i) => {
    const flag = flagAt(word, words[i + 1], programs);
    if (flag !== undefined) flags.push(flag);
  });
  return flags;
}

/** All words; an item with spaces (`sh -c "…"`) is a command line of its own. */
function wordsOf(command: ComposeCommand): readonly Word[] {
  const { node } = command;
  if (node.kind === 'scalar') return command.words.map((word) => ({ word, node, inShell: true }));
  if (node.kind !== 'list') return [];
  return node.items.flatMap((item): readonly Word[] => {
    if (item.kind !== 'scalar') return [];
    if (/\s/.test(item.text)) return shellWords(item).map((word) => ({ word, node: item, inShell: true }));
    return [{ word: { ...item, span: item.contentSpan, exact: item.verbatim }, node: item, inShell: false }];
  });
}

function flagAt(current: Word, next: Word | undefined, programs: ReadonlySet<string>): FlagValue | undefined {
  const { word } = current;
  if (!word.exact || !current.node.verbatim) return undefined;
  const equals = word.text.indexOf('=');
  const assigned = /^(?:-{1,2}[A-Za-z]|[A-Za-z_])[\w.-]*=/.test(word.text);
  if (assigned && equals > 0) return fromPart(current, equals, equals + 1);
  const isUser = word.text === '--user' && programs.has('curl');
  if (!isUser && /^--[A-Za-z][\w.-]*$/.test(word.text)) return fromNext(word.text.replace(/^-+/, ''), current, next);
  return shortFlag(current, next, programs);
}

/** `redis-cli -a secret`, `mysql -psecret`: the flags that carry a password in nearly every health check. */
function shortFlag(current: Word, next: Word | undefined, programs: ReadonlySet<string>): FlagValue | undefined {
  const { text } = current.word;
  const known = SHORT_FLAGS.find(([flag, names]) => flag === text && names.some((name) => programs.has(name)));
  if (known !== undefined) return fromNext(known[2], current, next);
  const isMysql = ['mysql', 'mysqladmin', 'mariadb', 'mariadb-admin', 'mysqldump'].some((name) => programs.has(name));
  if (!isMysql || !/^-p[^-\s]/.test(text)) return undefined;
  const flag = fromPart(current, 2, 2);
  return flag && { ...flag, name: 'password' };
}

/** Short flags whose next word is a password, or `user:password` (`basic_auth`), by program. */
const SHORT_FLAGS: readonly (readonly [flag: string, programs: readonly string[], name: string])[] = [
  ['-a', ['redis-cli', 'valkey-cli'], 'password'],
  ['-p', ['mongo', 'mongosh', 'mongodump', 'cypher-shell'], 'password'],
  ['-P', ['sqlcmd', 'mosquitto_pub', 'mosquitto_sub'], 'password'],
  ['-w', ['ldapsearch', 'ldapwhoami'], 'password'],
  ['-u', ['curl'], 'basic_auth'],
  ['--user', ['curl'], 'basic_auth'],
];

function fromPart(current: Word, nameEnd: number, valueStart: number): FlagValue | undefined {
  const { word, node, inShell } = current;
  const start = word.span.start - node.contentSpan.start;
  const value = partOf(node, start + valueStart, start + word.text.length);
  if (value.text === '') return undefined;
  const dashes = /^-*/.exec(word.text)?.[0].length ?? 0;
  const nameSpan = { start: word.span.start + dashes, end: word.span.start + nameEnd };
  return { name: word.text.slice(dashes, nameEnd), nameSpan, text: value, node, inShell };
}

function fromNext(name: string, current: Word, next: Word | undefined): FlagValue | undefined {
  if (next === undefined || !next.word.exact || !next.node.verbatim || /^[-|&;<>]/.test(next.word.text))
    return undefined;
  if (next.word.text === '') return undefined;
  return { name, nameSpan: current.word.span, text: next.word, node: next.node, inShell: next.inShell };
}
