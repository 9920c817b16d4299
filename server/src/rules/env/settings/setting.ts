import type { Location } from '../../../formats/format.ts';
import { normalizeKey, shownName } from '../../../knowledge/env/key.ts';
import type { NamedValue } from '../../../subjects/named-value.ts';
import { inFileOf, writtenText } from '../../../subjects/setting.ts';

/** A variable with what it is certainly set to here. */
export interface Setting {
  /** Upper case, words joined by `_`. */
  readonly key: string;
  /** The name for a message, at most 40 characters. */
  readonly name: string;
  /** Without white space around it. */
  readonly text: string;
  readonly at: Location;
}

/** What a variable whose normalized key matches is set to; `undefined` for other keys and where the text is not known. */
export function settingOf(value: NamedValue, keys: RegExp): Setting | undefined {
  const key = normalizeKey(value.name);
  if (!keys.test(key)) return undefined;
  const text = writtenText(value);
  if (text === undefined) return undefined;
  return { key, name: shownName(value.name), text: text.trim(), at: inFileOf(value, value.valueSpan) };
}
