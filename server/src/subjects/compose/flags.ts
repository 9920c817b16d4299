import type { ComposeScalar, ComposeText } from '../../formats/compose/model/nodes.ts';
import type { ComposeCommand, ComposeWord } from '../../formats/compose/model/parts.ts';
import { partOf } from '../../formats/compose/model/scalar-node.ts';
import { shellWords, wordsInside } from '../../formats/compose/model/words.ts';
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
  if (node.kind === 'scalar') return withScripts(command.words, node);
  if (node.kind !== 'list') return [];
  return node.items.flatMap((item): readonly Word[] => {
    if (item.kind !== 'scalar') return [];
    if (/\s/.test(item.text)) return withScripts(shellWords(item), item);
    return [{ word: { ...item, span: item.contentSpan, exact: item.verbatim }, node: item, inShell: false }];
  });
}

/** The words of a line; what a shell is given to run (`sh -c '…'`) as its own words. */
function withScripts(words: readonly ComposeWord[], node: ComposeScalar): readonly Word[] {
  return words.flatMap((word, i) => {
    const isScript = /\s/.test(word.text) && RUNS.test(words[i - 1]?.text ?? '') && isShell(words[i - 2]?.text ?? '');
    const inside = isScript ? wordsInside(node, word) : [];
    return (inside.length > 0 ? inside : [word]).map((one) => ({ word: one, node, inShell: true }));
  });
}

const RUNS = /^-[a-z]*c$/;

function isShell(word: string): boolean {
  return /^(?:\S*\/)?(?:ba|da|a|z|k)?sh$/.test(word);
}

const URL_WITH_LOGIN = /^[a-z][a-z\d+.-]{1,30}:\/\/[^/\s@:]{0,200}:[^/\s@]{1,200}@/i;

function flagAt(current: Word, next: Word | undefined, programs: ReadonlySet<string>): FlagValue | undefined {
  const { word } = current;
  if (!word.exact || !current.node.verbatim) return undefined;
  const equals = word.text.indexOf('=');
  const assigned = /^(?:-{1,2}[A-Za-z]|[A-Za-z_])[\w.-]*=/.test(word.text);
  if (assigned && equals > 0) return fromPart(current, equals, equals + 1);
  // `pg_dump postgres://user:password@db/app`: an argument without a name
  if (URL_WITH_LOGIN.test(word.text)) return { node: current.node, inShell: current.inShell, ...wholeWord(current) };
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
  const { length } = inShell ? word.text.replace(ENDS, '') : word.text;
  const value = partOf(node, start + valueStart, start + Math.max(length, valueStart));
  if (value.text === '') return undefined;
  const dashes = /^-*/.exec(word.text)?.[0].length ?? 0;
  const nameSpan = { start: word.span.start + dashes, end: word.span.start + nameEnd };
  return { name: word.text.slice(dashes, nameEnd), nameSpan, text: value, node, inShell };
}

/** Behind a word the shell ends a command with these; they are no part of it. */
const ENDS = /[;&|)]+$/;

function wholeWord({ word, node }: Word): Pick<FlagValue, 'name' | 'nameSpan' | 'text'> {
  const start = word.span.start - node.contentSpan.start;
  const text = partOf(node, start, start + word.text.replace(ENDS, '').length);
  return { name: 'URL', nameSpan: word.span, text };
}

function fromNext(name: string, current: Word, next: Word | undefined): FlagValue | undefined {
  if (next === undefined || !next.word.exact || !next.node.verbatim || /^[-|&;<>]/.test(next.word.text))
    return undefined;
  if (next.word.text === '') return undefined;
  return { name, nameSpan: current.word.span, text: next.word, node: next.node, inShell: next.inShell };
}
