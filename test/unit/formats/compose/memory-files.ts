import { buildCompose } from '../../../../server/src/formats/compose/model/build-compose.ts';
import type { ComposeModel } from '../../../../server/src/formats/compose/model/model.ts';
import type { EnvPair } from '../../../../server/src/formats/compose/model/parts.ts';
import { readCompose } from '../../../../server/src/formats/compose/read/read.ts';
import type { RelatedFiles } from '../../../../server/src/formats/related-files.ts';
import { stageOf } from '../../../../server/src/formats/stage.ts';

/** Related files from a table of relative paths. */
export function memoryFiles(uri: string, texts: Readonly<Record<string, string>>): RelatedFiles {
  const parsed = new Map<string, unknown>();
  const resolve = (path: string, from = uri): string => new URL(path, from).href;
  return {
    uri,
    resolve,
    get: (other) => {
      const text = Object.entries(texts).find(([path]) => resolve(path, 'file:///p/x') === other)?.[1];
      return text === undefined
        ? { state: 'missing', uri: other }
        : { state: 'read', uri: other, text, stage: stageOf(other) };
    },
    glob: () => [],
    ignoreState: () => undefined,
    parsed: <T>(other: string, kind: string, parse: (text: string) => T): T | undefined => {
      const key = `${kind} ${other}`;
      if (!parsed.has(key)) {
        const text = Object.entries(texts).find(([path]) => resolve(path, 'file:///p/x') === other)?.[1];
        parsed.set(key, text === undefined ? undefined : parse(text));
      }
      return parsed.get(key) as T | undefined;
    },
    workspaceWords: [],
  };
}

/** A dotenv reader of the simplest kind: `KEY=value` lines, quotes dropped. */
export function simpleEnv(text: string): readonly EnvPair[] {
  const pairs: EnvPair[] = [];
  for (const match of text.matchAll(/^([A-Za-z_]\w*)=(.*)$/gm)) {
    const [line = '', key = '', raw = ''] = match;
    const start = match.index;
    const value = raw.replace(/^(["'])(.*)\1$/, '$2');
    const keySpan = { start, end: start + key.length };
    pairs.push({ key, value, keySpan, valueSpan: { start: keySpan.end + 1, end: start + line.length } });
  }
  return pairs;
}

/** The model of a text, with other files beside it. */
export function modelOf(
  text: string,
  texts: Readonly<Record<string, string>> = {},
  name = 'compose.yml',
): ComposeModel {
  const uri = `file:///p/${name}`;
  return buildCompose(readCompose(text), memoryFiles(uri, { ...texts, [name]: text }), stageOf(uri), simpleEnv);
}
