import type { FileReport } from '../engine/file-report.ts';
import type { ComposeModel } from '../formats/compose/model/model.ts';
import type { DotenvModel } from '../formats/dotenv/model/model.ts';
import type { NginxModel } from '../formats/nginx/model/model.ts';
import type { TomlModel } from '../formats/toml/model/model.ts';
import type { Span } from '../text/span.ts';
import { fileNameOf, folderUriOf } from '../text/uri-text.ts';
import { composePaths } from './compose/paths.ts';
import type { FolderLook } from './item/folder-look.ts';
import { isProjectPath, type PathMention } from './item/path-mention.ts';
import { nginxPaths } from './nginx/file-completion.ts';

/** A place in a file that names other files, with those that are there. */
export interface FileMention {
  readonly span: Span;
  /** In the order they are read; several for a pattern. */
  readonly uris: readonly string[];
}

/** Values of one file that are looked up as paths; more is data. */
const MOST_PATHS = 200;

/**
 * Where a file names others: includes, env files, mounted files, secrets and configs of compose; includes and certificates of nginx; values
 * of `.env` and TOML that are paths. Only what is written in this file and is there.
 */
export function fileMentions({ model, uri }: FileReport, look: FolderLook = () => undefined): readonly FileMention[] {
  if (model === undefined) return [];
  const known =
    model.format === 'compose'
      ? composeMentions(model, uri)
      : model.format === 'nginx'
        ? nginxMentions(model, uri)
        : [];
  const written = pathsIn(model)
    .slice(0, MOST_PATHS)
    .flatMap(({ span, uris }) => {
      const there = uris.find((one) => isFile(one, look));
      return there === undefined ? [] : [{ span, uris: [there] }];
    });
  return distinct([...known, ...written]);
}

function pathsIn(model: NonNullable<FileReport['model']>): readonly PathMention[] {
  switch (model.format) {
    case 'compose':
      return composePaths(model);
    case 'nginx':
      return nginxPaths(model);
    case 'dotenv':
      return dotenvPaths(model);
    case 'toml':
      return tomlPaths(model);
  }
}

function isFile(uri: string, look: FolderLook): boolean {
  const name = fileNameOf(uri);
  return look(folderUriOf(uri))?.some((entry) => entry.name === name && !entry.isFolder) === true;
}

/** Values that say by themselves that they are paths: they begin with `./` or `../`. */
function dotenvPaths({ file, files }: DotenvModel): readonly PathMention[] {
  return file.entries.flatMap(({ valueSpan }) => {
    const text = file.text.slice(valueSpan.start, valueSpan.end);
    return /^\.\.?\//.test(text) && isProjectPath(text) ? [{ span: valueSpan, uris: [files.resolve(text)] }] : [];
  });
}

/** Strings that are paths, or names of files with an ending. */
function tomlPaths({ file, files, leaves }: TomlModel): readonly PathMention[] {
  return leaves.flatMap(({ kind, textSpan }) => {
    if (kind !== 'string') return [];
    const text = file.text.slice(textSpan.start, textSpan.end);
    const isPath = /^\.\.?\//.test(text) || /\.[A-Za-z][A-Za-z0-9]{0,7}$/.test(text);
    return isPath && isProjectPath(text) ? [{ span: textSpan, uris: [files.resolve(text)] }] : [];
  });
}

function composeMentions(model: ComposeModel, uri: string): readonly FileMention[] {
  const named = [...model.includes, ...model.services.flatMap((service) => service.envFiles)];
  return named.flatMap(({ path, fileUri, state }) =>
    state === 'read' && fileUri !== undefined && path.uri === uri ? [{ span: path.contentSpan, uris: [fileUri] }] : [],
  );
}

function nginxMentions(model: NginxModel, uri: string): readonly FileMention[] {
  return model.includes.flatMap(({ directive, uris }) => {
    const path = directive.args[0];
    return path === undefined || directive.uri !== uri || uris.length === 0 ? [] : [{ span: path.span, uris }];
  });
}

/** The same line can be met several times (an anchor, a file included twice); what a model found counts before what is only written. */
function distinct(mentions: readonly FileMention[]): readonly FileMention[] {
  const found = new Map<number, FileMention>();
  for (const mention of mentions) if (!found.has(mention.span.start)) found.set(mention.span.start, mention);
  return [...found.values()].sort((a, b) => a.span.start - b.span.start);
}
