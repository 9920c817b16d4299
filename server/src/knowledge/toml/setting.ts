import type { Condition, Setting, SettingType, TomlProblem, Unsafe } from './application.ts';

const of =
  (type: SettingType) =>
  (key: string, about: string, ...unsafe: readonly Unsafe[]): Setting => ({ key, type, about, unsafe });

/** Settings by type: key path, what it does in one sentence, the ways it is unsafe (the worst first). */
export const flag = of('boolean');
export const text = of('string');
export const number = of('integer');
export const list = of('list');
export const secret = of('secret');
export const path = of('path');
export const address = of('address');
export const url = of('url');
export const table = of('table');

/** A text that takes one of a few values. */
export function choice(key: string, values: readonly string[], about: string, ...unsafe: readonly Unsafe[]): Setting {
  return { key, type: 'string', values, about, unsafe };
}

/** One way a setting is unsafe: the problem, how bad, when, and the risk with the advice as it stands behind the key. */
export function bad(
  problem: TomlProblem,
  severity: Unsafe['severity'],
  when: Condition,
  says: string,
  more: Pick<Unsafe, 'also' | 'named' | 'peers' | 'set' | 'addTable' | 'dropItem' | 'remove' | 'consequence'> = {},
): Unsafe {
  return { problem, severity, ...when, says, ...more };
}

export const isTrue: Condition = { is: true };
export const isFalse: Condition = { is: false };
export const absent: Condition = { absent: true };
export const empty: Condition = { test: 'empty' };
export const remote: Condition = { test: 'remote-address' };
export const anybody: Condition = { hasItem: ['*'] };
