/** The reason for a rule in the two forms it is shown in. */
export interface Reason {
  readonly markdown: string;
  /** For a terminal and plain reports: no markup but the ticks around code. */
  readonly text: string;
}

/** The page of a rule (`docs/rules/<id>.md`) as Markdown, cut at its headings. The engine's own findings have no documents. */
export interface RulePage {
  /** Title, summary and the facts the code knows. */
  readonly head: string;
  /** What happens, to whom, since when. */
  readonly why: Reason;
  /** How the severity follows. */
  readonly severity?: string;
  /** Why no working deployment can notice the fix; of rules with a safe one. */
  readonly safeFix?: string;
  readonly reported?: string;
  readonly notReported?: string;
  readonly references?: string;
}

/** Every page by rule id: the content of `rule-pages.json` beside the bundles. */
export type RulePages = Readonly<Record<string, RulePage>>;

/** Reads the pages; called when somebody wants to see one. No page at all when the file cannot be read. */
export type LoadPages = () => Promise<RulePages>;

/** What a rule is about, for a hover: its summary, and the first sentence of why. Markdown of one line each. */
export function pageGist(page: RulePage): { readonly title: string; readonly sentence: string } {
  const [, summary = ''] = page.head.split(/\n\s*\n/);
  return { title: oneLine(summary).replace(/\.$/, ''), sentence: firstSentence(oneLine(page.why.markdown)) };
}

function oneLine(markdown: string): string {
  return markdown.replace(/\s+/g, ' ').trim();
}

/** Up to the first full stop outside of code that a blank and a new sentence follow. */
function firstSentence(text: string): string {
  let inCode = false;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '`') inCode = !inCode;
    if (!inCode && text[i] === '.' && /^\.(?:\)?)(?: [A-Z`"$]|$)/.test(text.slice(i, i + 4)))
      return text.slice(0, i + 1);
  }
  return text;
}

/** The page as Markdown. */
export function pageMarkdown(id: string, page: RulePage): string {
  const titled = (title: string, part: string | undefined) =>
    part === undefined || part === '' ? [] : [`## ${title}`, part];
  return `${[
    page.head,
    page.why.markdown,
    ...titled('Severity', page.severity),
    ...titled('Why the fix is safe', page.safeFix),
    ...titled('Reported', page.reported),
    ...titled('Not reported', page.notReported),
    ...titled('References', page.references),
    ignoreIt(id),
  ].join('\n\n')}\n`;
}

function ignoreIt(id: string): string {
  return [
    '## Ignore it',
    '',
    'On the line above, or behind the line, with a reason:',
    '',
    '```',
    `# preflight-ignore ${id} -- why this is right here`,
    '```',
  ].join('\n');
}
