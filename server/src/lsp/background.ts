import type { CancellationToken, Connection, FileEvent } from 'vscode-languageserver';
import { type ScanProgress, type ScanSummary, type SessionStatus, STATUS } from '../protocol/messages.ts';
import type { Analysis } from './analysis.ts';
import type { Folders } from './folders.ts';
import { guard } from './guard.ts';
import { Results } from './results.ts';
import { Scanner } from './scanner.ts';
import { takeChanges } from './watched-files.ts';
import { WorkspaceStream } from './workspace-stream.ts';

/** Milliseconds until a changed file is checked again, and until a changed set of files is walked again. */
const RECHECK_DELAY = 50;
const RESCAN_DELAY = 250;
/** Until the dependents of a document are checked: after its last edit, and after the first one that they do not know. */
const DEPENDENTS_PAUSE = 1000;
const DEPENDENTS_LATEST = 6000;
const AFTER_CLOSE = 1500;
const TYPING_PAUSE = 1000;

const EMPTY_SUMMARY: ScanSummary = {
  files: 0,
  filesWithFindings: 0,
  findings: 0,
  errors: 0,
  warnings: 0,
  notes: 0,
  leftOut: 0,
  cancelled: true,
  milliseconds: 0,
};

/** Keeps the findings of files that are not open true: scans, follows changes on disk, streams what changed. */
export class Background {
  readonly results = new Results();
  readonly stream = new WorkspaceStream();
  readonly #connection: Connection;
  readonly #folders: Folders;
  readonly #analysis: Analysis;
  readonly #scanner: Scanner;
  readonly #refresh: () => void;
  readonly #waiting = new Set<string>();
  #recheckTimer: ReturnType<typeof setTimeout> | undefined;
  #rescanTimer: ReturnType<typeof setTimeout> | undefined;
  #clearTimer: ReturnType<typeof setTimeout> | undefined;
  /** By document: typing in one must not put off the check of another. */
  readonly #pauseTimers = new Map<string, ReturnType<typeof setTimeout>>();
  /** Documents that others depend on, since the first edit that these do not know. */
  readonly #typing = new Map<string, { readonly timer: ReturnType<typeof setTimeout>; readonly since: number }>();
  /** Grows with every scan begun; an older scan stops when it sees a newer number. */
  #generation = 0;
  #running: Promise<unknown> = Promise.resolve();
  /** Scans of the user under way: what the background wants waits for them. */
  #asked = 0;
  #again = false;
  /** Whether results of closed files are wanted: in workspace mode, or after a scan was asked for. */
  #active = false;

  constructor(connection: Connection, folders: Folders, analysis: Analysis, refresh: () => void) {
    this.#connection = connection;
    this.#folders = folders;
    this.#analysis = analysis;
    this.#refresh = refresh;
    this.#scanner = new Scanner(folders, analysis, this.results, (uri, result) => this.stream.publish(uri, result));
  }

  /** Settings or folders are new: everything is checked again, or cleared when closed files are no longer wanted. */
  restart(): void {
    this.#active = this.#folders.settings.mode === 'workspace';
    if (!this.#active) {
      this.#generation += 1;
      this.clear();
      return;
    }
    this.results.touch();
    this.#rescanSoon(0);
  }

