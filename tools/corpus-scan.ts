/**
 * The corpus as the reviewers saw it: every file checked at `recommended` inside its own repository, each file taken for tracked by git
 * (the corpus keeps no `.git`, and everything in it was published).
 */
import { join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { FileReport } from '../server/src/engine/file-report.ts';
import { ElementTree } from '../server/src/engine/fingerprint.ts';
import type { Finding } from '../server/src/finding/finding.ts';
import type { Profile } from '../server/src/finding/profile.ts';
import type { Format } from '../server/src/formats/format.ts';
import { NodeHost } from '../server/src/hosts/node/node-host.ts';
import { Project } from '../server/src/project/project.ts';
import { RULES } from '../server/src/rules/registry.ts';
import { LineIndex } from '../server/src/text/line-index.ts';
import { CORPUS, corpusText } from './corpus-files.ts';

/** Verdicts may not change because a dated suppression ran out. */
const TODAY = '2026-11-22';

/** A place of a corpus file. */
export interface CorpusPlace {
  /** Relative to the corpus, with `/`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** A finding of a corpus file with its place in words. */
export interface CorpusFinding extends CorpusPlace {
  readonly finding: Finding;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
  /** Names of what it stands in, outer first. They may quote the file: never print them. */
  readonly owner: readonly string[];
  /** Further places it speaks for. */
  readonly related: readonly CorpusPlace[];
}

/** One checked corpus file. */
export interface CorpusReport {
  readonly file: string;
  /** `undefined`: not one of our formats. */
  readonly format: Format | undefined;
  readonly findings: readonly CorpusFinding[];
  /** What stands around a place: line and column from 1. */
  ownerAt(line: number, column: number): readonly string[];
  /** What stands around the first word of a line. */
  ownerAtLine(line: number): readonly string[];
}

class TrackedHost extends NodeHost {
  override isTracked(): Promise<boolean | undefined> {
    return Promise.resolve(true);
  }
}

/**
 * Checks corpus files, in the order given, each in a project of its repository.
 * @param files paths relative to the corpus.
 */
export async function* scanCorpus(
  files: readonly string[],
  profile: Profile = 'recommended',
): AsyncGenerator<CorpusReport> {
  const projects = new Map<string, Project>();
  for (const file of files) {
    const repository = repositoryOf(file);
    const project = projects.get(repository) ?? projectOf(repository, profile);
    projects.set(repository, project);
    const uri = uriOf(file);
    project.release(uri);
    const report = await project.check(uri);
    // Made now: they look at other files, which are let go of for the next ones.
    for (const finding of report.findings) Reflect.get(finding, 'fixes');
    yield corpusReport(file, report);
  }
}

/** A fresh project of the repository of one corpus file. */
export function corpusProject(file: string): { readonly project: Project; readonly uri: string } {
  return { project: projectOf(repositoryOf(file), 'recommended'), uri: uriOf(file) };
}

function uriOf(file: string): string {
  return pathToFileURL(join(CORPUS, ...file.split('/'))).href;
}

/** The folder of the corpus that holds one repository. */
export function repositoryOf(file: string): string {
  return file.split('/')[0] ?? '';
}

function projectOf(repository: string, profile: Profile): Project {
  const root = pathToFileURL(join(CORPUS, repository)).href;
  return new Project({
    host: new TrackedHost({ roots: [root], maxFileSize: 4 * 1024 * 1024 }),
    roots: [root],
    rules: RULES,
    profile,
    today: () => TODAY,
  });
}

function corpusReport(file: string, { text, model, format, findings }: FileReport): CorpusReport {
  const lines = new LineIndex(text);
  const tree = model && new ElementTree(model.file);
  const placeOf = (offset: number) => {
    const { line, character } = lines.positionAt(offset);
    return { line: line + 1, column: character + 1 };
  };
  const placed = findings.map((finding) => ({
    finding,
    file,
    ...placeOf(finding.span.start),
    owner: tree?.owningPath(finding.span) ?? [],
    related: relatedPlaces(finding, file, (offset) => placeOf(offset).line),
  }));
  const ownerAt = (line: number, column: number) => {
    const offset = lines.offsetAt({ line: line - 1, character: column - 1 });
    return tree?.owningPath({ start: offset, end: offset }) ?? [];
  };
  const ownerAtLine = (line: number) => {
    const indent = text.slice(lines.lineStart(line - 1), lines.lineEnd(line - 1)).search(/\S/);
    return ownerAt(line, Math.max(indent, 0) + 1);
  };
  return { file, format, findings: placed, ownerAt, ownerAtLine };
}

/** The places its notes name, in whatever file of the corpus. */
function relatedPlaces(finding: Finding, file: string, lineOf: (offset: number) => number): readonly CorpusPlace[] {
  return finding.related.flatMap(({ at }) => {
    if (at.uri === finding.uri) return [{ file, line: lineOf(at.span.start) }];
    const path = relative(CORPUS, fileURLToPath(at.uri)).split(sep).join('/');
    const text = corpusText(path);
    return text === undefined ? [] : [{ file: path, line: new LineIndex(text).lineAt(at.span.start) + 1 }];
  });
}
