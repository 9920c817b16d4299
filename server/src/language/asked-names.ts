import type { FileReport } from '../engine/file-report.ts';
import { CODE_FILES, namesAskedIn } from './dotenv/asked-names.ts';
import { isNamePlace } from './dotenv/completion.ts';
import { referencesIn } from './references.ts';

/** Names with who asks for them: `src/server.ts`. */
export type { AskedNames } from './dotenv/completion.ts';

/** Whether names that a project asks for would be proposed at an offset: only then are its files looked through. */
export function wantsAskedNames({ model }: FileReport, offset: number): boolean {
  return model?.format === 'dotenv' && isNamePlace(model, offset);
}

/** Whether a file of that name may hold a program. */
export function isCodeName(name: string): boolean {
  return CODE_FILES.test(name);
}

/** The variables that a program's text asks its environment for. */
export function namesAskedInCode(code: string): readonly string[] {
  return namesAskedIn(code);
}

/** The variables that a file of ours takes from its surroundings. */
export function namesAskedInFile(report: FileReport): readonly string[] {
  return [...new Set(referencesIn(report).map(({ name }) => name))].filter((name) => /^[A-Z_]\w*$/.test(name));
}
