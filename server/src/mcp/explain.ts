import * as z from 'zod/v4';
import { Refused } from './roots.ts';
import { answerWith, type ToolContext } from './tool.ts';

export function registerExplain({ server, setup, roots, answer }: ToolContext): void {
  const explain = async (rule: string) => {
    if (!setup.rules.includes(rule)) throw new Refused(`no rule is called ${JSON.stringify(rule.slice(0, 80))}`);
    const { base, within } = await roots();
    const { out, err } = await setup.run({ args: ['explain', rule], cwd: base, within });
    if (out === '') throw new Refused(err.trim());
    return answerWith({ rule, page: out }, [], out);
  };
  server.registerTool(
    'explain',
    {
      title: 'Explain a rule',
      description: 'The page of a rule: why it matters, when it does not, what right and wrong look like, sources.',
      inputSchema: z.strictObject({ rule: z.string().describe('as in a finding, for example compose/docker-socket') }),
      outputSchema: { rule: z.string(), page: z.string().describe('Markdown') },
      annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false },
    },
    ({ rule }, call) => answer(() => explain(rule), call),
  );
}