  /** A scan the user asked for. A new one ends the one before. */
  async scan(token: CancellationToken, onProgress: (progress: ScanProgress) => void): Promise<ScanSummary> {
    this.#active = true;
    this.#asked += 1;
    try {
      return await this.#scan(() => token.isCancellationRequested, onProgress);
    } finally {
      this.#asked -= 1;
      if (this.#asked === 0 && this.#again) this.#rescanSoon(0);
    }
  }

  /**
   * Drops what is known of closed files; a scan, a new setting or a change on disk brings findings back. Sent twice, like a closed
   * file: the editor may be busy with its last pull of a document whose tab was just closed, and show that answer after the first.
   */
  clear(): void {
    clearTimeout(this.#rescanTimer);
    clearTimeout(this.#clearTimer);
    this.#generation += 1;
    const cleared = this.results.all.map(({ uri }) => uri);
    this.results.clear();
    const tell = () => {
      for (const uri of cleared) if (this.results.get(uri) === undefined) this.stream.publish(uri, undefined);
    };
    tell();
    this.#clearTimer = setTimeout(tell, AFTER_CLOSE);
  }

  /** Follows changes on disk. */
  onFilesChanged(events: readonly FileEvent[]): void {
    const { check, gone, rescan, refresh } = takeChanges(events, this.#folders, this.results, this.#analysis);
    for (const uri of gone) {
      this.results.delete(uri);
      this.stream.republish(uri, undefined);
    }
    if (refresh) this.#refresh();
    if (!this.#active) return;
    this.#recheckSoon(check);
    if (rescan) this.#rescanSoon(RESCAN_DELAY);
  }

  /**
   * An open document changed: closed files that depend on it are checked again, and so is the document itself when typing pauses. For
   * VS Code keeps documents open whose tab is closed, follows the disk with them, and never pulls them.
   */
  onDocumentChanged(uri: string): void {
    clearTimeout(this.#pauseTimers.get(uri));
    this.#pauseTimers.set(
      uri,
      setTimeout(() => {
        this.#pauseTimers.delete(uri);
        void this.#settle(uri);
      }, TYPING_PAUSE),
    );
    const dependents = this.results.dependentsOf(uri);
    if (dependents.length === 0) return;
    this.results.touch((result) => dependents.includes(result.uri));
    if (this.#active) this.#recheckAfterTyping(uri);
  }

  async #settle(uri: string): Promise<void> {
    const isOther = await guard(this.#connection, 'check after a pause', false, () => this.#analysis.settle(uri));
    if (isOther) this.#refresh();
    if (this.results.get(uri) === undefined) return;
    this.results.touch((result) => result.uri === uri);
    this.stream.mistrust(uri);
    this.#recheckSoon(new Set([uri]));
  }

  /** Closed files that depend on a document are checked when typing in it pauses; somebody who never pauses sees them now and then. */
  #recheckAfterTyping(uri: string): void {
    const known = this.#typing.get(uri);
    clearTimeout(known?.timer);
    const since = known?.since ?? Date.now();
    const delay = Math.max(0, Math.min(DEPENDENTS_PAUSE, since + DEPENDENTS_LATEST - Date.now()));
    const timer = setTimeout(() => {
      this.#typing.delete(uri);
      const dependents = this.results.dependentsOf(uri);
      this.results.touch((result) => dependents.includes(result.uri));
      this.#recheckSoon(new Set(dependents));
    }, delay);
    this.#typing.set(uri, { timer, since });
  }

  /** A settings file is being edited: everything may change. */
  onSettingsEdited(): void {
    this.#folders.note();
    this.results.touch();
    if (this.#active) this.#rescanSoon(RESCAN_DELAY);
  }

  /**
   * The document is no longer open: what is on disk counts, whatever was typed. Sent twice: a slow editor may still be busy with its
   * last pull of the document and ignore the first report.
   */
  async onDocumentClosed(uri: string): Promise<void> {
    this.results.touch((result) => result.uri === uri);
    // A file that no scan has met is ignored, or new: only a walk can tell.
    if (this.#active && this.results.get(uri) === undefined) this.#rescanSoon(RESCAN_DELAY);
    else if (this.#active) {
      await guard(this.#connection, 'check of a closed file', undefined, () => this.#scanner.check(uri));
    }
    this.stream.republish(uri, this.results.get(uri));
    setTimeout(() => {
      if (!this.#folders.isOpen(uri)) this.stream.republish(uri, this.results.get(uri));
    }, AFTER_CLOSE);
  }

  dispose(): void {
    this.#generation += 1;
    clearTimeout(this.#recheckTimer);
    for (const timer of this.#pauseTimers.values()) clearTimeout(timer);
    for (const { timer } of this.#typing.values()) clearTimeout(timer);
    clearTimeout(this.#rescanTimer);
    clearTimeout(this.#clearTimer);
    this.stream.end();
  }

  #recheckSoon(uris: ReadonlySet<string>): void {
    for (const uri of uris) this.#waiting.add(uri);
    if (this.#waiting.size === 0) return;
    this.#recheckTimer ??= setTimeout(() => {
      this.#recheckTimer = undefined;
      const batch = [...this.#waiting];
      this.#waiting.clear();
      void this.#recheck(batch);
    }, RECHECK_DELAY);
  }

  /** One after the other, so that questions get their turn; what is left when somebody types on waits for the next pause. */
  async #recheck(uris: readonly string[]): Promise<void> {
    for (const [index, uri] of uris.entries()) {
      if (this.#typing.size > 0) {
        for (const left of uris.slice(index)) this.#waiting.add(left);
        return;
      }
      await guard(this.#connection, 'check of a changed file', undefined, () => this.#scanner.check(uri));
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    await guard(this.#connection, 'check of named files', undefined, () => this.#scanner.checkUsed());
  }

  #rescanSoon(delay: number): void {
    clearTimeout(this.#rescanTimer);
    this.#rescanTimer = setTimeout(() => {
      this.#again = this.#asked > 0;
      if (!this.#again) void this.#scan(() => false);
    }, delay);
  }

  #scan(isCancelled: () => boolean, onProgress?: (progress: ScanProgress) => void): Promise<ScanSummary> {
    clearTimeout(this.#rescanTimer);
    this.#generation += 1;
    const generation = this.#generation;
    const stopped = () => isCancelled() || generation !== this.#generation;
    const before = this.#running;
    const run = guard(this.#connection, 'scan', EMPTY_SUMMARY, async () => {
      // The scan before sees the new number and stops; two would write the same results.
      await before;
      if (stopped()) return EMPTY_SUMMARY;
      this.#tell(true);
      const options = onProgress === undefined ? {} : { onProgress };
      return this.#scanner.scan({ isCancelled: stopped, ...options });
    });
    this.#running = run.then(() => {
      if (generation === this.#generation) this.#tell(false);
    });
    return run;
  }

  #tell(scanning: boolean): void {
    const status: SessionStatus = { scanning, enabled: this.#analysis.enabled };
    this.#connection.sendNotification(STATUS, status).catch(() => {});
  }
}
