import type { Finding } from '../../server/src/finding/finding.ts';
import { fixFiles } from '../../server/src/project/fix-files.ts';
import { memoryProject } from '../../test/support/lint.ts';
import { MemoryHost } from '../../test/support/memory-host.ts';

/** The files after all fixes of one of them at once, as `--fix-unsafe` writes them; the same object when there is nothing to fix. */
export async function allFixed(
  files: Readonly<Record<string, string>>,
  path: string,
  wants: (finding: Finding) => boolean = () => true,
): Promise<Readonly<Record<string, string>>> {
  const { project } = memoryProject({ files, profile: 'all' });
  const { after, failed } = await fixFiles(project, [MemoryHost.uri(path)], { level: 'unsafe', wants });
  for (const error of failed.values()) throw error;
  if (after.size === 0) return files;
  const changed = [...after].map(([uri, text]) => [decodeURIComponent(uri.slice(MemoryHost.root.length + 1)), text]);
  return { ...files, ...Object.fromEntries(changed) };
}
