import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ParseArgsConfig } from 'node:util';
import { CHECKLISTS } from '../checklists/checklists.ts';
import type { Finding } from '../finding/finding.ts';
import { SEVERITIES } from '../finding/severity.ts';
import { DEFAULT_MAX_FILE_SIZE, NodeHost } from '../hosts/node/node-host.ts';
import { checkFolder } from '../project/run-checklist.ts';
import { relativePath } from '../project/uri.ts';
import { formatChecklistHtml } from '../report/checklist-html.ts';
import { formatChecklistJson } from '../report/checklist-json.ts';
import { formatChecklistMarkdown } from '../report/checklist-markdown.ts';
import { type ChecklistReport, reportChecklist } from '../report/checklist-report.ts';
import { formatChecklistText } from '../report/checklist-text.ts';
import { isAtLeast } from '../report/report.ts';
import { RULES } from '../rules/registry.ts';
import { LineIndex } from '../text/line-index.ts';
import type { Arguments } from './arguments.ts';
import { type Boundaries, boundariesOf } from './boundaries.ts';
import type { ScanEnvironment } from './scan.ts';
import { oneOf } from './scan-options.ts';
import { EXIT, UsageError } from './terminal.ts';
import { writeNamed } from './write-named.ts';

const FORMATS = ['text', 'markdown', 'html', 'json'] as const;

export const CHECKLIST_OPTIONS = {
  format: { type: 'string' },
  output: { type: 'string' },
  'fail-on': { type: 'string' },
  'no-color': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} satisfies ParseArgsConfig['options'];

/**
 * `preflight checklist <name> [path]`: every item of a checklist over the production files of a folder. Exit 1 when an item fails: one that
 * no rule's finding explains counts as high, else its worst finding decides against `--fail-on`; so does a file that was not checked.
 * @throws UsageError for an unknown checklist, a folder that is not there, a broken file.
 */
export async function checklistCommand(args: Arguments, environment: ScanEnvironment): Promise<number> {
  const [name, path = '.', ...more] = args.words;
  if (name === undefined || more.length > 0)
    throw new UsageError(`checklist takes a name and a folder; names: ${[...CHECKLISTS.keys()].join(', ')}`);
  oneOf(name, new Set(CHECKLISTS.keys()), 'checklist');
  const format = args.choice('format', FORMATS) ?? 'text';
  const failOn = args.choice('fail-on', [...SEVERITIES, 'never']) ?? 'high';
  const settings = name.endsWith('.json') ? [name] : [];
  const boundaries = await boundariesOf({
    cwd: environment.cwd,
    paths: [path],
    settings,
    useConfig: true,
    within: environment.within,
  });
  const { report, unchecked } = await evaluate(name, path, environment, boundaries);
  const color = environment.terminal.color && !args.flag('no-color') && args.text('output') === undefined;
  const text = render(report, format, color);
  const output = args.text('output');
  if (output === undefined) environment.terminal.out(text);
  else await writeNamed(resolve(environment.cwd, output), text, boundaries.guarded);
  if (failOn === 'never') return EXIT.clean;
  const items = report.sections.flatMap((section) => section.items).filter((item) => item.state === 'fail');
  const fails =
    items.some((item) => isAtLeast(item.severity ?? 'high', failOn)) ||
    unchecked.some(({ severity }) => isAtLeast(severity, failOn));
  return fails ? EXIT.findings : EXIT.clean;
}

async function evaluate(
  name: string,
  path: string,
  environment: ScanEnvironment,
  boundaries: Boundaries,
): Promise<{ readonly report: ChecklistReport; readonly unchecked: readonly Finding[] }> {
  const folder = resolve(environment.cwd, path);
  const info = await stat(folder).catch(() => undefined);
  if (info === undefined) throw new UsageError(`${path}: no such file or folder`);
  const root = pathToFileURL(info.isDirectory() ? folder : dirname(folder)).href;
  const settingsRoots = boundaries.settings.map((one) => pathToFileURL(one).href);
  const roots = boundaries.roots.map((one) => pathToFileURL(one).href);
  const host = new NodeHost({ roots, settingsRoots, maxFileSize: DEFAULT_MAX_FILE_SIZE });
  const options = {
    host,
    roots,
    settingsRoots,
    namesFrom: boundaries.namesFrom,
    rules: RULES,
    today: environment.today,
    chosenFrom: pathToFileURL(environment.cwd).href,
  };
  const asked = { name, root, options, limits: environment.limits };
  const { project, result, reports, problems, text, notes, unchecked } = await checkFolder(asked);
  const [problem] = problems;
  if (problem !== undefined)
    throw new UsageError(`${name}:${new LineIndex(text).positionAt(problem.span.start).line + 1}: ${problem.message}`);
  if (result === undefined) throw new UsageError(`${name}: no such checklist file`);
  const pathOf = (uri: string) => relativePath(root, uri) ?? project.pathOf(uri);
  return { report: reportChecklist(result, reports, pathOf, notes), unchecked };
}

function render(report: ChecklistReport, format: (typeof FORMATS)[number], color: boolean): string {
  switch (format) {
    case 'text':
      return formatChecklistText(report, color);
    case 'markdown':
      return formatChecklistMarkdown(report);
    case 'html':
      return formatChecklistHtml(report);
    case 'json':
      return formatChecklistJson(report);
  }
}
