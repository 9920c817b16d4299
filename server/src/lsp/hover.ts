import type { Hover, Position } from 'vscode-languageserver';
import type { FileReport } from '../engine/file-report.ts';
import type { Finding } from '../finding/finding.ts';
import { languageHover } from '../language/hover.ts';
import { isIgnorable } from '../language/ignore-edits.ts';
import { referenceHover } from '../language/reference-hover.ts';
import { COMMANDS, type FindingPlace } from '../protocol/messages.ts';
import { rulePageUrl } from '../report/rule-info.ts';
import { type LoadPages, pageGist, type RulePages } from '../report/rule-page.ts';
import { LineIndex } from '../text/line-index.ts';
import { rangeOf } from './positions.ts';

export interface HoverOptions {
  readonly loadPages: LoadPages;
  readonly pathOf: (uri: string) => string;
  /** The client has our commands: links may name them. */
  readonly hasCommands: boolean;
}

/** Rules whose gist one hover shows; the light bulb and Problems have them all. */
const MOST_RULES = 3;

/**
 * What the findings at a position are about, in two lines each with links to what can be done; then what a `${VARIABLE}` becomes and what
 * is known of the setting. The message itself is not repeated: every editor shows it beside.
 */
export async function hoverAt(report: FileReport, position: Position, options: HoverOptions): Promise<Hover | null> {
  const lines = new LineIndex(report.text);
  const offset = lines.offsetAt(position);
  const here = report.findings.filter(({ span }) => span.start <= offset && offset <= span.end);
  const rules = new Map(here.map((finding) => [finding.rule, finding]));
  const pages = here.length === 0 ? {} : await options.loadPages();
  const gists = [...rules.values()].slice(0, MOST_RULES).map((finding) => gist(finding, pages, lines, options));
  const more = rules.size > MOST_RULES ? [`and ${rules.size - MOST_RULES} more rules, see the light bulb`] : [];
  const reference = referenceHover(report, offset, options.pathOf);
  const known = [...(reference === undefined ? [] : [reference]), ...languageHover(report, offset, options.pathOf)];
  const parts = [...gists, ...more, ...known.map(({ markdown }) => markdown)];
  if (parts.length === 0) return null;
  const span = known[0]?.span ?? here[0]?.span;
  return {
    contents: { kind: 'markdown', value: parts.join('\n\n---\n\n') },
    ...(span === undefined ? {} : { range: rangeOf(lines, span) }),
  };
}

/** Title, one sentence, links. */
function gist(finding: Finding, pages: RulePages, lines: LineIndex, { hasCommands }: HoverOptions): string {
  const page = pages[finding.rule];
  const { title, sentence } = page === undefined ? { title: finding.rule, sentence: '' } : pageGist(page);
  const links = hasCommands ? commandLinks(finding, lines) : `[Explain](${rulePageUrl(finding.rule)})`;
  return [`**${title}**`, ...(sentence === '' ? [] : [sentence]), links].join('\n\n');
}

function commandLinks({ uri, rule, span, fixes }: Finding, lines: LineIndex): string {
  const place: FindingPlace = { uri, rule, ...lines.positionAt(span.start) };
  return [
    ...(fixes.length === 0 ? [] : [link('Fix', COMMANDS.fixFinding, place)]),
    ...(isIgnorable(rule) ? [link('Ignore', COMMANDS.ignoreFinding, place)] : []),
    link('Explain', COMMANDS.explainRule, rule),
  ].join(' · ');
}

/** A link that runs a command. Parentheses would end it in Markdown; they are no escapes of URIs. */
function link(title: string, command: string, argument: unknown): string {
  const query = encodeURIComponent(JSON.stringify([argument])).replace(/[()]/g, (char) =>
    char === '(' ? '%28' : '%29',
  );
  return `[${title}](command:${command}?${query})`;
}
