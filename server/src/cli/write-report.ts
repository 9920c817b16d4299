import { resolve } from 'node:path';
import { formatGithub } from '../report/github.ts';
import { formatHtml } from '../report/html.ts';
import { formatJson } from '../report/json.ts';
import { formatJsonLines } from '../report/json-lines.ts';
import { formatJunit } from '../report/junit.ts';
import { formatMarkdown } from '../report/markdown.ts';
import type { Report } from '../report/report.ts';
import { type RuleInfo, ruleIndex } from '../report/rule-info.ts';
import type { LoadPages, RulePages } from '../report/rule-page.ts';
import { formatSarif } from '../report/sarif.ts';
import { formatText } from '../report/text.ts';
import { RULES } from '../rules/registry.ts';
import type { OutputFormat, ScanOptions } from './scan-options.ts';
import type { Terminal } from './terminal.ts';
import { writeNamed } from './write-named.ts';

interface Output {
  readonly terminal: Terminal;
  readonly cwd: string;
  readonly reportSuppressed: boolean;
  readonly loadPages: LoadPages;
  /** Folders in which nothing is written through a link. */
  readonly guarded: readonly string[];
}

/** Formats a report and writes it to standard output or the `--output` file. */
export async function writeReport(report: Report, options: ScanOptions, output: Output): Promise<void> {
  const needsPages = options.format === 'sarif' || (options.format === 'text' && !options.quiet);
  const text = render(report, options.format, {
    pages: needsPages && report.findings.length + report.suppressed.length > 0 ? await output.loadPages() : {},
    quiet: options.quiet,
    color: output.terminal.color && options.output === undefined,
    reportSuppressed: output.reportSuppressed,
  });
  if (options.output === undefined) {
    output.terminal.out(text);
    return;
  }
  await writeNamed(resolve(output.cwd, options.output), text, output.guarded);
}

function render(
  report: Report,
  format: OutputFormat,
  options: { pages: RulePages; quiet: boolean; color: boolean; reportSuppressed: boolean },
): string {
  const index: ReadonlyMap<string, RuleInfo> = ruleIndex(RULES);
  const rules = (id: string) => index.get(id);
  switch (format) {
    case 'text':
      return formatText(report, options);
    case 'json':
      return formatJson(report, options);
    case 'jsonl':
      return formatJsonLines(report);
    case 'sarif':
      return formatSarif(report, rules, options.pages);
    case 'junit':
      return formatJunit(report);
    case 'github':
      return formatGithub(report);
    case 'markdown':
      return formatMarkdown(report, rules);
    case 'html':
      return formatHtml(report, rules);
  }
}
