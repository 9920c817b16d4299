/** What YAML can read of a template: statements blanked, expressions that would start a YAML mapping replaced by a word. */
export interface TemplateText {
  /** As long as the template, line for line. */
  readonly text: string;
  /** The first tag that was changed. */
  readonly first: number;
  /** Whether all lines of what it renders to stand in it: none comes from another file, a macro or a value of several lines. */
  readonly hasAllLines: boolean;
}

/** A tag by its first two characters and what ends it. */
const ENDS: Readonly<Record<string, string>> = { '{%': '%}', '{{': '}}', '{#': '#}', '<%': '%>' };
/** What decides or repeats in Go and Handlebars, or brings lines of its own. */
const STATEMENT =
  /^[-~]?\s*(?:[#/^!]|(?:if|else|end|range|with|define|block|template|include|break|continue)\b|\$\w*\s*:?=)/;
/** Brings lines of its own. */
const BRINGS_LINES =
  /^[-~+=]?\s*(?:include|import|from|extends|block|call|macro|filter|template|define|embed|yield|render\b|>)/;
/** What stands before a plain value or key, or inside one: no quote and no bracket, as there braces are text or YAML's own. */
const BEFORE_PLAIN = /^[ \t]*(?:- +)*(?:[^\s"'#{}[\],&*!|>%@`-][^"'#{}[\]\r\n]*)?$/;
/** Longer lines are not looked into. */
const LONGEST = 400;

/**
 * A template of Jinja, Go, Handlebars or ERB as text of the same length that YAML reads: every place stays what it is. What its branches
 * hold stays in it, one behind the other. `undefined` where no tag needed a change. Linear.
 */
export function templateText(text: string): TemplateText | undefined {
  const parts: string[] = [];
  const line = new LineBefore(text);
  let [done, first, hasAllLines] = [0, -1, true];
  const tags = /\{[%{#]|<%/g;
  for (let tag = tags.exec(text); tag !== null; tag = tags.exec(text)) {
    const mark = ENDS[tag[0]] ?? '';
    const close = text.indexOf(mark, tag.index + 2);
    // a tag that is still being typed: nothing behind it is known
    if (close < 0) {
      hasAllLines = false;
      break;
    }
    const end = close + mark.length;
    if (BRINGS_LINES.test(text.slice(tag.index + 2, tag.index + 60))) hasAllLines = false;
    const instead = replacement(text, tag.index, end, line.upTo(tag.index));
    tags.lastIndex = end;
    if (instead === undefined) continue;
    if (first < 0) first = tag.index;
    // a value alone on its line
    if (instead.startsWith(' ') && !isStatement(text.slice(tag.index, end))) hasAllLines = false;
    parts.push(text.slice(done, tag.index), instead);
    line.replaced(instead, end);
    done = end;
  }
  return first < 0 ? undefined : { text: parts.join('') + text.slice(done), first, hasAllLines };
}

/** What stands on the line in front of a tag, with what stands for the tags before; of a long line only that it is one. */
class LineBefore {
  readonly #text: string;
  #read = 0;
  #line = '';

  constructor(text: string) {
    this.#text = text;
  }

  upTo(offset: number): string {
    this.#add(this.#text.slice(this.#read, offset));
    this.#read = offset;
    return this.#line;
  }

  replaced(instead: string, end: number): void {
    this.#add(instead);
    this.#read = end;
  }

  #add(part: string): void {
    const newline = part.lastIndexOf('\n');
    const before = newline < 0 ? this.#line : '';
    if (before.length <= LONGEST) this.#line = before + part.slice(newline + 1, newline + 2 + LONGEST);
  }
}

/** What stands for a tag; `undefined`: itself. */
function replacement(text: string, start: number, end: number, before: string): string | undefined {
  const tag = text.slice(start, end);
  if (isStatement(tag)) return tag.replace(/[^\r\n]/g, ' ');
  if (before.length > LONGEST || !BEFORE_PLAIN.test(before)) return undefined;
  // alone on its line it brings lines that nobody knows
  const isAlone = before.trim() === '' && /^[ \t]*(?:[\r\n]|$)/.test(text.slice(end, end + LONGEST));
  return tag.replace(/[^\r\n]/g, isAlone ? ' ' : 'x');
}

function isStatement(tag: string): boolean {
  if (tag.startsWith('<%')) return !tag.startsWith('<%=');
  return !tag.startsWith('{{') || STATEMENT.test(tag.slice(2, 60));
}

/** The text of a scalar as the template has it. `written` is what stands at its place there, `read` what YAML made of what stood in its stead. */
export function restored(written: string, changed: string, read: string): string {
  if (written === changed) return read;
  const [firstLine = '', ...others] = written.split(/\r?\n/);
  const indent = /^[ \t]*/.exec(firstLine)?.[0].length ?? 0;
  return [firstLine.slice(indent), ...others.map((one) => one.replace(/^[ \t]+/, (blank) => blank.slice(indent)))].join(
    '\n',
  );
}
