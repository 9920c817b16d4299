/** Reads the hand-written pages of `docs/rules`: their sections in the forms they are shown in, and their documents, which run as tests. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import MarkdownIt from 'markdown-it';
import type { Format } from '../server/src/formats/format.ts';
import type { Reason, RulePage, RulePages } from '../server/src/report/rule-page.ts';
import { maskTokens } from '../server/src/secrets/tokens/mask-tokens.ts';
import { sampleToken } from '../server/src/secrets/tokens/sample.ts';

type Token = ReturnType<MarkdownIt['parse']>[number];

export const FACTS_START = '<!-- facts: kept by npm run generate -->';
export const FACTS_END = '<!-- end of facts -->';

/** One document of a page. `name` is its file name and decides format and stage; default by format. */
export interface Example {
  readonly format: Format;
  readonly text: string;
  readonly name?: string;
  /** Other files beside it, by relative path. */
  readonly files?: Readonly<Record<string, string>>;
}

export interface PageSource {
  readonly page: RulePage;
  readonly reported: readonly Example[];
  readonly notReported: readonly Example[];
}

const markdown = new MarkdownIt({ html: false });
const LANGUAGES: Readonly<Record<string, Format>> = {
  dotenv: 'dotenv',
  yaml: 'compose',
  toml: 'toml',
  nginx: 'nginx',
};
/** The headings a page may have, in this order; what stands before the first is the reason for the rule. */
const HEADINGS = {
  Severity: 'severity',
  'Why the fix is safe': 'safeFix',
  Reported: 'reported',
  'Not reported': 'notReported',
  References: 'references',
};

/**
 * Reads one page.
 * @param source the Markdown as it stands in the file
 * @throws Error with one sentence when the page has not the form that `docs/writing-a-rule.md` describes
 */
export function readPage(id: string, source: string): PageSource {
  const start = source.indexOf(FACTS_START);
  const end = source.indexOf(FACTS_END);
  if (!source.startsWith(`# ${id}\n`)) throw new Error(`${id}: the page does not start with "# ${id}"`);
  if (start < 0 || end < start) throw new Error(`${id}: the two marks around the facts are missing`);
  const facts = source.slice(start + FACTS_START.length, end).trim();
  const body = splitAtHeadings(id, source.slice(end + FACTS_END.length));
  const part = (heading: string) => shown(body.get(heading) ?? '');
  const page: RulePage = {
    head: shown(`# ${id}\n\n${facts}`),
    why: reason(part('')),
    ...Object.fromEntries(
      Object.entries(HEADINGS)
        .filter(([heading]) => body.has(heading))
        .map(([heading, key]) => [key, part(heading)]),
    ),
  };
  if (page.why.markdown === '') throw new Error(`${id}: the reason is missing below the facts`);
  return {
    page,
    reported: documents(id, body.get('Reported') ?? ''),
    notReported: documents(id, body.get('Not reported') ?? ''),
  };
}

/** Every page below `folder` by rule id; the index (`README.md`) is none. */
export function readPages(folder: string): ReadonlyMap<string, PageSource> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => /^[^/]+\/[^/]+\.md$/.test(name))
    .sort();
  return new Map(
    names.map((name) => {
      const id = name.slice(0, -'.md'.length);
      return [id, readPage(id, readFileSync(join(folder, name), 'utf8'))];
    }),
  );
}

/** What is packed beside the bundles. */
export function packPages(folder: string): RulePages {
  return Object.fromEntries([...readPages(folder)].map(([id, { page }]) => [id, page]));
}

/** Sections by the text of their heading; '' is what stands before the first. */
function splitAtHeadings(id: string, source: string): ReadonlyMap<string, string> {
  const lines = source.split('\n');
  const sections = new Map<string, string>();
  let heading = '';
  let from = 0;
  const take = (to: number) => sections.set(heading, lines.slice(from, to).join('\n').trim());
  const tokens = markdown.parse(source, {});
  tokens.forEach((token, at) => {
    if (token.type !== 'heading_open' || token.map === null) return;
    take(token.map[0]);
    heading = tokens[at + 1]?.content ?? '';
    from = token.map[1];
    if (token.tag !== 'h2' || !Object.hasOwn(HEADINGS, heading) || sections.has(heading))
      throw new Error(`${id}: "${heading}" is no heading of a rule's page, or stands twice`);
  });
  take(lines.length);
  return sections;
}

/** The fenced documents of a section: `yaml name.yml` starts an example, `dotenv + .env` is a further file of the one before. */
function documents(id: string, source: string): readonly Example[] {
  const examples: Example[] = [];
  for (const { type, info, content } of markdown.parse(source, {})) {
    if (type !== 'fence') continue;
    const [language = '', ...words] = info.split(/\s+/);
    const text = fillSamples(content);
    const last = examples.at(-1);
    const name = words.at(-1);
    if (words[0] === '+') {
      if (last === undefined || name === undefined) throw new Error(`${id}: "${info}" belongs to no document`);
      examples[examples.length - 1] = { ...last, files: { ...last.files, [name]: text } };
      continue;
    }
    const format = LANGUAGES[language];
    if (format === undefined) throw new Error(`${id}: "${language}" is none of ${Object.keys(LANGUAGES).join(', ')}`);
    examples.push({ format, text, ...(name !== undefined && { name }) });
  }
  return examples;
}

/**
 * Scanners of secrets read our repository too: a page writes `{{token github-pat}}` for a made-up token and `{{pem}}` for the word that
 * makes a key's first line one.
 */
function fillSamples(text: string): string {
  return text.replace(/\{\{token ([\w-]+)\}\}/g, (_, id: string) => sampleToken(id)).replaceAll('{{pem}}', 'PRIVATE');
}

/** The text of a page as people get to see it: its samples filled in, and masked. */
function shown(source: string): string {
  return maskTokens(fillSamples(source));
}

function reason(source: string): Reason {
  return { markdown: source, text: plainText(markdown.parse(source, {})) };
}

/** Words as a terminal shows them: code keeps its ticks, a link is its name and address. */
function plainText(tokens: readonly Token[]): string {
  const blocks = tokens.flatMap((token) => {
    if (token.type === 'fence') return [token.content.trimEnd()];
    if (token.type !== 'inline') return [];
    return [(token.children ?? []).map(inlineText).join('')];
  });
  return blocks.join('\n\n');
}

function inlineText(token: Token): string {
  if (token.type === 'code_inline') return `\`${token.content}\``;
  if (token.type === 'softbreak' || token.type === 'hardbreak') return ' ';
  if (token.type === 'link_close') return '';
  return token.content;
}
