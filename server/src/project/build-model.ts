import type { Settings } from '../engine/settings.ts';
import { buildCompose } from '../formats/compose/model/build-compose.ts';
import { type MountedFile, mountedFiles } from '../formats/compose/model/mounted-files.ts';
import type { EnvPair } from '../formats/compose/model/parts.ts';
import { READ_KIND, readCompose } from '../formats/compose/read/read.ts';
import { buildDotenv } from '../formats/dotenv/model/model.ts';
import { readDotenv } from '../formats/dotenv/read/read.ts';
import type { DotenvEntry } from '../formats/dotenv/read/tree.ts';
import type { Format, ReadFile, Stage } from '../formats/format.ts';
import { createEditing } from '../formats/nginx/edit/edit.ts';
import { buildNginx } from '../formats/nginx/model/build.ts';
import type { NginxContainer } from '../formats/nginx/model/options.ts';
import { readNginx } from '../formats/nginx/read/read.ts';
import type { RelatedFiles } from '../formats/related-files.ts';
import { buildToml } from '../formats/toml/model/model.ts';
import { readToml } from '../formats/toml/read/read.ts';
import type { Model } from '../subjects/subject.ts';
import { containersAround } from './compose-mounts.ts';

/** Reads a text in a format. Never throws. */
export function readFormat(format: Format, text: string): ReadFile {
  return READERS[format](text);
}

const READERS: Readonly<Record<Format, (text: string) => ReadFile>> = {
  dotenv: readDotenv,
  compose: readCompose,
  toml: readToml,
  nginx: readNginx,
};

/** What a model needs to know besides its file and its neighbours. */
export interface BuildOptions {
  readonly stage: Stage;
  readonly settings: Settings;
  /** A file of `sites-available` that an nginx root file may enable. */
  readonly site?: string | undefined;
  /** Which of the sets that scripts load a compose file in; default: the first. */
  readonly set?: number | undefined;
  /** The workspace folder of the file: nothing above it is looked at. */
  readonly root?: string | undefined;
}

/**
 * The domain model of one file. The text is parsed once a version (the project keeps it under `file:<format>`); the model is built
 * again when a file it looked at changes.
 */
export function buildModel(format: Format, text: string, files: RelatedFiles, options: BuildOptions): Model {
  const { stage, settings } = options;
  switch (format) {
    case 'dotenv':
      return buildDotenv(parsed(files, format, text, readDotenv), files, stage);
    case 'compose':
      return buildCompose(parsed(files, format, text, readCompose), files, stage, readEnvPairs, options.set);
    case 'toml':
      return buildToml(parsed(files, format, text, readToml), files, stage, {
        readMounts: (uri) => readMounts(files, uri),
        readEnv: readEnvPairs,
      });
    case 'nginx':
      return buildNginx(parsed(files, format, text, readNginx), files, stage, createEditing, {
        prefix: settings.nginx.prefix,
        pathMap: settings.nginx.pathMap,
        version: settings.nginx.version,
        site: options.site,
        containers: containersOnce(files, options.root),
      });
  }
}

/** The containers that mount a file, looked for when a model asks. */
function containersOnce(files: RelatedFiles, root: string | undefined): (uri: string) => readonly NginxContainer[] {
  const known = new Map<string, readonly NginxContainer[]>();
  return (uri) => {
    const containers = known.get(uri) ?? (root === undefined ? [] : containersAround(uri, root, files));
    known.set(uri, containers);
    return containers;
  };
}

function parsed<T>(files: RelatedFiles, format: Format, text: string, read: (text: string) => T): T {
  return files.parsed(files.uri, `file:${format}`, read) ?? read(text);
}

/** What a compose file mounts, found out once a version; its text is parsed once, whoever asks. */
function readMounts(files: RelatedFiles, uri: string): readonly MountedFile[] {
  const read = (text: string): readonly MountedFile[] =>
    mountedFiles(files.parsed(uri, READ_KIND, readCompose) ?? readCompose(text));
  return files.parsed(uri, 'compose:mounts', read) ?? [];
}

/** What Compose takes from an env file: keys in order with their decoded values. */
function readEnvPairs(text: string): readonly EnvPair[] {
  return readDotenv(text).entries.map((entry) => ({
    key: entry.key,
    keySpan: entry.keySpan,
    value: textToCompose(text, entry),
    quote: entry.quote,
    valueSpan: entry.valueSpan,
  }));
}

/** Compose ends an unquoted value at ` #` only: to it `a#b` is whole. */
function textToCompose(text: string, entry: DotenvEntry): string | undefined {
  const hash = entry.commentSpan;
  if (hash === undefined || entry.quote !== '' || entry.separator === '' || hash.start !== entry.rawSpan.end)
    return entry.value;
  return text.slice(entry.rawSpan.start, hash.end).split(' #', 1)[0]?.trimEnd();
}
