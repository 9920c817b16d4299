import type { FileEdit } from '../../finding/fix.ts';
import { envTemplate } from '../../formats/compose/model/outside-files.ts';
import type { RelatedFiles } from '../../formats/related-files.ts';
import { lineEndingOf } from '../../text/edit.ts';
import { at } from '../../text/span.ts';

/** The edit that has git leave a file out; none where it does already, or where that is not known. */
export function leaveOut(uri: string, files: RelatedFiles): readonly FileEdit[] {
  const state = files.ignoreState(uri);
  if (state === undefined || state.ignored) return [];
  return [appendLine(state.file.uri, state.file.text, patternFor(state.path))];
}

/** The key without a value in the template of `.env`; none where there is no template or it names the key. */
export function addToTemplate(name: string, files: RelatedFiles): readonly FileEdit[] {
  const template = envTemplate(files);
  if (template === undefined || namesIn(template.text).has(name)) return [];
  return [appendLine(template.uri, template.text, `${name}=`)];
}

/** The keys that a `.env` file or a template of one sets. */
export function namesIn(text: string): ReadonlySet<string> {
  const lines = text.split(/\r\n|\r|\n/);
  return new Set(lines.flatMap((line) => /^\s*(?:export\s+)?([\w.-]+)\s*[=:]/.exec(line)?.[1] ?? []));
}

/** A line at the end of a file, which is made when it has no text. */
function appendLine(uri: string, text: string | undefined, line: string): FileEdit {
  if (text === undefined) return { uri, span: at(0), newText: `${line}\n`, create: true };
  const ending = lineEndingOf(text);
  const before = text === '' || text.endsWith('\n') ? '' : ending;
  return { uri, span: at(text.length), newText: `${before}${line}${ending}` };
}

/** A path as a pattern that matches it alone (or, without a slash, every file of that name): gitignore(5) escapes with a backslash. */
function patternFor(path: string): string {
  return path
    .replace(/[\\*?[\]]/g, '\\$&')
    .replace(/^[#!]/, '\\$&')
    .replace(/ $/, '\\ ');
}
