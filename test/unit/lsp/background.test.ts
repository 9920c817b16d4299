import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Connection } from 'vscode-languageserver';
import { Analysis } from '../../../server/src/lsp/analysis.ts';
import { Background } from '../../../server/src/lsp/background.ts';
import { Folders } from '../../../server/src/lsp/folders.ts';
import { RULES } from '../../../server/src/rules/registry.ts';
import { MemoryHost } from '../../support/memory-host.ts';

const FILES = { 'a/.env': 'DEBUG=true\n', 'b/.env': 'DEBUG=true\n' };
const NEVER = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose: () => {} }) };
const BELOW_A = [MemoryHost.uri('a')];

let background: Background | undefined;
afterEach(() => background?.dispose());

async function session(): Promise<Background> {
  const folders = new Folders({
    createHost: () => new MemoryHost(FILES),
    configuration: () => Promise.resolve({}),
    rules: RULES,
    onSlow: () => {},
  });
  await folders.load([MemoryHost.root]);
  const connection = { sendNotification: () => Promise.resolve(), console: { error: () => {} } };
  background = new Background(connection as unknown as Connection, folders, new Analysis(folders), () => {});
  return background;
}

const known = (one: Background) => one.results.all.map(({ uri }) => uri).sort();
const ALL = Object.keys(FILES).map((path) => MemoryHost.uri(path));

describe('the scan of everything in the background', () => {
  it('comes after the look at one folder that was asked for before it began', async () => {
    const one = await session();
    one.restart();
    await one.look(NEVER, BELOW_A);
    expect(known(one)).toEqual([ALL[0]]);
    await vi.waitFor(() => expect(known(one)).toEqual(ALL));
  });

  it('comes after a whole scan that was asked for instead and stopped', async () => {
    const one = await session();
    one.restart();
    await one.look({ ...NEVER, isCancellationRequested: true });
    expect(known(one)).toEqual([]);
    await vi.waitFor(() => expect(known(one)).toEqual(ALL));
  });

  it('is not made again for the look at one folder when it has ended', async () => {
    const one = await session();
    one.restart();
    await one.look(NEVER);
    one.results.clear();
    await one.look(NEVER, BELOW_A);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(known(one)).toEqual([ALL[0]]);
  });
});
