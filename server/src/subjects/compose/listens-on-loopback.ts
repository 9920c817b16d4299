import type { ComposeService } from '../../formats/compose/model/model.ts';
import { LOOPBACK_LISTENERS, type LoopbackListener } from '../../knowledge/loopback-listeners.ts';
import { wordsOf } from './command-words.ts';

/** A server of a service that nobody outside of its container reaches. */
export interface OnLoopback {
  readonly listener: LoopbackListener;
  readonly port: number;
}

/** No command of a person has more words. */
const MOST_WORDS = 400;
const LOOPBACK = /^(?:https?:\/\/)?(?:127\.\d{1,3}\.\d{1,3}\.\d{1,3}|localhost|\[?::1\]?)(?::(\d{1,5}))?\/?$/i;

/** The server of a service that listens on the container's loopback alone; `undefined` where a part of the command is not known. */
export function onLoopback(service: ComposeService): OnLoopback | undefined {
  const words = wordsOf(service);
  if (words.length > MOST_WORDS || words.some(({ word }) => word.value === undefined)) return undefined;
  const texts = words.flatMap(({ word }) => (word.value ?? '').split(/[\s;&|()]+/)).filter((text) => text !== '');
  for (const listener of LOOPBACK_LISTENERS) {
    const port = startsIt(listener, service, texts) ? loopbackPort(listener, service, texts) : undefined;
    if (port !== undefined) return { listener, port };
  }
  return undefined;
}

function startsIt({ words, images }: LoopbackListener, service: ComposeService, texts: readonly string[]): boolean {
  if (images.length > 0) return service.build === undefined && images.includes(service.image?.repository ?? '');
  const names = texts.map((text) => text.slice(text.lastIndexOf('/') + 1));
  return names.some((_, i) => words.every((word, j) => names[i + j] === word));
}

function loopbackPort(listener: LoopbackListener, service: ComposeService, texts: readonly string[]) {
  const { addressFlags, otherFlags, portFlags, variables } = listener;
  if (!service.environmentComplete || variables.some((name) => service.variable(name) !== undefined)) return undefined;
  if (otherFlags.some((flag) => valuesOf(flag, texts).length > 0)) return undefined;
  const given = addressFlags.flatMap((flag) => valuesOf(flag, texts));
  const matches = given.map((address) => LOOPBACK.exec(address));
  if (matches.includes(null) || (given.length === 0 && !listener.byDefault)) return undefined;
  const ports = [...matches.map((match) => match?.[1]), ...portFlags.flatMap((flag) => valuesOf(flag, texts))];
  const known = ports.filter((port) => port !== undefined);
  const port = known.length === 0 ? listener.port : Number(known[0]);
  return Number.isInteger(port) ? port : undefined;
}

/** The values of a flag: `--host x`, `--host=x`, and `-bx` of a short one. */
function valuesOf(flag: string, texts: readonly string[]): readonly string[] {
  const isShort = !flag.startsWith('--');
  return texts.flatMap((text, i) => {
    if (text === flag) return [unquoted(texts[i + 1] ?? '')];
    if (text.startsWith(`${flag}=`)) return [unquoted(text.slice(flag.length + 1))];
    return isShort && text.startsWith(flag) && !text.startsWith('--') ? [unquoted(text.slice(flag.length))] : [];
  });
}

function unquoted(text: string): string {
  return text.replace(/^["']|["']$/g, '');
}
