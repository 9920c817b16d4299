import type { ComposeService } from '../../formats/compose/model/model.ts';
import { isKind } from '../../knowledge/images/lookup.ts';
import { type Word, wordsOf } from './command-words.ts';
import { factsOf } from './role.ts';

/** A switch without a value is on; `strconv.ParseBool` of Go reads these values as off. */
const OFF: ReadonlySet<string> = new Set(['0', 'f', 'false']);

/** The words that the Docker daemon reads: behind `dockerd`, or all flags where the image of an engine starts it. */
function daemonWords(service: ComposeService): readonly Word[] {
  const words = wordsOf(service);
  const start = words.findIndex(({ word }) => /(?:^|\/)dockerd(?:-entrypoint\.sh)?$/.test(word.value ?? ''));
  if (start >= 0) return words.slice(start + 1);
  const isEngine = isKind(factsOf(service), 'container-engine') && words[0]?.word.value?.startsWith('-');
  return isEngine === true ? words : [];
}

/** Whether the Docker daemon of the service lets in only clients with a certificate: `--tlsverify`, the last one counts. */
export function verifiesClients(service: ComposeService): boolean {
  let verifies = false;
  for (const { word } of daemonWords(service)) {
    const text = word.value ?? word.text;
    if (text === '--tlsverify') verifies = true;
    if (text.startsWith('--tlsverify=')) verifies = !OFF.has(text.slice('--tlsverify='.length).toLowerCase());
  }
  return verifies;
}

/** What `-H` or `--host` of the daemon names, in any spelling of a flag; `undefined` for other words. */
function hostIn(text: string, previous: string | undefined): string | undefined {
  if (previous === '-H' || previous === '--host') return text;
  return /^(?:--host=|-H=?)(.+)$/.exec(text)?.[1];
}

/** Addresses of TCP beside the loopback on which the service's Docker daemon listens for anybody, with the words they stand in. */
export function plainListeners(service: ComposeService): readonly Word[] {
  if (verifiesClients(service)) return [];
  return daemonWords(service).filter(({ word }, i, words) => {
    const address = hostIn(word.value ?? '', words[i - 1]?.word.value);
    return address !== undefined && /^tcp:\/\/(?!127\.|localhost\b|\[::1\])/.test(address);
  });
}
