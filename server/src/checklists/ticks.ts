import { membersOf, readShape, type Shape } from '../engine/json-shape.ts';
import { readJson } from '../engine/json-text.ts';
import type { ManualTick } from '../engine/settings.ts';

/** Where people's ticks lie, relative to the folder a checklist is about: a file to commit, read by every door. */
export const TICKS_PATH = '.preflight/ticks.json';

/** Ticks of one checklist, by item. */
export type Ticks = Readonly<Record<string, ManualTick>>;

const TICK: Shape = { keys: { by: 'text', on: 'text', note: 'text', until: 'text' } };
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Reads a file of ticks: `{ "<checklist>": { "<item>": { "by", "on", "note", "until" } } }`, JSON with comments. Never throws; a tick
 * that is not as it must be does not count.
 * @returns the ticks by checklist, and the first mistake in words, with its offset
 */
export function parseTicks(text: string): {
  readonly ticks: ReadonlyMap<string, Ticks>;
  readonly mistake: { readonly offset: number; readonly message: string } | undefined;
} {
  const json = readJson(text);
  if (json.deep !== undefined)
    return { ticks: new Map(), mistake: { offset: json.deep.span.start, message: json.deep.message } };
  const { tree, errors } = json;
  const [error] = errors;
  let mistake = error === undefined ? undefined : { offset: error.offset, message: 'Not valid JSON' };
  const wrong = (offset: number, message: string) => {
    mistake ??= { offset, message };
  };
  if (tree?.type !== 'object') return { ticks: new Map(), mistake: mistake ?? { offset: 0, message: 'Not an object' } };
  const ticks = new Map<string, Ticks>();
  for (const { name, value } of membersOf(tree)) {
    const kept: Record<string, ManualTick> = Object.create(null);
    if (value.type !== 'object') wrong(value.offset, `"${name}" must be an object of ticks`);
    for (const item of membersOf(value)) {
      let isRight = true;
      const tick = readShape(item.value, TICK, (node, expected) => {
        isRight = false;
        wrong(node.offset, `The tick of "${item.name}" must have texts, not ${expected}`);
      }) as ManualTick | undefined;
      if (!isRight || tick === undefined) continue;
      if ([tick.on, tick.until].every((date) => date === undefined || DATE.test(date))) kept[item.name] = tick;
      else wrong(item.value.offset, `A date of the tick of "${item.name}" is not YYYY-MM-DD`);
    }
    ticks.set(name, kept);
  }
  return { ticks, mistake };
}
