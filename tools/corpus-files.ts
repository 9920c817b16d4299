import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { random, shuffled } from './random.ts';

const HERE = dirname(fileURLToPath(import.meta.url));

/** The shared corpus; absent in a stranger's clone. */
export const CORPUS = join(HERE, '../../shared/corpus');

export interface CorpusFile {
  /** Relative to {@link CORPUS}, with `/`. */
  readonly file: string;
  readonly kind: 'compose' | 'env' | 'toml' | 'nginx';
  readonly context: string;
}

/** The files of the corpus, or a random part of it; `undefined` when the corpus is not here. */
export function corpusFiles(options: {
  readonly sample?: string | undefined;
  readonly seed?: string | undefined;
  readonly kind?: string | undefined;
}): readonly CorpusFile[] | undefined {
  const manifest = join(CORPUS, 'manifest.json');
  if (!existsSync(manifest)) return undefined;
  const all: CorpusFile[] = JSON.parse(readFileSync(manifest, 'utf8'));
  const wanted = all.filter((entry) => options.kind === undefined || entry.kind === options.kind);
  if (options.sample === undefined) return wanted;
  return shuffled(wanted, random(Number(options.seed ?? 1))).slice(0, Number(options.sample));
}

/** The text of a corpus file; `undefined` when it is not UTF-8. */
export function corpusText(file: string): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      readFileSync(join(CORPUS, ...file.split('/'))),
    );
  } catch {
    return undefined;
  }
}
