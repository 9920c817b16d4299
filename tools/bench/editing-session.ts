/**
 * An editing session over stdio, as an editor holds it: the corpus (else examples/) as workspace in `workspace` mode, edits at the pace of
 * somebody who types, after each the pull of diagnostics, the light bulb, a hover and a completion.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import { DOCUMENTS, type EditedDocument } from './editing-texts.ts';

/** Milliseconds between two edits; what the server does in the background meanwhile is part of an edit. */
const PACE = 120;

const CAPABILITIES = {
  textDocument: {
    diagnostic: { dynamicRegistration: true },
    codeAction: {
      dataSupport: true,
      resolveSupport: { properties: ['edit', 'command'] },
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source.fixAll'] } },
    },
    completion: { completionItem: { snippetSupport: true } },
    hover: { contentFormat: ['markdown'] },
  },
  workspace: { configuration: true, workspaceFolders: true, diagnostics: { refreshSupport: true } },
};

/** Measures a session; prints, judges nothing. `server`: the built server, `workspace`: its folder, `edits`: in each document. */
export async function printEditing(server: string, workspace: string, edits: number): Promise<void> {
  const copy = mkdtempSync(join(tmpdir(), 'preflight-editing-'));
  const session = new Session(server, pathToFileURL(copy).href);
  try {
    cpSync(workspace, copy, { recursive: true, verbatimSymlinks: true });
    for (const [path, text] of DOCUMENTS.flatMap(({ files }) => Object.entries(files))) {
      mkdirSync(dirname(join(copy, path)), { recursive: true });
      writeFileSync(join(copy, path), text);
    }
    await session.start();
    console.log(`editing session over stdio, ${workspace} as workspace, ${edits} edits in each, ms:`);
    for (const document of DOCUMENTS) await session.edit(document, edits);
    const before = Math.round(session.memory() / 1024);
    const heap = await session.collect();
    const resident = Math.round(session.memory() / 1024);
    console.log(
      `  the server holds ${before} MB afterwards; after a forced collection ${resident} MB (target ≤ 150), ${heap} MB of it JavaScript’s`,
    );
  } finally {
    await session.end();
    rmSync(copy, { recursive: true, force: true });
  }
}

type Timings = Record<'diagnostics' | 'light bulb' | 'hover' | 'completion', number[]>;

class Session {
  readonly #root: string;
  readonly #process: ChildProcess;
  readonly #connection: MessageConnection;
  #scanned: () => void = () => {};

  constructor(server: string, root: string) {
    this.#root = root;
    const collector = ['--expose-gc', '--require', fileURLToPath(new URL('collect.cjs', import.meta.url))];
    // The flag of the client (`client/src/node.ts`).
    const args = ['--max-semi-space-size=8', ...collector, server, '--stdio'];
    this.#process = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    const { stdin, stdout } = this.#process;
    if (stdin === null || stdout === null) throw new Error('the server has no standard streams');
    this.#connection = createMessageConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
  }

  /** Begins, and waits until the first scan of the workspace is over. */
  async start(): Promise<void> {
    const connection = this.#connection;
    const scanned = new Promise<void>((resolve) => {
      this.#scanned = resolve;
    });
    connection.onRequest('workspace/configuration', ({ items }: { items: readonly unknown[] }) =>
      items.map(() => ({ mode: 'workspace' })),
    );
    connection.onRequest(() => null);
    connection.onNotification('preflight/status', ({ scanning }: { scanning: boolean }) => {
      if (!scanning) this.#scanned();
    });
    connection.listen();
    await connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: this.#root,
      workspaceFolders: [{ uri: this.#root, name: 'bench' }],
      capabilities: CAPABILITIES,
    });
    await connection.sendNotification('initialized', {});
    // Parked for good, as VS Code does: what changes is streamed on it.
    const parked = { previousResultIds: [], partialResultToken: 'bench' };
    void connection.sendRequest('workspace/diagnostic', parked).catch(() => {});
    await scanned;
  }

