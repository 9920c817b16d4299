import type { ComposeService } from '../../formats/compose/model/model.ts';
import { LOOPBACK_LISTENERS, type LoopbackListener } from '../../knowledge/loopback-listeners.ts';
import { wordsOf } from './command-words.ts';
import { argumentsOf, simpleCommands } from './simple-commands.ts';

/** A server of a service that nobody outside of its container reaches. */
export interface OnLoopback {
  readonly listener: LoopbackListener;
  readonly port: number;
  /** Whether its command says loopback; else it is the default, which a variable of the image may change. */
  readonly isGiven: boolean;
}

/** No command of a person has more words. */
const MOST_WORDS = 400;
const LOOPBACK = /^(?:https?:\/\/)?(?:127\.\d{1,3}\.\d{1,3}\.\d{1,3}|localhost|\[?::1\]?)(?::(\d{1,5}))?\/?$/i;
/** Some program of the command listens everywhere: who knows which. */
const EVERYWHERE = /\b0\.0\.0\.0\b|\[::\]/;

/** The server of a service that listens on the container's loopback alone; `undefined` where a part of the command is not known. */
export function onLoopback(service: ComposeService): OnLoopback | undefined {
  const words = wordsOf(service);
  if (words.length > MOST_WORDS || words.some(({ word }) => word.value === undefined)) return undefined;
  const texts = words.map(({ word }) => word.value ?? '');
  if (texts.some((text) => EVERYWHERE.test(text))) return undefined;
  const commands = simpleCommands(texts);
  for (const listener of LOOPBACK_LISTENERS) {
    if (texts.some((text) => listener.variables.some((name) => text.includes(`${name}=`)))) continue;
    const found = startedBy(listener, service, commands).flatMap((given) => loopbackPort(listener, service, given));
    // a second one may be the one that is meant
    if (found.length === 1) return found[0];
  }
  return undefined;
}

/** The arguments of a server, once for each time it is started. */
function startedBy(
  { words, images }: LoopbackListener,
  service: ComposeService,
  commands: readonly (readonly string[])[],
): readonly (readonly string[])[] {
  if (images.length === 0) return commands.flatMap((command) => argumentsOf(words, command) ?? []);
  const isIts = service.build === undefined && images.includes(service.image?.repository ?? '');
  return isIts ? [commands.flat()] : [];
}

function loopbackPort(
  listener: LoopbackListener,
  service: ComposeService,
  texts: readonly string[],
): readonly OnLoopback[] {
  const { addressFlags, otherFlags, portFlags, variables } = listener;
  if (!service.environmentComplete || variables.some((name) => service.variable(name) !== undefined)) return [];
  // a variable of the shell may hold options
  if (texts.some((text) => /[$`]/.test(text))) return [];
  if (otherFlags.some((flag) => valuesOf(flag, texts).length > 0)) return [];
  const given = addressFlags.flatMap((flag) => valuesOf(flag, texts));
  const matches = given.map((address) => LOOPBACK.exec(address));
  if (matches.includes(null) || (given.length === 0 && !listener.byDefault)) return [];
  const ports = [...matches.map((match) => match?.[1]), ...portFlags.flatMap((flag) => valuesOf(flag, texts))];
  const known = ports.filter((port) => port !== undefined);
  const port = known.length === 0 ? listener.port : Number(known[0]);
  return Number.isInteger(port) ? [{ listener, port, isGiven: given.length > 0 }] : [];
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
