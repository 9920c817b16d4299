/** A part of a rule's page in the three forms it is shown in. */
export interface PageSection {
  readonly markdown: string;
  /** For a terminal: no markup but the ticks around code. */
  readonly text: string;
  readonly html: string;
}

/** The page of a rule (`docs/rules/<id>.md`), cut at its headings. The engine's own findings have no documents. */
export interface RulePage {
  /** Title, summary and the facts the code knows. */
  readonly head: PageSection;
  /** What happens, to whom, since when. */
  readonly why: PageSection;
  /** How the severity follows. */
  readonly severity?: PageSection;
  /** Why no working deployment can notice the fix; of rules with a safe one. */
  readonly safeFix?: PageSection;
  readonly reported?: PageSection;
  readonly notReported?: PageSection;
  readonly references?: PageSection;
}

/** Every page by rule id: the content of `rule-pages.json` beside the bundles. */
export type RulePages = Readonly<Record<string, RulePage>>;

/** Reads the pages; called when somebody wants to see one. No page at all when the file cannot be read. */
export type LoadPages = () => Promise<RulePages>;

/** The page as Markdown. `short`: for a hover, without the documents. */
export function pageMarkdown(id: string, page: RulePage, options: { readonly short?: boolean } = {}): string {
  const long = options.short !== true;
  const titled = (title: string, part: { readonly markdown: string } | undefined) =>
    part === undefined || part.markdown === '' ? [] : [`## ${title}`, part.markdown];
  return `${[
    page.head.markdown,
    page.why.markdown,
    ...titled('Severity', page.severity),
    ...(long ? titled('Why the fix is safe', page.safeFix) : []),
    ...(long ? [...titled('Reported', page.reported), ...titled('Not reported', page.notReported)] : []),
    ...titled('References', page.references),
    ...(long ? [ignoreIt(id)] : []),
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
