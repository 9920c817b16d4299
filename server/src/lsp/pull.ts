import type { Connection, DocumentDiagnosticReport, WorkspaceDiagnosticReport } from 'vscode-languageserver';
import { canonicalUri } from '../project/uri.ts';
import type { Analysis } from './analysis.ts';
import type { Background } from './background.ts';
import type { Folders } from './folders.ts';
import { guard } from './guard.ts';
import { reportOf } from './workspace-stream.ts';

/** Milliseconds between the answer to a pull and the first report about the same file. */
const AFTERMATH = 30;
const NOTHING: WorkspaceDiagnosticReport = { items: [] };

/** Pull counters, for tests that hold idle cost to zero. */
export interface PullCounters {
  documentPulls: number;
  workspacePulls: number;
}

/** Answers `textDocument/diagnostic` and `workspace/diagnostic`. */
export function answerPulls(
  connection: Connection,
  ready: Promise<void>,
  folders: Folders,
  analysis: Analysis,
  background: Background,
): PullCounters {
  const counters: PullCounters = { documentPulls: 0, workspacePulls: 0 };
  connection.languages.diagnostics.on(async ({ textDocument, previousResultId }, token) => {
    counters.documentPulls += 1;
    const fallback: DocumentDiagnosticReport = { kind: 'full', items: [] };
    return guard<DocumentDiagnosticReport>(connection, 'textDocument/diagnostic', fallback, async () => {
      const ended = background.stream.pulling(canonicalUri(textDocument.uri));
      try {
        await ready;
        if (token.isCancellationRequested) return fallback;
        const { resultId, diagnostics } = await analysis.result(textDocument.uri);
        if (previousResultId === resultId) return { kind: 'unchanged', resultId };
        return { kind: 'full', resultId, items: [...diagnostics] };
      } finally {
        // The client is through with the answer some moments after it was sent.
        setTimeout(ended, AFTERMATH);
      }
    });
  });
  connection.languages.diagnostics.onWorkspace(async ({ previousResultIds }, token, _workDone, reporter) => {
    counters.workspacePulls += 1;
    return guard(connection, 'workspace/diagnostic', NOTHING, async () => {
      await ready;
      if (reporter !== undefined) {
        return background.stream.park(background.shown, previousResultIds, token, reporter);
      }
      // Without partial results nothing can be streamed: one full answer at once.
      if (folders.settings.mode !== 'openFiles') await background.look(token);
      const shown = new Map(previousResultIds.map(({ uri, value }) => [canonicalUri(uri), value]));
      return { items: background.shown.map((result) => reportOf(result.uri, result, shown)).filter(isReport) };
    });
  });
  return counters;
}

function isReport<T>(report: T | undefined): report is T {
  return report !== undefined;
}
