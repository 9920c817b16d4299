import * as z from 'zod/v4';

const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;

/** What is read of the command line's JSON report (`schemas/report.schema.json`). */
const fix = z.object({ title: z.string(), safety: z.enum(['safe', 'behavior-changing', 'needs-input']) });
const told = z.object({ path: z.string(), rule: z.string(), fingerprint: z.string(), title: z.string() });
const finding = z.object({
  fingerprint: z.string(),
  rule: z.string(),
  severity: z.enum(SEVERITIES),
  path: z.string(),
  line: z.number(),
  column: z.number(),
  message: z.string(),
  fixes: z.array(fix),
  group: z.object({ id: z.string(), role: z.string() }).optional(),
});

export const report = z.object({
  findings: z.array(finding),
  summary: z.record(z.string(), z.number()),
  fixes: z
    .object({
      written: z.boolean(),
      repaired: z.array(told),
      refused: z.array(told.extend({ reason: z.string() })),
      diff: z.object({ text: z.string(), masked: z.boolean() }).optional(),
    })
    .optional(),
});

export type Report = z.infer<typeof report>;
export type Finding = z.infer<typeof finding>;

/** A finding as an agent sees it: what is shown once stands once. */
export const shownFinding = z.object({
  fingerprint: z.string().describe('names the finding in fix'),
  rule: z.string(),
  severity: z.enum(SEVERITIES),
  path: z.string(),
  line: z.number(),
  column: z.number(),
  message: z.string(),
  alsoAt: z.array(z.object({ fingerprint: z.string(), path: z.string(), line: z.number() })).optional(),
  fix: fix.optional().describe('the best fix; needs-input: only a person knows the value'),
});

export const counts = z
  .record(z.string(), z.number())
  .describe('findings by severity, each for itself; entries; files checked; resting; leftOut: not looked at');

/** Findings that are shown for themselves, the worst first; the others stand with the one they are shown with. */
export function entriesOf(findings: readonly Finding[]): readonly z.infer<typeof shownFinding>[] {
  const members = new Map<string, Finding[]>();
  for (const one of findings) {
    if (one.group === undefined || one.group.role === 'lead') continue;
    members.set(one.group.id, [...(members.get(one.group.id) ?? []), one]);
  }
  const leads = findings.filter(({ group }) => group === undefined || group.role === 'lead');
  return leads
    .map(({ fixes, group, ...rest }) => {
      const [best] = fixes;
      const also = (members.get(group?.id ?? '') ?? []).map(({ fingerprint, path, line }) => ({
        fingerprint,
        path,
        line,
      }));
      return { ...rest, ...(also.length > 0 && { alsoAt: also }), ...(best !== undefined && { fix: best }) };
    })
    .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}
