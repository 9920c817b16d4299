import { type Expansion, expand } from './expand.ts';
import { type LoaderReading, ReadingBuilder } from './reading.ts';

const EXPANSION: Expansion = { bare: true, operators: [':-', '-', ':+', '+', ':?', '?'], unknown: 'text', escapes: [] };

interface Word {
  readonly text: string;
  /** The characters before the first quote: a name must stand there unquoted. */
  readonly bare: string;
  readonly runs: boolean;
  readonly end: number;
}

type Failed = 'syntax' | 'required';

/**
 * `set -a; . file` in a POSIX shell. A line that is no assignment is a command: it fails and the next line is read;
 * a syntax error (an open quote, `(`, a required variable) ends the file.
 */
export function readAsShell(text: string): LoaderReading {
  const reading = new ReadingBuilder();
  let i = 0;
  while (i < text.length) {
    const command = readCommand(text, i, reading);
    if (command === undefined) {
      reading.reject(false);
      return reading;
    }
    i = command;
  }
  return reading;
}

/** Reads one command up to its line ending or `;`; returns where the next starts, or `undefined` on a syntax error. */
function readCommand(text: string, start: number, reading: ReadingBuilder): number | undefined {
  const assignments: { readonly name: string; readonly value: string; readonly runs: boolean }[] = [];
  let hasCommand = false;
  let exporting = false;
  let i = start;
  for (;;) {
    i = skipBlanks(text, i);
    const c = text[i];
    if (c === undefined || c === '\n' || c === ';' || c === '&') break;
    if (c === '#') {
      i = endOfLine(text, i);
      break;
    }
    if ('()<>|'.includes(c)) return undefined;
    const word = readWord(text, i, reading);
    if (typeof word === 'string') return undefined;
    const assignment = asAssignment(word);
    if (assignment !== undefined && !hasCommand) assignments.push(assignment);
    else if (word.text === 'export' && !hasCommand) exporting = true;
    else if (!(exporting && assignment === undefined && /^[A-Za-z_]\w*$/.test(word.text))) hasCommand = true;
    i = word.end;
  }
  // `;` and `&` need a command before them.
  if (i === skipBlanks(text, start) && (text[i] === ';' || text[i] === '&')) return undefined;
  if (hasCommand || text[i] === '&') reading.rejected = true;
  else for (const { name, value, runs } of assignments) runs ? reading.run(name) : reading.set(name, value);
  return i + 1;
}

function asAssignment(
  word: Word,
): { readonly name: string; readonly value: string; readonly runs: boolean } | undefined {
  const name = /^([A-Za-z_]\w*)=/.exec(word.bare)?.[1];
  return name === undefined ? undefined : { name, value: word.text.slice(name.length + 1), runs: word.runs };
}

function readWord(text: string, start: number, reading: ReadingBuilder): Word | Failed {
  let result = '';
  let bare: string | undefined;
  let runs = false;
  let i = start;
  const add = (raw: string): boolean => {
    const { text: value, failed } = expand(raw, EXPANSION, (name) => reading.lookup(name));
    result += value;
    return !failed;
  };
  while (i < text.length && !' \t\n;&|<>()'.includes(text[i] ?? '')) {
    const c = text[i] ?? '';
    if (c === "'" || c === '"') {
      bare ??= result;
      const piece = quoted(text, i, c);
      if (piece === undefined) return 'syntax';
      runs ||= piece.runs;
      if (c === "'") result += piece.literal;
      else
        for (const part of piece.parts)
          if (part.literal) result += part.text;
          else if (!add(part.text)) return 'required';
      i = piece.end;
    } else if (c === '\\') {
      if (text[i + 1] !== '\n') result += text[i + 1] ?? '';
      i += 2;
    } else if (c === '`' || text.startsWith('$(', i)) {
      runs = true;
      const end = c === '`' ? text.indexOf('`', i + 1) : closingParenthesis(text, i + 1);
      if (end === -1) return 'syntax';
      i = end + 1;
    } else if (text.startsWith('$$', i)) {
      runs = true;
      i += 2;
    } else if (c === '$') {
      const end = text[i + 1] === '{' ? text.indexOf('}', i) + 1 : endOfName(text, i + 1);
      if (end === 0) return 'syntax';
      if (!add(text.slice(i, end))) return 'required';
      i = end;
    } else {
      result += c;
      i++;
    }
  }
  return { text: result, bare: bare ?? result, runs, end: i };
}

interface Quoted {
  readonly literal: string;
  readonly parts: readonly { readonly literal: boolean; readonly text: string }[];
  readonly runs: boolean;
  readonly end: number;
}

/** A quoted piece of a word; in double quotes a backslash protects `$`, backtick, `"`, `\` and the line ending only. */
function quoted(text: string, start: number, quote: string): Quoted | undefined {
  if (quote === "'") {
    const close = text.indexOf("'", start + 1);
    return close === -1 ? undefined : { literal: text.slice(start + 1, close), parts: [], runs: false, end: close + 1 };
  }
  const parts: { literal: boolean; text: string }[] = [];
  let plain = '';
  let runs = false;
  for (let i = start + 1; i < text.length; i++) {
    const c = text[i] ?? '';
    if (c === '"') {
      parts.push({ literal: false, text: plain });
      return { literal: '', parts, runs, end: i + 1 };
    }
    if (c === '\\' && '$`"\\\n'.includes(text[i + 1] ?? ' ')) {
      parts.push(
        { literal: false, text: plain },
        { literal: true, text: text[i + 1] === '\n' ? '' : (text[i + 1] ?? '') },
      );
      plain = '';
      i++;
    } else {
      runs ||= c === '`' || (c === '$' && text[i + 1] === '(');
      plain += c;
    }
  }
  return undefined;
}

function closingParenthesis(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if (text[i] === '(') depth++;
    else if (text[i] === ')' && --depth === 0) return i;
  }
  return -1;
}

function endOfName(text: string, start: number): number {
  let i = start;
  while (/\w/.test(text[i] ?? '')) i++;
  return i;
}

function skipBlanks(text: string, start: number): number {
  let i = start;
  while (text[i] === ' ' || text[i] === '\t') i++;
  return i;
}

function endOfLine(text: string, start: number): number {
  const newline = text.indexOf('\n', start);
  return newline === -1 ? text.length : newline;
}
