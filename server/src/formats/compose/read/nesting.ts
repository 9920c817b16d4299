import { Lexer } from 'yaml';
import { DEEPEST } from '../../../text/nesting.ts';

interface Level {
  readonly column: number;
  readonly kind: 'list' | 'map';
}

/**
 * Where a YAML text goes deeper than any parser is asked to follow, or `undefined`. Counts over the tokens that the library's own lexer
 * makes of the text (it does not call itself), so that quotes, comments and block texts are what the parser takes them for. Linear.
 */
export function tooDeepAt(text: string): number | undefined {
  const depth = new Depth();
  let offset = 0;
  for (const token of new Lexer().lex(text)) {
    if (depth.take(token)) return offset;
    if (!isMarker(token)) offset += token.length;
  }
  return undefined;
}

/** Tokens without length: begin of a document, end of a flow collection, "a plain text follows". */
function isMarker(token: string): boolean {
  return token === '\u0002' || token === '\u0018' || token === '\u001f';
}

class Depth {
  readonly #levels: Level[] = [];
  #flow = 0;
  #column = 0;
  /** Where the node that is being read began, and whether the next token begins one. */
  #nodeColumn = 0;
  #atStart = true;

  /** Takes the next token; true when it goes too deep. */
  take(token: string): boolean {
    if (isMarker(token)) return false;
    const first = token.charCodeAt(0);
    if (token === '\n' || token === '\r\n') {
      this.#column = 0;
      this.#atStart = true;
      return false;
    }
    if (first !== 32 && first !== 9 && first !== 35) this.#content(token);
    const newline = token.lastIndexOf('\n');
    this.#column = newline < 0 ? this.#column + token.length : token.length - newline - 1;
    return this.#levels.length + this.#flow > DEEPEST;
  }

  #content(token: string): void {
    if (this.#atStart) {
      this.#nodeColumn = this.#column;
      this.#atStart = false;
    }
    if (token === '[' || token === '{') this.#flow += 1;
    else if (token === ']' || token === '}') this.#flow = Math.max(0, this.#flow - 1);
    else if (token === '---' || token === '...') this.#newDocument();
    else if (this.#flow === 0) this.#indicator(token);
  }

  #newDocument(): void {
    this.#levels.length = 0;
    this.#flow = 0;
    this.#atStart = true;
  }

  #indicator(token: string): void {
    if (token === '-') this.#enter({ column: this.#column, kind: 'list' });
    else if (token === '?') this.#enter({ column: this.#column, kind: 'map' });
    else if (token === ':') this.#enter({ column: this.#nodeColumn, kind: 'map' });
    else return;
    this.#atStart = true;
  }

  /** An item or key at a column: what lies deeper has ended, and it goes on with the collection of its kind there or begins one. */
  #enter(level: Level): void {
    const levels = this.#levels;
    while ((levels.at(-1)?.column ?? -1) > level.column) levels.pop();
    for (let i = levels.length - 1; levels[i]?.column === level.column; i--) {
      if (levels[i]?.kind !== level.kind) continue;
      levels.length = i + 1;
      return;
    }
    levels.push(level);
  }
}
