import * as z from 'zod/v4';
import { counts, entriesOf, shownFinding } from './report.ts';
import { Refused } from './roots.ts';
import { runScan, type ScanInput, scanArguments, scanInput, scanPaths } from './scan.ts';
import { answerWith, type ToolContext } from './tool.ts';

const PAGE = 20;
const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;

const input = {
  ...scanInput,
  text: z
    .string()
    .max(1_000_000)
    .optional()
    .describe('check this text instead of a file, for what is not saved yet; needs name'),
  name: z
    .string()
    .optional()
    .describe('with text: the file it is to be, relative to the root; its neighbours are read'),
  atLeast: z.enum(SEVERITIES).optional().describe('only findings of this severity or worse; low'),
  limit: z.number().int().min(1).max(100).optional().describe(`findings in one answer; ${PAGE}`),
  offset: z.number().int().min(0).optional().describe('of an answer that had more: where to go on'),
};

const output = {
  counts,
  findings: z.array(shownFinding).describe('the worst first'),
  more: z.number().describe('findings that are not in this answer'),
  next: z.number().optional().describe('offset of the next answer'),
  notes: z.array(z.string()).describe('what could not be checked, and why'),
};

interface Input extends ScanInput {
  readonly text?: string | undefined;
  readonly name?: string | undefined;
  readonly atLeast?: (typeof SEVERITIES)[number] | undefined;
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
}

export function registerCheck({ server, setup, roots, answer }: ToolContext): void {
  const check = async (asked: Input) => {
    const { text, name, paths, atLeast = 'low', limit = PAGE, offset = 0 } = asked;
    const place = await roots();
    const options = scanArguments(asked, setup);
    if ((text === undefined) !== (name === undefined) || (text !== undefined && paths !== undefined))
      throw new Refused('text and name go together, and without paths: name is the file the text is to be');
    const { report, notes } =
      text === undefined
        ? await runScan(setup, place, [...options, '--', ...(await scanPaths(paths, place))])
        : await runScan(
            setup,
            place,
            [...options, '--stdin', '--stdin-filename', await place.resolve(name ?? '', true)],
            text,
          );
    const wanted = SEVERITIES.slice(0, SEVERITIES.indexOf(atLeast) + 1);
    const entries = entriesOf(report.findings).filter(({ severity }) => wanted.includes(severity));
    const findings = entries.slice(offset, offset + limit);
    const more = Math.max(0, entries.length - offset - findings.length);
    const next = more > 0 ? { next: offset + findings.length } : {};
    const { critical = 0, high = 0, medium = 0, low = 0, files = 0 } = report.summary;
    return answerWith({ counts: report.summary, findings, more, ...next, notes }, [
      `${files} files checked: ${critical} critical, ${high} high, ${medium} medium, ${low} low`,
      ...findings.map(
        (one) =>
          `${one.severity} ${one.path}:${one.line}:${one.column} ${one.message} [${one.rule}] ${one.fingerprint}` +
          `${one.alsoAt === undefined ? '' : ` (and ${one.alsoAt.length} more)`}` +
          `${one.fix === undefined ? '' : ` | fix (${one.fix.safety}): ${one.fix.title}`}`,
      ),
      ...(more > 0 ? [`${more} more: offset ${offset + findings.length}`] : []),
      ...notes,
    ]);
  };
  server.registerTool(
    'check',
    {
      title: 'Check configuration',
      description:
        'What would go wrong in production in .env, docker-compose, TOML and nginx files: weak or leaked secrets, missing TLS, permissive CORS, exposed databases, over-privileged containers, missing limits. Give paths, or a text with the name of the file it is to be. Changes nothing.',
      inputSchema: z.strictObject(input),
      outputSchema: output,
      annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false },
    },
    (asked, call) => answer(() => check(asked), call),
  );
}
