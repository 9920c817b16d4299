import type { FileReport } from '../engine/file-report.ts';
import type { Finding } from '../finding/finding.ts';
import { detectByName } from '../formats/detect.ts';
import { describeStage, type StageJudgement } from '../formats/stage.ts';
import { IgnoreRules } from '../project/ignore-rules.ts';
import { isIgnored } from '../project/settings-store.ts';
import { parentUri, relativePath, resolveUri, uriPath } from '../project/uri.ts';
import { isIgnoredWhole } from '../project/walk.ts';
import type { FileExplanation } from '../protocol/messages.ts';
import { append } from '../text/append.ts';
import type { Analysis } from './analysis.ts';
import { entriesIn } from './diagnostics.ts';
import type { Folder, Folders } from './folders.ts';

/** Why a file has the findings it has, or none: for people, as Markdown. Holds no value of the file. */
export async function explainFile(uri: string, folders: Folders, analysis: Analysis): Promise<FileExplanation> {
  const folder = folders.of(uri);
  const path = folder.project.pathOf(uri);
  const lines = [`# Why is this reported, and nothing else?`, '', `\`${path}\``, ''];
  if (!analysis.enabled) lines.push('* **Findings are hidden** until *Hide or Show All Findings* is run again.');
  if (!folder.settings.enable) lines.push('* **Switched off** by the setting `preflight.enable`.');
  const report = await folders.check(uri);
  append(lines, [...formatLines(report), ...(await ignoreLines(report, folder)), ...settingsLines(report, folder)]);
  if (report.format !== undefined) append(lines, resultLines(report));
  return { markdown: `${lines.join('\n')}\n` };
}

function formatLines({ format, detection, judgement, text, findings }: FileReport): string[] {
  if (format === undefined) {
    const unreadable = findings.length > 0 ? findings.map(({ message }) => `* ${message}`) : [];
    const why =
      text === ''
        ? 'The file is empty or could not be read.'
        : 'Neither its name nor its content is that of a .env, compose, TOML or nginx file.';
    return [`* **Format**: none. ${why} A \`formats\` entry in preflight.json can say what it is.`, ...unreadable];
  }
  const how = {
    content: 'by its content',
    use: 'because another file names it',
    name: 'by its name, the settings or the language of the editor',
  }[detection?.reason ?? 'name'];
  return [`* **Format**: ${format}, ${how}`, `* **Stage**: ${describeStage(judgement)}. ${effectOf(judgement)}`];
}

/** What the purpose of the file does to its findings. */
function effectOf({ role, leaning }: StageJudgement): string {
  const effect = {
    production: 'Every rule applies.',
    development: 'What only matters in production rests; privileges, exposed stores and secrets speak, lower.',
    test: 'What only matters in production rests; privileges and exposed stores speak, lower.',
    ci: 'What only matters in production rests, and what a port shows; privileges speak, lower.',
    data: 'Nothing runs it: only real secrets speak, and what does not parse, low.',
    template: 'Placeholders are right; what only matters in production rests; high and critical are one lower.',
    foreign: 'Nothing is reported.',
    generated: 'Nothing is reported: it is told at the template.',
    idle: 'What a running service would lack or do wrong is not asked for.',
    script: 'How env loaders read it is not asked.',
  }[role];
  return leaning === undefined ? effect : `${effect} Hygiene is one severity lower.`;
}

async function ignoreLines(report: FileReport, folder: Folder): Promise<string[]> {
  const { uri, settings } = report;
  if (report.ignored || isIgnored(settings, uri)) {
    return ['* **Ignored** by `ignore` in preflight.json, or by the setting `preflight.exclude`.'];
  }
  const by = await gitignoreOf(uri, folder);
  if (by === undefined) return [];
  const isNamed = folder.project.used.usersOf(uri).length > 0;
  if (isNamed || (!by.isFolder && detectByName(uriPath(uri))?.needsContent === false)) {
    const why = isNamed ? 'another file names it' : 'its name is known';
    return [`* **Ignored by git** (\`${by.path}\`), and checked by scans all the same, because ${why}.`];
  }
  return [`* **Skipped by scans**, because \`${by.path}\` names it; it is checked while it is open.`];
}

