/** One command of a script. */
export interface ShellCommand {
  /** Without quotes, redirections, and what only says when it runs (`if`, `do`, `sudo`, `A=1`, the `@` of Makefiles). */
  readonly words: readonly string[];
  /** As written, with what is quoted, comments left out. */
  readonly text: string;
  /** Its line begins with it. */
  readonly isFirst: boolean;
}

const BEFORE = /^(?:[@+-]+|!|\{|if|then|elif|else|while|until|do|time|exec|command|nohup|sudo|env|[A-Za-z_]\w*=.*)$/;
const SEPARATOR = /[;&|()]/;

/**
 * The commands of a shell script or Makefile, as far as quotes, comments, redirections and here-documents go; `undefined` when a quote is not
 * closed. Linear in the text: every character is passed once.
 */
export function shellCommands(text: string): readonly ShellCommand[] | undefined {
  return new ShellReader(text).read();
}

class ShellReader {
  readonly #text: string;
  readonly #found: ShellCommand[] = [];
  #at = 0;
  #from = 0;
  #words: string[] = [];
  #word: string | undefined;
  #isFirst = true;
  /** The words that end the here-documents which begin behind this line. */
  #documents: string[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  read(): readonly ShellCommand[] | undefined {
    const text = this.#text;
    while (this.#at < text.length) {
      const char = text[this.#at] ?? '';
      if (char === '\n') this.#endLine();
      else if (char === '#' && /^[@-]*$/.test(this.#word ?? '')) this.#skipComment();
      else if (/\s/.test(char)) this.#endWord();
      else if (char === '\\') this.#escaped();
      else if (char === '"' || char === "'" || char === '`') {
        if (!this.#quoted(char)) return undefined;
        continue;
      } else if (char === '$' && /[({]/.test(text[this.#at + 1] ?? '')) {
        if (!this.#substituted()) return undefined;
        continue;
      } else if (char === '>' || char === '<' || (char === '&' && text[this.#at + 1] === '>')) {
        this.#redirected();
        continue;
      } else if (SEPARATOR.test(char)) this.#endCommand(this.#at);
      else this.#word = (this.#word ?? '') + char;
      this.#at += 1;
    }
    this.#endCommand(this.#at);
    return this.#found;
  }

  #endWord(): void {
    if (this.#word !== undefined) this.#words.push(this.#word);
    this.#word = undefined;
  }

  #endCommand(end: number): void {
    this.#endWord();
    const words = this.#words;
    this.#words = [];
    if (words[0] !== undefined) words[0] = words[0].replace(/^[@+-]+(?=.)/, '');
    const begin = words.findIndex((word) => !BEFORE.test(word));
    if (words.length > 0) {
      this.#found.push({
        words: words.slice(Math.max(0, begin)),
        text: this.#text.slice(this.#from, end),
        isFirst: this.#isFirst,
      });
      this.#isFirst = false;
    }
    this.#from = end + 1;
  }

  #endLine(): void {
    this.#endCommand(this.#at);
    this.#isFirst = true;
    for (const end of this.#documents) {
      const from = this.#at + 1;
      while (this.#at < this.#text.length) {
        const next = this.#text.indexOf('\n', this.#at + 1);
        const line = this.#text.slice(this.#at + 1, next < 0 ? undefined : next).trim();
        this.#at = next < 0 ? this.#text.length : next;
        if (line === end) break;
      }
      // What it holds may be run elsewhere: it is no command, and still read for what it could do.
      this.#found.push({ words: ['<<'], text: this.#text.slice(from, this.#at), isFirst: true });
    }
    this.#documents = [];
    this.#from = this.#at + 1;
  }

  /** Nothing of it stays in the command's text. */
  #skipComment(): void {
    this.#endCommand(this.#at);
    const end = this.#text.indexOf('\n', this.#at);
    this.#at = (end < 0 ? this.#text.length : end) - 1;
    this.#from = this.#at + 1;
  }

  #escaped(): void {
    const rest = this.#text[this.#at + 1] === '\r' ? 2 : 1;
    const next = this.#text[this.#at + rest];
    if (next === '\n') this.#endWord();
    else this.#word = (this.#word ?? '') + (next ?? '');
    this.#at += rest;
  }

  #quoted(quote: string): boolean {
    let at = this.#at + 1;
    while (at < this.#text.length && this.#text[at] !== quote) at += this.#text[at] === '\\' && quote !== "'" ? 2 : 1;
    this.#word = (this.#word ?? '') + this.#text.slice(this.#at + 1, at);
    this.#at = at + 1;
    return at < this.#text.length;
  }

  /** `$(…)` and `${…}` as they are written. */
  #substituted(): boolean {
    let at = this.#at + 1;
    let depth = 0;
    for (; at < this.#text.length; at++) {
      const char = this.#text[at] ?? '';
      if (char === '(' || char === '{') depth += 1;
      if ((char === ')' || char === '}') && --depth === 0) break;
    }
    this.#word = (this.#word ?? '') + this.#text.slice(this.#at, at + 1);
    this.#at = at + 1;
    return depth === 0;
  }

  /** `> file`, `2>&1`, `<<END`: the operator, the number before it and the word behind it. */
  #redirected(): void {
    if (/^\d+$/.test(this.#word ?? '')) this.#word = undefined;
    this.#endWord();
    const operator = /[<>&|-]+[ \t]*/y;
    operator.lastIndex = this.#at;
    const written = operator.exec(this.#text)?.[0] ?? '';
    const target = /[^\s;&|()<>]*/y;
    target.lastIndex = this.#at + written.length;
    const word = target.exec(this.#text)?.[0] ?? '';
    if (/^<<-?\s*$/.test(written)) this.#documents.push(word.replace(/["'\\]/g, ''));
    this.#at += written.length + word.length;
  }
}
