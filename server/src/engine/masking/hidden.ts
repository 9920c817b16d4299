import { append } from '../../text/append.ts';
import type { Span } from '../../text/span.ts';
import { hidesValue } from './hidden-names.ts';
import { secretsInText, type TextKind } from './text-secrets.ts';
import { urlSecrets } from './url-secrets.ts';
import { hiddenParts } from './value-parts.ts';

/** Gathers what must not be shown of one file, and which of its lines were understood. */
export class Hidden {
  readonly text: string;
  readonly spans: Span[] = [];
  /** What the model has a node for. */
  readonly covered: Span[] = [];

  constructor(text: string) {
    this.text = text;
  }

  /** Something a node stands for: its lines are not guessed at. */
  cover(...spans: readonly (Span | undefined)[]): void {
    for (const span of spans) if (span !== undefined) this.covered.push(span);
  }

  /** A value under a name: hidden but for its references when the name says so, else read for secrets. */
  named(name: string, path: readonly string[], value: Span, kind: TextKind, random = true): void {
    if (hidesValue(name, path)) this.value(value);
    this.read(value, kind, random);
  }

  /** A value that is a secret. */
  value(value: Span): void {
    append(this.spans, hiddenParts(this.text, value));
  }

  /** Text that may hold secrets. */
  read(range: Span, kind: TextKind, random = true): void {
    this.cover(range);
    append(this.spans, secretsInText(this.text, range, kind, random));
  }

  /** Several words that may be one URL with blanks in it. */
  urls(range: Span): void {
    append(this.spans, urlSecrets(this.text, range));
  }

  /** The part of an assignment in one text (`NAME=value`, `--name=value`) behind its sign is the value, blanks and all. */
  assignment(range: Span, kind: TextKind): void {
    const source = this.text.slice(range.start, Math.min(range.end, range.start + 140));
    const match = /^-{0,2}([A-Za-z_][\w.-]*)=/.exec(source);
    if (match === null) this.read(range, kind);
    else this.named(match[1] ?? '', [], { start: range.start + match[0].length, end: range.end }, kind);
  }
}

/** What kind of text a value under a key is: settings when it has lines, unless a shell runs it. */
export function kindOfValue(text: string, value: Span, path: readonly string[], complete: boolean): TextKind {
  if (!text.slice(value.start, value.end).includes('\n')) return 'words';
  if (!complete) return 'unread';
  return path.some((name) => /^(?:command|cmd|entrypoint|test|run|script|args|exec)$/i.test(name)) ? 'words' : 'lines';
}