  async edit(document: EditedDocument, edits: number): Promise<void> {
    const uri = `${this.#root}/${document.edited}`;
    await this.#open(document.edited, document.files[document.edited] ?? '');
    const textDocument = { uri };
    let text = document.files[document.edited] ?? '';
    let previousResultId: string | undefined;
    const times: Timings = { diagnostics: [], 'light bulb': [], hover: [], completion: [] };
    const timed = async <T>(what: keyof Timings, method: string, params: object): Promise<T> => {
      const started = performance.now();
      const answer = await this.#connection.sendRequest<T>(method, params);
      times[what].push(performance.now() - started);
      return answer;
    };
    await this.#connection.sendRequest('textDocument/diagnostic', { textDocument });
    const before = this.#processorTime();
    for (let i = 0; i < edits; i++) {
      const { offset, insert, remove } = document.edit(text, i);
      const start = placeAt(text, offset);
      const range = { start, end: placeAt(text, offset + remove) };
      text = text.slice(0, offset) + insert + text.slice(offset + remove);
      const began = performance.now();
      await this.#connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version: i + 2 },
        contentChanges: [{ range, text: insert }],
      });
      const pull = { textDocument, ...(previousResultId === undefined ? {} : { previousResultId }) };
      const { resultId } = await timed<{ resultId?: string }>('diagnostics', 'textDocument/diagnostic', pull);
      previousResultId = resultId;
      const position = { textDocument, position: start };
      await timed('light bulb', 'textDocument/codeAction', {
        textDocument,
        range: { start, end: start },
        context: { diagnostics: [] },
      });
      await timed('hover', 'textDocument/hover', position);
      await timed('completion', 'textDocument/completion', position);
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, PACE - (performance.now() - began))));
    }
    const after = this.#processorTime();
    const spent = before === undefined || after === undefined ? 'not measured' : ((after - before) / edits).toFixed(0);
    const lines = text.split('\n').length;
    console.log(`  ${document.edited} (${lines} lines): CPU an edit ${spent} (target ≤ 30 for compose)`);
    for (const [what, list] of Object.entries(times)) console.log(`    ${what.padEnd(12)} ${spread(list)}`);
    await this.#connection.sendNotification('textDocument/didClose', { textDocument });
  }

  /** Resident memory in kB; 0 where the system does not tell. */
  memory(): number {
    return Number(/VmRSS:\s+(\d+)/.exec(this.#fromSystem('status') ?? '')?.[1] ?? 0);
  }

  /** Collects garbage in the server and waits until it has given pages back. @returns megabytes of live JavaScript. */
  async collect(): Promise<number> {
    const told = new Promise<number>((resolve) => {
      this.#process.stderr?.once('data', (chunk: Buffer) => resolve(Math.round(Number(chunk) / 1_000_000)));
    });
    this.#process.kill('SIGUSR2');
    return told;
  }

  async end(): Promise<void> {
    await this.#connection.sendRequest('shutdown');
    await this.#connection.sendNotification('exit');
    this.#connection.dispose();
  }

  async #open(path: string, text: string): Promise<void> {
    const languageId = path.endsWith('.env') ? 'dotenv' : path.endsWith('.conf') ? 'nginx' : 'yaml';
    await this.#connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: `${this.#root}/${path}`, languageId, version: 1, text },
    });
  }

  /** Milliseconds of processor time of the server; known on Linux only (proc(5): fields 14 and 15 in ticks of 10 ms). */
  #processorTime(): number | undefined {
    const fields = this.#fromSystem('stat')?.split(') ')[1]?.split(' ');
    return fields === undefined ? undefined : (Number(fields[11]) + Number(fields[12])) * 10;
  }

  #fromSystem(name: 'stat' | 'status'): string | undefined {
    try {
      return readFileSync(`/proc/${this.#process.pid}/${name}`, 'utf8');
    } catch {
      return undefined;
    }
  }
}

function placeAt(text: string, offset: number): { line: number; character: number } {
  const before = text.slice(0, offset);
  const line = before.split('\n').length - 1;
  return { line, character: offset - (before.lastIndexOf('\n') + 1) };
}

function spread(times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (part: number) => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(1);
  return `p50 ${at(0.5).padStart(6)}   p95 ${at(0.95).padStart(6)}   max ${at(1).padStart(6)}`;
}
