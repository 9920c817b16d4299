import { IgnoreRules } from '../project/ignore-rules.ts';
import type { FileReport } from '../project/project.ts';
import { isIgnored } from '../project/settings-store.ts';
import { parentUri, relativePath, resolveUri } from '../project/uri.ts';
import { append } from '../text/append.ts';
import type { Analysis } from './analysis.ts';
import type { Folder, Folders } from './folders.ts';
import type { FileExplanation } from './wire.ts';

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

function formatLines({ format, detection, stage, text, findings }: FileReport): string[] {
  if (format === undefined) {
    const unreadable = findings.length > 0 ? findings.map(({ message }) => `* ${message}`) : [];
    const why =
      text === ''
        ? 'The file is empty or could not be read.'
        : 'Neither its name nor its content is that of a .env, compose, TOML or nginx file.';
    return [`* **Format**: none. ${why} A \`formats\` entry in preflight.json can say what it is.`, ...unreadable];
  }
  const how =
    detection?.reason === 'content' ? 'by its content' : 'by its name, the settings or the language of the editor';
  const stages = {
    production: 'production: every rule speaks',
    development: 'development (its name or folder says so): rules about production are silent',
    template: 'template (its name or folder says so): placeholders are right, rules about production are silent',
  };
  return [`* **Format**: ${format}, ${how}`, `* **Stage**: ${stages[stage]}`];
}

async function ignoreLines(report: FileReport, folder: Folder): Promise<string[]> {
  const { uri, settings } = report;
  if (report.ignored || isIgnored(settings, uri)) {
    return ['* **Ignored** by `ignore` in preflight.json, or by the setting `preflight.exclude`.'];
  }
  const by = await gitignoreOf(uri, folder);
  return by === undefined
    ? []
    : [`* **Skipped by scans**, because \`${by}\` names it; it is checked while it is open.`];
}

/** The `.gitignore` that names a file, from the workspace folder down. */
async function gitignoreOf(uri: string, { uri: root, host, project }: Folder): Promise<string | undefined> {
  if (root === undefined) return undefined;
  const path = relativePath(root, uri);
  if (path === undefined) return undefined;
  const folders: string[] = [];
  for (let at = parentUri(uri); relativePath(root, at) !== undefined; at = parentUri(at)) {
    folders.unshift(at);
    if (at === root || parentUri(at) === at) break;
  }
  let rules = new IgnoreRules();
  let found: string | undefined;
  for (const at of folders) {
    const file = await host.read(resolveUri(at, './.gitignore'));
    if (file.state !== 'read') continue;
    rules = new IgnoreRules([{ folder: relativePath(root, at) ?? '', patterns: file.text.split(/\r?\n/) }], rules);
    const parts = path.split('/');
    const ignored = parts.some((_, index) =>
      rules.ignores(parts.slice(0, index + 1).join('/') + (index < parts.length - 1 ? '/' : '')),
    );
    found = ignored ? (found ?? project.pathOf(resolveUri(at, './.gitignore'))) : undefined;
  }
  return found;
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
  const { findings, suppressed, complete, rules, format, text } = report;
  const state = complete
    ? 'read whole'
    : 'has a syntax error: what could be read was checked, rules about absent things are silent';
  const silenced = suppressed.map(({ rule, suppressed: by }) => `  * ${rule}: ${by?.reason || 'no reason given'}`);
  return [
    `* **Text**: ${text.split('\n').length} lines, ${state}`,
    `* **Rules**: ${rules.ids.size} are on; those for ${format} ran`,
    `* **Findings**: ${findings.length}`,
    ...findings.map(({ rule, message }) => `  * ${rule}: ${message}`),
    `* **Ignored by comments**: ${suppressed.length}`,
    ...silenced,
  ];
}