/** The `.gitignore` that names a file, from the workspace folder down; `isFolder`: git ignores a folder it lies in as a whole. */
async function gitignoreOf(
  uri: string,
  { uri: root, host, project }: Folder,
): Promise<{ readonly path: string; readonly isFolder: boolean } | undefined> {
  const path = root === undefined ? undefined : relativePath(root, uri);
  if (root === undefined || path === undefined) return undefined;
  const folders: string[] = [];
  for (let at = parentUri(uri); relativePath(root, at) !== undefined; at = parentUri(at)) {
    folders.unshift(at);
    if (at === root || parentUri(at) === at) break;
  }
  let rules = new IgnoreRules();
  let found: string | undefined;
  let isFolder = false;
  const parts = path.split('/');
  for (const at of folders) {
    const file = await host.read(resolveUri(at, './.gitignore'));
    const below = relativePath(root, at) ?? '';
    if (file.state === 'read') {
      rules = new IgnoreRules([{ folder: below, patterns: file.text.split(/\r?\n/) }], rules);
      const ignored = parts.some((_, index) =>
        rules.ignores(parts.slice(0, index + 1).join('/') + (index < parts.length - 1 ? '/' : '')),
      );
      found = ignored ? (found ?? project.pathOf(resolveUri(at, './.gitignore'))) : undefined;
    }
    isFolder ||=
      below !== '' && (rules.ignores(`${below}/`) || isIgnoredWhole(below, (await host.list(at)) ?? [], rules));
  }
  return found === undefined ? undefined : { path: found, isFolder };
}

function settingsLines({ settings }: FileReport, { project, settings: editor }: Folder): string[] {
  const files = settings.layers.flatMap(({ uri }) => (uri === undefined ? [] : [project.pathOf(uri)]));
  const chain =
    files.length === 0
      ? 'no preflight.json; defaults and the settings of the editor'
      : files.map((file) => `\`${file}\``).join(' → ');
  const off = [...settings.rules].filter(([, level]) => level === 'off').map(([rule]) => `\`${rule}\``);
  return [
    `* **Settings**: ${chain}`,
    `* **Profile**: ${settings.profile}`,
    `* **Files that are not open**: ${editor.mode === 'workspace' ? 'checked in the background' : 'checked by *Scan Workspace* only'}`,
    ...(off.length === 0 ? [] : [`* **Off**: ${off.join(', ')}`]),
  ];
}

function resultLines(report: FileReport): string[] {
  const { findings, suppressed, resting, complete, inPart, rules, format, text } = report;
  const state = complete
    ? 'read whole'
    : inPart
      ? 'a template of another tool, checked only in part: what it renders to is the whole; rules about absent things are silent'
      : 'has a syntax error: what could be read was checked, rules about absent things are silent';
  const silenced = suppressed.map(({ rule, suppressed: by }) => `  * ${rule}: ${by?.reason || 'no reason given'}`);
  return [
    `* **Text**: ${text.split('\n').length} lines, ${state}`,
    `* **Rules**: ${rules.ids.size} are on; those for ${format} ran`,
    `* **Findings**: ${findings.length}${shownAs(findings)}`,
    ...findings.map(({ rule, message }) => `  * ${rule}: ${message}`),
    `* **Ignored by comments**: ${suppressed.length}`,
    ...silenced,
    ...restingLines(resting),
  ];
}

/** What the stage holds back, by rule. */
function restingLines(resting: FileReport['resting']): string[] {
  if (resting.length === 0) return [];
  const rules = new Map<string, number>();
  for (const { rule } of resting) rules.set(rule, (rules.get(rule) ?? 0) + 1);
  const lines = [...rules].sort(([a], [b]) => (a < b ? -1 : 1)).map(([rule, count]) => `  * ${rule}: ${count}`);
  return [
    `* **Resting because of the stage**: ${resting.length} (an entry of \`stages\` in preflight.json decides otherwise)`,
    ...lines,
  ];
}

/** How many entries they make, where that is not as many. */
function shownAs(findings: readonly Finding[]): string {
  const entries = entriesIn(findings).length;
  return entries === findings.length
    ? ''
    : `, shown as ${entries}: what says one thing at several places is shown once`;
}
