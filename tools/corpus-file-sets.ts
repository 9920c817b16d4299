import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { detectByName } from '../server/src/formats/detect.ts';
import { CORPUS, corpusFiles, corpusText } from './corpus-files.ts';

/** A compose file with the files of its folder: enough for `.env`, overrides and includes beside it. Paths are relative, with `/`. */
export interface FileSet {
  readonly path: string;
  readonly files: Readonly<Record<string, string>>;
}

/** The compose files of the corpus (or a random part of it), else those of `examples/`. */
export function* composeFileSets(options: {
  readonly sample?: string | undefined;
  readonly seed?: string | undefined;
}): Generator<FileSet> {
  const listed = corpusFiles({ ...options, kind: 'compose' });
  if (listed === undefined) {
    console.log('note: ../shared/corpus is not here, examples/ instead');
    yield* exampleFileSets();
    return;
  }
  for (const { file } of listed) {
    const text = corpusText(file);
    if (text !== undefined) yield { path: file, files: { ...siblings(dirname(join(CORPUS, file))), [file]: text } };
  }
}

function siblings(folder: string): Record<string, string> {
  const files: Record<string, string> = {};
  for (const name of readdirSync(folder)) {
    const path = relative(CORPUS, join(folder, name)).split(sep).join('/');
    const text = statSync(join(folder, name)).isFile() ? corpusText(path) : undefined;
    if (text !== undefined) files[path] = text;
  }
  return files;
}

function* exampleFileSets(): Generator<FileSet> {
  const root = join(dirname(fileURLToPath(import.meta.url)), '../examples');
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(root, name)).isFile(),
  );
  const files = Object.fromEntries(
    names.map((name) => [name.split(sep).join('/'), readFileSync(join(root, name), 'utf8')]),
  );
  for (const path of Object.keys(files)) if (detectByName(path)?.format === 'compose') yield { path, files };
}
