import type {
  CancellationToken,
  PreviousResultId,
  ResultProgressReporter,
  WorkspaceDiagnosticReport,
  WorkspaceDiagnosticReportPartialResult,
  WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import type { FileResult } from './results.ts';

const CHUNK = 50;
const COALESCE = 50;

type Reporter = ResultProgressReporter<WorkspaceDiagnosticReportPartialResult>;

interface Parked {
  readonly reporter: Reporter;
  /** What the client shows, by what has been sent on this request. */
  readonly shown: Map<string, string>;
  finish(): void;
}

/**
 * The one open `workspace/diagnostic` request. VS Code asks again two seconds after every answer, so the request is never answered:
 * it stays parked, and every change is streamed on it as a partial result the moment it is known. Costs nothing while idle.
 */
export class WorkspaceStream {
  readonly #changed = new Map<string, FileResult | undefined>();
  /** Document pulls under way, by file: VS Code drops what is streamed about a file while it waits for a pull of it. */
  readonly #pulled = new Map<string, number>();
  #parked: Parked | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #reports = 0;

  /** Requests parked now: 0 or 1. */
  get parked(): number {
    return this.#parked === undefined ? 0 : 1;
  }

  /** Reports sent since the start. */
  get reports(): number {
    return this.#reports;
  }

  /** Streams what is known and then every change, until the client cancels or asks again. */
  park(
    results: readonly FileResult[],
    previous: readonly PreviousResultId[],
    token: CancellationToken,
    reporter: Reporter,
  ): Promise<WorkspaceDiagnosticReport> {
    this.end();
    return new Promise((resolve) => {
      const shown = new Map(previous.map(({ uri, value }) => [uri, value]));
      const parked: Parked = { reporter, shown, finish: () => resolve({ items: [] }) };
      token.onCancellationRequested(() => {
        if (this.#parked === parked) this.end();
      });
      if (token.isCancellationRequested) return parked.finish();
      this.#parked = parked;
      for (const result of results) this.#changed.set(result.uri, result);
      this.#flush();
    });
  }

  /** Tells the client what a file has now; `undefined` clears it. Changes of the next moments go out together. */
  publish(uri: string, result: FileResult | undefined): void {
    if (this.#parked === undefined) return;
    this.#changed.set(uri, result);
    this.#timer ??= setTimeout(() => this.#flush(), COALESCE);
  }

  /** A document pull begins; the returned function ends it. What is published about the file meanwhile waits. */
  pulling(uri: string): () => void {
    this.#pulled.set(uri, (this.#pulled.get(uri) ?? 0) + 1);
    return () => {
      const left = (this.#pulled.get(uri) ?? 1) - 1;
      if (left > 0) this.#pulled.set(uri, left);
      else this.#pulled.delete(uri);
    };
  }

  /** Sends it even when the client was sent the same before: an editor forgets what it knew of a file when it closes it. */
  republish(uri: string, result: FileResult | undefined): void {
    this.mistrust(uri);
    this.publish(uri, result);
  }

  /** The client may show something else of this file by now: the next report of it is sent, even when it equals the last. */
  mistrust(uri: string): void {
    this.#parked?.shown.set(uri, '');
  }

  /** Answers the parked request, if there is one. */
  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#changed.clear();
    this.#parked?.finish();
    this.#parked = undefined;
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const parked = this.#parked;
    if (parked === undefined) return;
    const items: WorkspaceDocumentDiagnosticReport[] = [];
    for (const [uri, result] of this.#changed) {
      if (this.#pulled.has(uri)) continue;
      this.#changed.delete(uri);
      const item = reportOf(uri, result, parked.shown);
      if (item !== undefined) items.push(item);
    }
    if (this.#changed.size > 0) this.#timer = setTimeout(() => this.#flush(), COALESCE);
    // Each file stands in one chunk only: the client converts chunks side by side, and the last one to finish would win.
    for (let at = 0; at < items.length; at += CHUNK) parked.reporter.report({ items: items.slice(at, at + CHUNK) });
    this.#reports += items.length;
  }
}

/** The report of one file, or `undefined` when the client shows exactly that already. */
export function reportOf(
  uri: string,
  result: FileResult | undefined,
  shown: Map<string, string>,
): WorkspaceDocumentDiagnosticReport | undefined {
  if (result === undefined) {
    shown.delete(uri);
    return { kind: 'full', uri, version: null, items: [] };
  }
  if (shown.get(uri) === result.resultId) return undefined;
  // A clean file that was never shown needs no report: most files of a workspace are clean.
  if (result.diagnostics.length === 0 && !shown.has(uri)) return undefined;
  shown.set(uri, result.resultId);
  return { kind: 'full', uri, version: null, resultId: result.resultId, items: [...result.diagnostics] };
}
