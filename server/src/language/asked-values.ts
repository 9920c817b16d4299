import { hidesValue } from '../engine/masking/hidden-names.ts';
import type { Fix } from '../finding/fix.ts';
import { placeholdersIn, withoutPlaceholders } from '../text/snippet.ts';

export interface AskedValue {
  /** The number of the placeholder. */
  readonly name: string;
  /** Its default. */
  readonly shown: string;
  /** The key or directive that takes the value; empty where none stands on its line. */
  readonly key: string;
  /** Whether the value may be a secret. */
  readonly isSecret: boolean;
}

/** A key or directive as the first word of a text: `  - "DB_HOST=`, `export DB_HOST=`, `image: `, `resolver `. */
const FIRST_KEY = /^\s*(?:-\s+|export\s+)*["']?([A-Za-z_][\w.-]*)["']?(?:\s*[:=]|\s)/;

/**
 * What a fix of a finding of `rule` in `uri` asks for, in order, each with the key that takes it. `texts`: of every file it changes;
 * nothing of them but the key gets into what is said.
 */
export function askedBy(
  fix: Fix,
  rule: string,
  uri: string,
  texts: ReadonlyMap<string, string | undefined>,
): readonly AskedValue[] {
  const asked = new Map<string, AskedValue>();
  for (const edit of fix.edits()) {
    if (edit.snippet !== true) continue;
    const text = texts.get(edit.uri ?? uri) ?? '';
    const lead = text.slice(text.lastIndexOf('\n', edit.span.start - 1) + 1, edit.span.start);
    for (const { number, value } of placeholdersIn(edit.newText)) {
      if (asked.has(number)) continue;
      const key = keyBefore(lead, edit.newText, number);
      const isSecret = rule.startsWith('secret/') || (key !== '' && hidesValue(key));
      asked.set(number, { name: number, shown: value, key, isSecret });
    }
  }
  return [...asked.values()];
}

/** The key on the line of a placeholder; empty: there is none. `lead`: what stands before the snippet on its line. */
function keyBefore(lead: string, snippet: string, number: string): string {
  const at = snippet.search(new RegExp(`\\$\\{${number}[:|}]`));
  const before = lead + withoutPlaceholders(snippet.slice(0, Math.max(at, 0)));
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const whole = FIRST_KEY.exec(line);
  // Of several directives or entries on one line it is the last.
  const last = FIRST_KEY.exec(line.split(/[{;,]/).at(-1) ?? '');
  return (isAssignment(whole) ? whole?.[1] : last?.[1]) ?? whole?.[1] ?? '';
}

function isAssignment(match: RegExpExecArray | null): boolean {
  return match !== null && /[:=]$/.test(match[0]);
}
