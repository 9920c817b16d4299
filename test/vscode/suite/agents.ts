import * as vscode from 'vscode';
import { equal, type Harness, ok } from './harness.ts';

interface Newer {
  readonly lm?: {
    readonly tools?: readonly { readonly name: string }[];
    readonly invokeTool?: (
      name: string,
      options: object,
      token: vscode.CancellationToken,
    ) => Promise<{ readonly content: readonly { readonly value?: string }[] }>;
  };
}

/** What coding agents in VS Code get to see, where this version has a place for it. */
export function agentTests(harness: Harness): void {
  harness.test('an agent may ask for the findings of a path', async () => {
    const { lm } = vscode as unknown as Newer;
    if (lm === undefined || toolsOf(lm) === undefined || lm.invokeTool === undefined) {
      harness.note('skipped: tools for agents: this VS Code has none');
      return;
    }
    ok(
      toolsOf(lm)?.some(({ name }) => name === 'preflight_check') === true,
      `the tool is not there: ${toolsOf(lm)
        ?.map(({ name }) => name)
        .join(', ')}`,
    );
    const ask = async (path?: string) => {
      const token = new vscode.CancellationTokenSource().token;
      const result = await lm.invokeTool?.(
        'preflight_check',
        { input: { path }, toolInvocationToken: undefined },
        token,
      );
      return (result?.content ?? []).map(({ value = '' }) => value).join('\n');
    };
    const text = await ask('closed');
    ok(text.includes('closed/docker-compose.yml:') && text.includes('[compose/privileged-container]'), text);
    equal(
      text.split('\n').filter((line) => / \S+:\d+:\d+ /.test(line) && !line.includes(' closed/')),
      [],
    );
    equal(await ask('../elsewhere'), 'That path is not in this workspace.');
  });
}

/** `undefined` where the version has none, or keeps them to itself. */
function toolsOf(lm: NonNullable<Newer['lm']>): readonly { readonly name: string }[] | undefined {
  try {
    return lm.tools;
  } catch {
    return undefined;
  }
}
