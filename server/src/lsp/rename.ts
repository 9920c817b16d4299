import { LSPErrorCodes, type Position, type Range, ResponseError } from 'vscode-languageserver';
import type { FileReport } from '../engine/file-report.ts';
import { detectByName } from '../formats/detect.ts';
import { isVariableName, renameEdits, renameTargetAt, setsVariable } from '../language/rename.ts';
import { canonicalUri, parentUri, resolveUri } from '../project/uri.ts';
import { append } from '../text/append.ts';
import { LineIndex } from '../text/line-index.ts';
import type { PlacedEdit } from './edits.ts';
import type { FeatureContext } from './feature-context.ts';
import { rangeOf } from './positions.ts';

/** Files that are looked at for one variable. */
const MOST_FILES = 80;

/** The name that a rename at a position would change; `null` where no environment variable stands. */
export function renameRangeAt(
  report: FileReport,
  position: Position,
): { readonly range: Range; readonly placeholder: string } | null {
  const lines = new LineIndex(report.text);
  const target = renameTargetAt(report, lines.offsetAt(position));
  return target === undefined ? null : { range: rangeOf(lines, target.span), placeholder: target.name };
}

/**
 * The edits that give the variable at a position another name: in the env files and templates of the folder where it is set, and in the
 * compose, TOML and nginx files that take it from there. Programs are left alone. An error where the name cannot be, or is taken.
 */
export async function renameAt(
  report: FileReport,
  position: Position,
  newName: string,
  context: FeatureContext,
): Promise<readonly PlacedEdit[] | ResponseError<void> | null> {
  const target = renameTargetAt(report, new LineIndex(report.text).offsetAt(position));
  if (target === undefined) return null;
  if (!isVariableName(newName)) return refused('A name of letters, digits and _ that begins with no digit is needed');
  if (newName === target.name) return [];
  const { homes, users } = await filesAround(target.definedAt?.uri ?? report.uri, report.uri, context);
  const edits: PlacedEdit[] = [];
  for (const uri of [...homes, ...users]) {
    const other = uri === report.uri ? report : await context.analysis.report(uri);
    if (other === undefined) continue;
    if (setsVariable(other, newName))
      return refused(`${context.folders.of(uri).project.pathOf(uri)} has ${newName} already`);
    append(
      edits,
      renameEdits(other, target.name, newName, homes).map((edit) => ({ ...edit, uri: other.uri })),
    );
    if (uri !== report.uri) context.analysis.release(uri);
  }
  return edits;
}

function refused(message: string): ResponseError<void> {
  return new ResponseError<void>(LSPErrorCodes.RequestFailed, message);
}

/** The env files of the folder where a variable is set, and the files of that folder and elsewhere that may take it from them. */
async function filesAround(
  home: string,
  asked: string,
  { folders, analysis, background }: FeatureContext,
): Promise<{ readonly homes: ReadonlySet<string>; readonly users: ReadonlySet<string> }> {
  const { project } = folders.of(home);
  const folder = parentUri(home);
  const homes = new Set<string>();
  const users = new Set<string>([asked]);
  if (project.isInside(folder)) {
    await project.store.list(folder);
    for (const { name, kind } of project.store.folder(folder) ?? []) {
      const format = kind === 'folder' ? undefined : detectByName(name)?.format;
      if (format !== undefined && homes.size + users.size < MOST_FILES)
        (format === 'dotenv' ? homes : users).add(canonicalUri(resolveUri(folder, name)));
    }
  }
  if (detectByName(project.pathOf(home))?.format === 'dotenv') homes.add(home);
  for (const uri of [...homes])
    for (const user of [...background.results.dependentsOf(uri), ...analysis.openDependentsOf(uri)])
      if (users.size < MOST_FILES && !homes.has(user)) users.add(user);
  for (const uri of homes) users.delete(uri);
  return { homes, users };
}
