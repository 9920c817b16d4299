import * as z from 'zod/v4';
import { Refused } from './roots.ts';
import { knownChecklist } from './scan.ts';
import { answerWith, type ToolContext } from './tool.ts';

const spot = z.object({ path: z.string(), line: z.number() });

/** What is read of the command line's JSON of a checklist. */
const report = z.object({
  title: z.string(),
  sections: z.array(
    z.object({
      title: z.string(),
      items: z.array(
        z.object({
          id: z.string(),
          title: z.string(),
          state: z.string(),
          evidence: z.array(spot.extend({ note: z.string() })),
          findings: z.array(spot.extend({ rule: z.string(), message: z.string() })),
          command: z.string().optional(),
        }),
      ),
    }),
  ),
  summary: z.record(z.string(), z.number()),
});

const output = {
  title: z.string(),
  counts: z.record(z.string(), z.number()).describe('items by state'),
  items: z
    .array(
      z.object({
        id: z.string(),
        section: z.string(),
        title: z.string(),
        state: z.string(),
        because: z.array(z.string()).describe('what was seen, with its place'),
        command: z.string().optional().describe('what a person runs to find out'),
      }),
    )
    .describe('items that do not pass; all with all: true'),
};

const MOST_REASONS = 5;

export function registerChecklist({ server, setup, roots, answer }: ToolContext): void {
  const run = async (name: string, path: string, all: boolean) => {
    knownChecklist(name, setup.checklists);
    const place = await roots();
    const folder = await place.resolve(path);
    const args = ['checklist', name, folder, '--format', 'json', '--fail-on', 'never'];
    const { out, err } = await setup.run({ args, cwd: place.base, within: place.within });
    if (!out.startsWith('{')) throw new Refused(err.trim());
    const { title, sections, summary } = report.parse(JSON.parse(out));
    const items = sections.flatMap((section) =>
      section.items
        .filter(({ state }) => all || (state !== 'pass' && state !== 'not-applicable'))
        .map(({ id, title: words, state, evidence, findings, command }) => ({
          id,
          section: section.title,
          title: words,
          state,
          because: [
            ...findings.map((one) => `${one.path}:${one.line} ${one.message} [${one.rule}]`),
            ...evidence.map((one) => `${one.path}:${one.line} ${one.note}`),
          ].slice(0, MOST_REASONS),
          ...(command !== undefined && { command }),
        })),
    );
    const lines = items.map((item) => `${item.state} ${item.title}${item.because.map((one) => `; ${one}`).join('')}`);
    const total = Object.entries(summary).map(([state, count]) => `${count} ${state}`);
    return answerWith({ title, counts: summary, items }, [`${title}: ${total.join(', ')}`, ...lines]);
  };
  server.registerTool(
    'checklist',
    {
      title: 'Production checklist',
      description: `The items of a production checklist that the files of a folder do not meet or cannot show. Names: ${setup.checklists.join(', ')}.`,
      inputSchema: z.strictObject({
        name: z.string(),
        path: z.string().optional().describe('a folder, relative to the root; the root without'),
        all: z.boolean().optional().describe('items that pass as well'),
      }),
      outputSchema: output,
      annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false },
    },
    ({ name, path = '.', all = false }, call) => answer(() => run(name, path, all), call),
  );
}
