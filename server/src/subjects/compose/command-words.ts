import { removeItem } from '../../formats/compose/edit/remove.ts';
import { replaceScalar } from '../../formats/compose/edit/scalar.ts';
import type { Edits } from '../../formats/compose/edit/types.ts';
import type { ComposeService } from '../../formats/compose/model/model.ts';
import type { ComposeCommand, ComposeWord } from '../../formats/compose/model/parts.ts';

/** One word of `command` or `entrypoint` with its place in it. */
export interface Word {
  readonly key: 'command' | 'entrypoint';
  readonly command: ComposeCommand;
  readonly index: number;
  readonly word: ComposeWord;
}

/** All words of `entrypoint` and `command`, in the order they run. */
export function wordsOf(service: ComposeService): readonly Word[] {
  let words = wordsKnown.get(service);
  if (words === undefined) {
    words = KEYS.flatMap((key) => {
      const command = service[key];
      return command === undefined ? [] : command.words.map((word, index) => ({ key, command, index, word }));
    });
    wordsKnown.set(service, words);
  }
  return words;
}

const KEYS = ['entrypoint', 'command'] as const;
/** Asked for by many rules. Caches only. */
const wordsKnown = new WeakMap<ComposeService, readonly Word[]>();
const linesKnown = new WeakMap<ComposeService, string>();

/** A flag with its value: `--name=value`, `--name value`, or `--name` alone (then no value). */
export interface Flag {
  readonly at: Word;
  readonly value: string | undefined;
}

/** The flag of a name, upper and lower case being the same; `undefined` when it is not there. */
export function flagOf(words: readonly Word[], name: string): Flag | undefined {
  const wanted = name.toLowerCase();
  for (const [i, at] of words.entries()) {
    const text = at.word.value ?? at.word.text;
    const equals = text.indexOf('=');
    const own = (equals < 0 ? text : text.slice(0, equals)).toLowerCase();
    if (own !== wanted) continue;
    if (equals >= 0) return { at, value: text.slice(equals + 1) };
    const next = words[i + 1]?.word.value;
    return {
      at,
      value: next === undefined || next.startsWith('-') ? undefined : next,
    };
  }
  return undefined;
}

/** The whole command as one line of text, references as written; empty without one. */
export function commandLine(service: ComposeService): string {
  const known = linesKnown.get(service);
  if (known !== undefined) return known;
  const line = wordsOf(service)
    .map(({ word }) => word.value ?? word.text)
    .join(' ');
  linesKnown.set(service, line);
  return line;
}

/** Replaces one word; a list item as a scalar, a word of a plain string in place. */
export function replaceWord({ command, index, word }: Word, text: string): Edits {
  const { node } = command;
  if (node.kind === 'list') {
    const item = node.items[index];
    return item?.kind === 'scalar' && !item.shared ? replaceScalar(item, text) : undefined;
  }
  const inPlace = node.kind === 'scalar' && !node.shared && word.exact && word.references.length === 0;
  return inPlace ? [{ uri: word.uri, span: word.span, newText: text }] : undefined;
}

/** Takes one word out of a list; words of a string are left alone. */
export function removeWord(service: ComposeService, { key, command, index }: Word): Edits {
  const item = command.node.kind === 'list' && command.words.length > 1 ? command.node.items[index] : undefined;
  return item === undefined ? undefined : removeItem(service, [key], item);
}
