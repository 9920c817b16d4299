import { fileNameOf } from '../../../text/uri-text.ts';
import type { RelatedFiles } from '../../related-files.ts';
import { readDotenv } from '../read/read.ts';
import type { DotenvFile } from '../read/tree.ts';
import { entriesOf } from './entries.ts';

/** The file that says which keys this one should have. */
export interface DotenvTemplate {
  readonly uri: string;
  readonly name: string;
  readonly file: DotenvFile;
}

const SUFFIXES = ['.example', '.sample', '.template', '.dist'] as const;

/**
 * The template beside a `.env` file: `.env.example` and its spellings for `.env`, `.env.production.example` for `.env.production`.
 * `undefined` when there is none, or the file is a variant that only overrides some keys of another.
 */
export function templateOf(files: RelatedFiles): DotenvTemplate | undefined {
  const own = fileNameOf(files.uri);
  const listed = [...(files.glob('.*') ?? []), ...(files.glob('*') ?? [])];
  const beside = new Map(listed.map((uri) => [fileNameOf(uri), uri]));
  const names = [
    ...SUFFIXES.map((suffix) => own + suffix),
    ...(own === '.env' ? ['env.example', '.env-example', '.env-sample'] : []),
  ];
  for (const name of names) {
    const uri = beside.get(name);
    if (uri === undefined || files.get(uri).state !== 'read') continue;
    const file = files.parsed(uri, 'file:dotenv', readDotenv);
    if (file !== undefined) return { uri, name, file: { ...file, entries: entriesOf(file) } };
  }
  return undefined;
}
