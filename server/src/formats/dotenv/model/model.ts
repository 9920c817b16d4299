import type { Stage } from '../../format.ts';
import type { RelatedFiles } from '../../related-files.ts';
import type { DotenvEntry, DotenvFile } from '../read/tree.ts';
import { entriesOf } from './entries.ts';
import { type DotenvTemplate, templateOf } from './template.ts';
import { type UsedLoader, usedLoaders } from './used-loaders.ts';

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
    entries: entriesOf(file),
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
