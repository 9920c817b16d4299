import type { FileReport } from '../../server/src/engine/file-report.ts';
import type { RuleSelection } from '../../server/src/engine/rule-set.ts';
import type { Finding } from '../../server/src/finding/finding.ts';
import type { Profile } from '../../server/src/finding/profile.ts';
import { Project } from '../../server/src/project/project.ts';
import { RULES } from '../../server/src/rules/registry.ts';
import { MemoryHost } from './memory-host.ts';

export interface LintRequest {
  /** Files by relative path; all of them exist, `path` is checked. */
  readonly files: Readonly<Record<string, string>>;
  readonly path: string;
  readonly profile?: Profile;
  readonly selection?: RuleSelection;
  readonly tracked?: (uri: string) => boolean | undefined;
}

/** A project over files in memory with all rules. */
export function memoryProject(request: Omit<LintRequest, 'path'>): {
  readonly project: Project;
  readonly host: MemoryHost;
} {
  const host = new MemoryHost(request.files);
  host.tracked = request.tracked;
  const project = new Project({
    host,
    roots: [MemoryHost.root],
    rules: RULES,
    profile: request.profile ?? 'recommended',
    today: () => '2026-11-22',
    ...(request.selection && { selection: request.selection }),
  });
  return { project, host };
}

/** Checks one file of a small workspace in memory. */
export async function lintFiles(request: LintRequest): Promise<FileReport> {
  const { project } = memoryProject(request);
  return project.check(MemoryHost.uri(request.path));
}

/** Checks one text under a file name. */
export async function lintText(
  path: string,
  text: string,
  options: Omit<LintRequest, 'files' | 'path'> = {},
): Promise<readonly Finding[]> {
  return (await lintFiles({ ...options, files: { [path]: text }, path })).findings;
}
