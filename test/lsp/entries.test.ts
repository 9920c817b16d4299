import { afterEach, describe, expect, it } from 'vitest';
import { type Diagnostic, Editor, until } from './editor.ts';

/** `DiagnosticSeverity` of the protocol. */
const [ERROR, WARNING, INFORMATION, HINT] = [1, 2, 3, 4];
const LIMITS = 'compose/missing-resource-limits';

const SHOP = `services:
  shop:
    image: example/shop:1.2.3
  search:
    image: example/search:1.2.3
  mail:
    image: example/mail:1.2.3
`;

let editor: Editor | undefined;
afterEach(async () => {
  await editor?.stop();
  editor = undefined;
});

async function started(...args: ConstructorParameters<typeof Editor>): Promise<Editor> {
  editor = new Editor(...args);
  return editor.start();
}

const of = (code: string, list: readonly Diagnostic[] | undefined) =>
  (list ?? []).filter((diagnostic) => diagnostic.code === code);

const linesOf = (list: readonly Diagnostic[]) => list.map(({ range, severity }) => [range.start.line, severity]);

describe('one entry at several places', () => {
  it('is one finding that names the other places; each of these is a hint that leads back', async () => {
    const e = await started();
    const uri = await e.open('compose.yml', SHOP);
    const [lead, ...further] = of(LIMITS, (await e.pull(uri)).items);
    expect(lead?.severity).toBe(INFORMATION);
    expect(lead?.relatedInformation?.map(({ location }) => location.range.start.line)).toEqual([3, 5]);
    expect(linesOf(further)).toEqual([
      [3, HINT],
      [5, HINT],
    ]);
    expect(further[0]?.relatedInformation?.map(({ location }) => location.range.start.line)).toEqual([1]);
    expect(further.every(({ tags }) => tags === undefined)).toBe(true);
  });

  it('keeps the fix of every place', async () => {
    const e = await started();
    const uri = await e.open('compose.yml', SHOP);
    const [, , mail] = of(LIMITS, (await e.pull(uri)).items);
    if (mail === undefined) throw new Error('no third place');
    const actions = await e.request<readonly { title: string; diagnostics?: readonly Diagnostic[] }[]>(
      'textDocument/codeAction',
      { textDocument: { uri }, range: mail.range, context: { diagnostics: [mail] } },
    );
    const own = actions.filter(({ title }) => title.startsWith('Limit '));
    expect(own.map(({ title }) => title)).toEqual([expect.stringContaining('"mail"')]);
    expect(own[0]?.diagnostics?.[0]?.range).toEqual(mail.range);
    expect(actions.map(({ title }) => title)).toContainEqual(expect.stringContaining(`Ignore ${LIMITS} here`));
    expect(actions.map(({ title }) => title)).toContainEqual(expect.stringContaining(`Fix all 3 of ${LIMITS}`));
  });

  it('gives a service that is typed in a hint, and the lead to the next when the first is gone', async () => {
    const e = await started();
    const uri = await e.open('compose.yml', SHOP);
    await e.change(uri, `${SHOP}  jobs:\n    image: example/jobs:1.2.3\n`);
    expect(linesOf(of(LIMITS, (await e.pull(uri)).items)).at(-1)).toEqual([7, HINT]);
    await e.change(
      uri,
      SHOP.replace('  shop:', '  # preflight-ignore compose/missing-resource-limits -- measured\n  shop:'),
    );
    expect(linesOf(of(LIMITS, (await e.pull(uri)).items))).toEqual([
      [4, INFORMATION],
      [6, HINT],
    ]);
  });

  it('has bounded related places, and says how many there are more', async () => {
    const e = await started();
    const many = Array.from({ length: 40 }, (_, i) => `  s${i}:\n    image: example/s:1.2.3\n`).join('');
    const uri = await e.open('compose.yml', `services:\n${many}`);
    const [lead] = of(LIMITS, (await e.pull(uri)).items);
    expect(lead?.relatedInformation).toHaveLength(21);
    expect(lead?.relatedInformation?.at(-1)?.message).toBe('and 19 more from here on');
  });

  it('shows a lesser finding as a hint under the greater one', async () => {
    const e = await started();
    const uri = await e.open(
      'compose.yml',
      `services:
  agent:
    image: example/agent:2.0.1
    user: root
    volumes:
      - /var/run/docker.sock:/var/run/docker.sock
`,
    );
    const { items } = await e.pull(uri);
    const [socket] = of('compose/docker-socket', items);
    const [root] = of('compose/root-user', items);
    expect(socket?.severity).toBe(ERROR);
    expect(socket?.relatedInformation?.map(({ message }) => message)).toEqual([root?.message]);
    expect(root?.severity).toBe(HINT);
    expect(root?.relatedInformation?.[0]?.message).toContain(socket?.message);
  });

  it('is the same where diagnostics are pushed', async () => {
    const e = await started({}, { capabilities: {} });
    const uri = await e.open('compose.yml', SHOP);
    await until(() => e.published.has(uri), 'published');
    expect(linesOf(of(LIMITS, e.published.get(uri)))).toEqual([
      [1, INFORMATION],
      [3, HINT],
      [5, HINT],
    ]);
  });
});

describe('a credential that an env file sets', () => {
  const COMPOSE = `services:
  db:
    image: postgres:17.2
    environment:
      POSTGRES_PASSWORD: \${DB_PASSWORD:-letmein123}
`;

  it('is counted there; what the compose file repeats is a hint, until the env file has another', async () => {
    const e = await started({ 'a/.env': 'DB_PASSWORD=letmein123\n', 'a/compose.yml': COMPOSE });
    const stream = e.stream();
    const [env, compose] = [e.uri('a/.env'), e.uri('a/compose.yml')];
    const severity = (uri: string) => of('secret/weak', stream.shown.get(uri))[0]?.severity;
    await until(() => severity(env) === ERROR && severity(compose) === HINT, 'folded');
    const [copy] = of('secret/weak', stream.shown.get(compose));
    expect(copy?.relatedInformation?.map(({ location }) => location.uri)).toEqual([env]);
    e.write('a/.env', 'DB_PASSWORD=Vq7Lx2Kd9Rt4Zw8N\n');
    await e.watched(['a/.env', 2]);
    await until(() => severity(env) === undefined && severity(compose) === WARNING, 'on its own again');
  });
});

describe('the summary of a scan', () => {
  it('counts entries', async () => {
    const e = await started({ 'compose.yml': SHOP });
    const summary = await e.request<{ findings: number; warnings: number; notes: number }>('preflight/scan', {
      progressToken: 'x',
    });
    expect(summary).toMatchObject({ findings: 1, notes: 1, notes: 0, filesWithFindings: 1 });
  });
});
