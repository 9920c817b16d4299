import * as z from 'zod/v4';
import type { Report } from './report.ts';
import { Refused, type Roots } from './roots.ts';
import { runScan, type ScanInput, scanArguments, scanInput, scanPaths } from './scan.ts';
import { answerWith, type ToolContext } from './tool.ts';

const input = {
  ...scanInput,
  findings: z
    .array(z.strictObject({ fingerprint: z.string().regex(/^[0-9a-f]{16}$/), path: z.string() }))
    .min(1)
    .max(50)
    .describe(
      'findings that check returned: the same advice in two files has one fingerprint, so the path belongs to it',
    ),
  write: z.boolean().optional().describe('change the files; without, only the diff is returned'),
};

const told = z.object({ path: z.string(), rule: z.string(), fingerprint: z.string(), title: z.string() });

const output = {
  written: z.boolean(),
  repaired: z.array(told),
  refused: z.array(told.extend({ reason: z.string() })).describe('fixes that would do harm'),
  needInput: z
    .array(told)
    .describe('only a person, or you with the file open, knows the value: edit the file yourself'),
  unknown: z.array(z.string()).describe('fingerprint:path that no finding with a fix has now: check again'),
  notes: z.array(z.string()).describe('files that could not be written, and why'),
  diff: z.string().describe('unified; secrets masked'),
  diffIsMasked: z.boolean().describe('true: the diff hides secrets and cannot be applied'),
};

interface Input extends ScanInput {
  readonly findings: readonly { readonly fingerprint: string; readonly path: string }[];
  readonly write?: boolean | undefined;
}

export function registerFix({ server, setup, roots, answer }: ToolContext): void {
  const fix = async (asked: Input) => {
    const place = await roots();
    if (asked.write === true) mayWrite(setup.allowWrite, place);
    const paths = await scanPaths(asked.paths, place);
    const chosen = asked.findings.flatMap((one) => ['--finding', keyOf(one)]);
    const options = [...scanArguments(asked, setup), '--fix-unsafe', ...chosen];
    const tried = await runScan(setup, place, [...options, '--dry-run', '--', ...paths]);
    const { report } = tried;
    const writes = asked.write === true && (report.fixes?.repaired.length ?? 0) > 0;
    const ran = writes ? await runScan(setup, place, [...options, '--', ...paths]) : tried;
    const done = ran.report;
    const repaired = done.fixes?.repaired ?? [];
    const refused = done.fixes?.refused ?? [];
    const written = writes && repaired.length > 0;
    const tellsOf = report.fixes?.repaired ?? [];
    const seen = new Set([...tellsOf, ...repaired, ...refused].map(keyOf));
    const left = asked.findings.map(keyOf).filter((one) => !seen.has(one));
    const needInput = withoutValue(report, left);
    const unknown = left.filter((one) => !needInput.some((told) => keyOf(told) === one));
    // What would be repaired and was not: the file could not be written.
    const notes = ran.notes.filter((note) => note.includes('not written'));
    const diff = report.fixes?.diff ?? { text: '', masked: false };
    return answerWith(
      { written, repaired, refused, needInput, unknown, notes, diff: diff.text, diffIsMasked: diff.masked },
      [
        `${repaired.length} findings ${written ? 'repaired' : 'would be repaired; nothing is written'}`,
        ...refused.map(({ rule, path, reason }) => `refused: ${rule} in ${path}: ${reason}`),
        ...needInput.map(({ rule, path, title }) => `needs a value: ${rule} in ${path}: ${title}`),
        ...unknown.map((one) => `no finding with a fix: ${one}`),
        ...notes,
        ...(diff.masked ? ['The diff hides secrets: it cannot be applied.'] : []),
      ],
      diff.text,
    );
  };
  server.registerTool(
    'fix',
    {
      title: 'Fix findings',
      description:
        'Repairs findings by fingerprint and path. Returns a diff with secrets masked; writes only with write: true, in a server that was started with --allow-write. Each fix is proven first: refused if the file would not parse, the finding stayed or another one came.',
      inputSchema: z.strictObject(input),
      outputSchema: output,
      annotations: {
        readOnlyHint: !setup.allowWrite,
        destructiveHint: false,
        idempotentHint: true,
        openWorldHint: false,
      },
    },
    (asked, call) => answer(() => fix(asked), call),
  );
}

function keyOf({ fingerprint, path }: { readonly fingerprint: string; readonly path: string }): string {
  return `${fingerprint}:${path}`;
}

/** @throws Refused */
function mayWrite(allowWrite: boolean, { named }: Roots): void {
  if (!allowWrite)
    throw new Refused(
      'this server does not write: it was started without --allow-write. Without write: true it returns the diff.',
    );
  if (!named)
    throw new Refused(
      'the working folder is read only: the client gave no roots, and the server was started without --root',
    );
}

/** Findings among `keys` whose only fixes need what a person knows. */
function withoutValue({ findings }: Report, keys: readonly string[]): z.infer<typeof told>[] {
  return findings
    .filter((one) => keys.includes(keyOf(one)))
    .flatMap(({ path, rule, fingerprint, fixes }) => {
      const fix = fixes.find(({ safety }) => safety === 'needs-input');
      return fix === undefined ? [] : [{ path, rule, fingerprint, title: fix.title }];
    });
}
