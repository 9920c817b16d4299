import { type Fix, fix } from '../../finding/fix.ts';
import { opposite } from '../../knowledge/env/switch.ts';
import type { NamedValue } from '../named-value.ts';
import { editsIn, setTo, snippetsIn } from '../setting.ts';

/** Sets a variable to `text`; `consequence` says in parentheses what will be noticed. None when the value cannot be replaced here. */
export function setFix(value: NamedValue, text: string, consequence: string): readonly Fix[] {
  const edits = setTo(value, text);
  if (edits === undefined) return [];
  return [fix(`Set ${value.name} to ${text} (${consequence})`, 'behavior-changing', editsIn(value, edits))];
}

/** Turns a switch to its opposite in the spelling it has (`True` to `False`); other text becomes `otherwise`. */
export function flipFix(value: NamedValue, now: string, otherwise: string, consequence: string): readonly Fix[] {
  return setFix(value, opposite(now, otherwise), consequence);
}

/** Sets a variable to `text`, in which the cursor lands on `placeholder`. */
export function inputFix(value: NamedValue, title: string, text: string, placeholder: string): readonly Fix[] {
  const edits = setTo(value, text);
  return edits === undefined ? [] : [fix(title, 'needs-input', snippetsIn(value, edits, placeholder))];
}

/** Removes a variable with its line. */
export function removeFix(value: NamedValue, consequence: string): readonly Fix[] {
  const edits = value.references.length === 0 ? value.remove() : undefined;
  return edits === undefined
    ? []
    : [fix(`Remove ${value.name} (${consequence})`, 'behavior-changing', editsIn(value, edits))];
}
