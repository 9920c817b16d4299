import type { Span } from '../../text/span.ts';
import type { ReadFile, Stage } from '../format.ts';
import type { RelatedFiles } from '../related-files.ts';
import type { DotenvReference } from './references.ts';
import type { Quote, ScannedEntry } from './scan.ts';
import { type DotenvTemplate, templateOf } from './template.ts';
import { type UsedLoader, usedLoaders } from './used-loaders.ts';

/** One `KEY=value` of a `.env` file, or a `KEY` alone on its line. */
export interface DotenvEntry {
  readonly key: string;
  readonly keySpan: Span;
  /** From the first character of the line (or `export`) to the end of the value. */
  readonly span: Span;
  /** The value as written, without its quotes. */
  readonly valueSpan: Span;
  /** The value as written, with its quotes. */
  readonly rawSpan: Span;
  readonly quote: Quote;
  /** The value as the npm package `dotenv` reads this entry alone; `undefined` when it reads none (a key alone on its line). */
  readonly value: string | undefined;
  readonly exportSpan: Span | undefined;
  /** `''` for a key alone on its line. */
  readonly separator: '=' | ':' | '';
  readonly separatorSpan: Span;
  /** The comment behind the value, from its `#`. */
  readonly commentSpan: Span | undefined;
  readonly defect: ScannedEntry['defect'];
  readonly references: readonly DotenvReference[];
}

/** A `.env` text read: no key is lost, duplicates included. */
export interface DotenvFile extends ReadFile {
  /** In the order of the text; of two entries with one key the later wins in every loader. */
  readonly entries: readonly DotenvEntry[];
  /** Lines that are neither assignment, key, comment nor blank to the npm package `dotenv`. */
  readonly junk: readonly Span[];
  readonly hasBom: boolean;
}

export interface DotenvModel {
  readonly format: 'dotenv';
  readonly uri: string;
  readonly stage: Stage;
  readonly file: DotenvFile;
  readonly entries: readonly DotenvEntry[];
  readonly files: RelatedFiles;
  /** The loaders the project certainly gives this file to; empty when nothing tells. */
  readonly loaders: readonly UsedLoader[];
  /** The file beside it that says which keys it should have. */
  readonly template: DotenvTemplate | undefined;
  /** The `.gitignore` of its folder; without `text` when there is none yet, `undefined` when that is not known. */
  readonly ignoreFile: { readonly uri: string; readonly text: string | undefined } | undefined;
}

/** The model of one file. Nothing is merged into it; the files around it tell how it is read and which keys it should have. */
export function buildDotenv(file: DotenvFile, files: RelatedFiles, stage: Stage): DotenvModel {
  return {
    format: 'dotenv',
    uri: files.uri,
    stage,
    file,
    entries: file.entries,
    files,
    loaders: usedLoaders(files),
    template: stage === 'template' ? undefined : templateOf(files),
    ignoreFile: ignoreFileOf(files),
  };
}

function ignoreFileOf(files: RelatedFiles): DotenvModel['ignoreFile'] {
  const names = files.glob('.gitignore');
  if (names === undefined) return undefined;
  const uri = names[0];
  if (uri === undefined) return { uri: files.resolve('.gitignore'), text: undefined };
  const found = files.get(uri);
  return found.state === 'read' ? { uri, text: found.text } : undefined;
}
