import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { AskedValue, FillIn, FillInParams, FillInResult, FillIns } from '../../../server/src/protocol/messages.ts';

/** What the person sees and answers. */
const person = vi.hoisted(() => ({
  told: [] as string[],
  boxes: [] as { prompt: string; password: boolean; value?: string }[],
  lists: [] as string[][],
  picks: [] as (number | undefined)[],
  answers: [] as (string | undefined)[],
  isCancelling: false,
  canApply: true,
}));

vi.mock('vscode', () => {
  const tell = (text: string) => {
    person.told.push(text);
    return Promise.resolve(undefined);
  };
  return {
    ProgressLocation: { Notification: 15 },
    Position: class {},
    Range: class {},
    Uri: { parse: (uri: string) => ({ toString: () => uri }) },
    l10n: {
      t: (text: string, ...args: unknown[]) => text.replace(/\{(\d)\}/g, (_, at: string) => String(args[Number(at)])),
    },
    workspace: { applyEdit: () => Promise.resolve(person.canApply) },
    window: {
      activeTextEditor: { document: { uri: 'file:///b' } },
      showInformationMessage: tell,
      showWarningMessage: tell,
      showTextDocument: () => Promise.resolve(),
      withProgress: (_: object, body: (progress: object, token: object) => unknown) =>
        body({}, { isCancellationRequested: person.isCancelling }),
      showQuickPick: (items: readonly { label: string }[]) => {
        person.lists.push(items.map(({ label }) => label));
        const at = person.picks.shift();
        return Promise.resolve(at === undefined ? undefined : items[at]);
      },
      showInputBox: (options: { prompt: string; password: boolean; value?: string }) => {
        person.boxes.push(options);
        return Promise.resolve(person.answers.shift());
      },
    },
  };
});

const { fillInValues } = await import('../../../client/src/commands/fill-in-values.ts');

function waiting(path: string, ...asked: readonly Partial<AskedValue>[]): FillIn {
  const all = asked.map((one, at) => ({ name: `${at + 1}`, shown: 'VALUE', key: 'X', isSecret: false, ...one }));
  const place = { uri: `file:///${path}`, path, line: 2, character: 0, rule: 'dotenv/missing-key' };
  return { ...place, message: 'm', title: 'Add it', fingerprint: 'f', stamp: `stamp of ${path}`, asked: all };
}

/** Runs the command in front of a server that gives these lists, one after the other. @returns the values it was sent. */
async function run(
  lists: readonly (Partial<FillIns> | Error)[],
  result: FillInResult | Error = { edit: {}, refusal: '' },
): Promise<readonly FillInParams[]> {
  const sent: FillInParams[] = [];
  const left = [...lists];
  const sendRequest = async (method: string, params: FillInParams) => {
    if (method === 'preflight/fillIn') sent.push(params);
    const answer = method === 'preflight/fillIn' ? result : left.shift();
    if (answer instanceof Error) throw answer;
    return method === 'preflight/fillIn' ? answer : { ended: 'complete', fillIns: [], ...answer };
  };
  const protocol2CodeConverter = { asWorkspaceEdit: async (edit: unknown) => edit };
  await fillInValues({ client: { sendRequest, protocol2CodeConverter }, log: { error: () => {} } } as never);
  expect(left, 'lists that were not asked for').toEqual([]);
  return sent;
}

beforeEach(() => {
  for (const list of [person.told, person.boxes, person.lists, person.picks, person.answers]) list.length = 0;
  person.isCancelling = false;
  person.canApply = true;
});

describe('Fill In Values', () => {
  it('says which key a box is for, hides what may be a password, and answers nothing itself', async () => {
    person.picks.push(0);
    person.answers.push('app', 'secret');
    const sent = await run([
      { fillIns: [waiting('a', { key: 'DB_USER' }, { key: 'DB_PASSWORD', isSecret: true, shown: '/etc/x' })] },
      {},
    ]);
    expect(person.boxes.map(({ prompt, password }) => [prompt, password])).toEqual([
      ['VALUE, 1 of 2, for DB_USER', false],
      ['/etc/x, 2 of 2, for DB_PASSWORD', true],
    ]);
    for (const box of person.boxes) expect(box.value).toBeUndefined();
    expect(sent.map(({ values, stamp }) => [values, stamp])).toEqual([[{ 1: 'app', 2: 'secret' }, 'stamp of a']]);
  });

  it('lists anew after each answer, the open file first, until nothing waits', async () => {
    person.picks.push(0, 0);
    person.answers.push('1', '2');
    const sent = await run([{ fillIns: [waiting('a', {}), waiting('b', {})] }, { fillIns: [waiting('a', {})] }, {}]);
    expect(person.lists).toEqual([['b:3: X', 'a:3: X'], ['a:3: X']]);
    expect(sent.map(({ uri }) => uri)).toEqual(['file:///b', 'file:///a']);
    expect(person.told).toEqual(['No other finding waits for a value of yours.']);
  });

  it('ends on Escape, and says what was not written', async () => {
    await run([{ fillIns: [waiting('a', {})] }]);
    expect(person.told).toEqual([]);
    person.picks.push(0);
    person.answers.push('app', undefined);
    expect(await run([{ fillIns: [waiting('a', {}, {})] }])).toEqual([]);
    expect(person.told).toEqual(['Nothing is written in a:3. Not all of its values were given.']);
  });

  it.each([
    ['a refusal', { edit: null, refusal: 'The file has changed.' }, true, 'The file has changed.'],
    ['a failure', new Error('broken'), true, 'The server did not answer.'],
    ['an editor that does not', { edit: {}, refusal: '' }, false, 'The editor did not make the change.'],
  ] as const)('says that a value is not written because of %s', async (_, result, canApply, why) => {
    person.picks.push(0);
    person.answers.push('1');
    person.canApply = canApply;
    await run([{ fillIns: [waiting('a', {})] }, { fillIns: [waiting('a', {})] }], result);
    expect(person.told).toEqual([`Nothing is written in a:3. ${why}`]);
  });

  it('says that nothing waits only where everything was looked at', async () => {
    await run([{}]);
    expect(person.told).toEqual(['No finding waits for a value of yours.']);
    await run([{ ended: 'cancelled' }]);
    await run([{ ended: 'disabled' }]);
    await run([{ ended: 'failed' }]);
    await run([new Error('broken')]);
    person.isCancelling = true;
    await run([{}]);
    const [, ...rest] = person.told;
    expect(rest).toHaveLength(5);
    for (const text of rest)
      expect(text).toMatch(/^(?:Cancelled|Config Preflight is switched off|Values .* could not)/);
  });
});
