import type { Location } from '../../../formats/format.ts';
import type { NginxDirective } from '../../../formats/nginx/model/model.ts';

/** A value that nginx refuses. `message` in nginx's own words; what it means is added by the rule. */
export interface ValueProblem {
  readonly at: Location;
  readonly message: string;
  /** What the author most likely meant, in place of one argument. */
  readonly instead?: { readonly directive: NginxDirective; readonly index: number; readonly value: string };
}

/** Looks at one directive that is in the right place with the right number of arguments. */
export type ValueCheck = (directive: NginxDirective, version: string | undefined) => readonly ValueProblem[];

/** A problem with one argument, and what to write instead when that is clear. */
export function badArgument(
  directive: NginxDirective,
  index: number,
  message: string,
  instead?: string | undefined,
): readonly ValueProblem[] {
  const problem = { at: directive.argAt(index), message };
  return [instead === undefined ? problem : { ...problem, instead: { directive, index, value: instead } }];
}

/** Text some tool replaces before nginx reads the file, or a variable: its value is not known here. */
export function isOpaque(text: string): boolean {
  return (
    text.includes('$') ||
    text.includes('{{') ||
    /^(?:__[A-Za-z].*|%.+%|@.+@|<.+>|\[.+\]|#.+#|\{.+\}|.*\byour[-_].*)$/i.test(text)
  );
}

/** A value for a message: short, on one line. */
export function shown(text: string): string {
  const line = text.replaceAll('\n', ' ');
  return line.length > 24 ? `${line.slice(0, 23)}…` : line;
}
