import type { CancellationToken, Connection, FileEvent } from 'vscode-languageserver';
import { type ScanProgress, type ScanSummary, type SessionStatus, STATUS } from '../protocol/messages.ts';
import type { Analysis } from './analysis.ts';
import type { Folders } from './folders.ts';
import { guard } from './guard.ts';
import { type FileResult, Results } from './results.ts';
import { Scanner, type ScanOptions } from './scanner.ts';
import { Visibility } from './visibility.ts';
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
const TELL_DELAY = 250;

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
  /** How often the background wanted all files looked at, and how many of these wishes a whole scan has met, whoever asked for it. */
  #wanted = 0;
  #met = 0;
  readonly #visibility = new Visibility();
  #scanning = false;
  #tellTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(connection: Connection, folders: Folders, analysis: Analysis, refresh: () => void) {
    this.#connection = connection;
    this.#folders = folders;
    this.#analysis = analysis;
    this.#refresh = refresh;
    this.#scanner = new Scanner(folders, analysis, this.results, (uri, result) => this.#publish(uri, result));
  }

  /** What is shown of files that are not open. */
  get shown(): readonly FileResult[] {
    return this.results.all.flatMap((result) => this.#visibility.of(result) ?? []);
  }

  /** Settings or folders are new: everything is checked again, or cleared when closed files are no longer wanted. */
  restart(): void {
    this.#visibility.take(this.#folders.settings.mode);
    if (!this.#visibility.isActive) {
      this.#drop();
      return;
    }
    this.results.touch();
    this.#rescanSoon(0);
  }

  /** A scan the user asked for, of the workspace or of some of its folders: everything it finds is shown. A new one ends the one before. */
  async scan(
    token: CancellationToken,
    onProgress: (progress: ScanProgress) => void,
    below?: readonly string[],
  ): Promise<ScanSummary> {
    this.#visibility.ask(below);
    for (const { uri } of this.results.all) this.#publish(uri, this.results.get(uri));
    return this.#waitFor(() => this.#scan({ isCancelled: () => token.isCancellationRequested, onProgress, below }));
  }

  /** Looks at every file, or at those below some URIs, for something else than to show what is found: that stays as it is. */
  look(token: CancellationToken, below?: readonly string[]): Promise<ScanSummary> {
    return this.#waitFor(() => this.#scan({ isCancelled: () => token.isCancellationRequested, below }));
  }

  async #waitFor<T>(scan: () => Promise<T>): Promise<T> {
    this.#asked += 1;
    try {
      return await scan();
    } finally {
      this.#asked -= 1;
      // It may have waited for this scan, or been stopped by it.
      if (this.#asked === 0 && this.#met < this.#wanted) this.#rescanSoon(0);
    }
  }

  /** Drops what is known of closed files, until somebody asks for a scan or chooses another mode. */
  clear(): void {
    this.#visibility.clear();
    this.#drop();
  }

  /**
   * Sent twice, like a closed file: the editor may be busy with its last pull of a document whose tab was just closed, and show that
   * answer after the first.
   */
  #drop(): void {
    clearTimeout(this.#rescanTimer);
    clearTimeout(this.#clearTimer);
    this.#generation += 1;
    this.#met = this.#wanted;
    const cleared = this.results.all.map(({ uri }) => uri);
    this.results.clear();
    const tell = () => {
      for (const uri of cleared) if (this.results.get(uri) === undefined) this.#publish(uri, undefined);
    };
    tell();
    this.#clearTimer = setTimeout(tell, AFTER_CLOSE);
  }

  /** Follows changes on disk. */
  onFilesChanged(events: readonly FileEvent[]): void {
    const { check, gone, rescan, refresh } = takeChanges(events, this.#folders, this.results, this.#analysis);
    for (const uri of gone) {
      this.results.delete(uri);
      this.#republish(uri);
    }
    if (refresh) this.#refresh();
    if (!this.#visibility.isActive) return;
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
    this.results.touchFiles(dependents);
    if (this.#visibility.isActive) this.#recheckAfterTyping(uri);
  }

  async #settle(uri: string): Promise<void> {
    const isOther = await guard(this.#connection, 'check after a pause', false, () => this.#analysis.settle(uri));
    if (isOther) this.#refresh();
    if (this.results.get(uri) === undefined) return;
    this.results.touchFiles([uri]);
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
      this.results.touchFiles(dependents);
      this.#recheckSoon(new Set(dependents));
    }, delay);
    this.#typing.set(uri, { timer, since });
  }

  /** A settings file is being edited: everything may change. */
  onSettingsEdited(): void {
    this.#folders.note();
    this.results.touch();
    if (this.#visibility.isActive) this.#rescanSoon(RESCAN_DELAY);
  }

  /**
   * The document is no longer open: what is on disk counts, whatever was typed. Sent twice: a slow editor may still be busy with its
   * last pull of the document and ignore the first report.
   */
  async onDocumentClosed(uri: string): Promise<void> {
    this.results.touchFiles([uri]);
    // A file that no scan has met is ignored, or new: only a walk can tell.
    if (this.#visibility.isActive && this.results.get(uri) === undefined) this.#rescanSoon(RESCAN_DELAY);
    else if (this.#visibility.isActive) {
      await guard(this.#connection, 'check of a closed file', undefined, () => this.#scanner.check(uri));
    }
    this.#republish(uri);
    setTimeout(() => {
      if (!this.#folders.isOpen(uri)) this.#republish(uri);
    }, AFTER_CLOSE);
  }

  dispose(): void {
    this.#generation += 1;
    this.#met = this.#wanted;
    clearTimeout(this.#recheckTimer);
    for (const timer of this.#pauseTimers.values()) clearTimeout(timer);
    for (const { timer } of this.#typing.values()) clearTimeout(timer);
    clearTimeout(this.#rescanTimer);
    clearTimeout(this.#clearTimer);
    clearTimeout(this.#tellTimer);
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
    this.#wanted += 1;
    this.#rescanTimer = setTimeout(() => {
      if (this.#asked === 0) void this.#scan({ isCancelled: () => false });
    }, delay);
  }

  #scan(options: ScanOptions): Promise<ScanSummary> {
    clearTimeout(this.#rescanTimer);
    this.#generation += 1;
    const generation = this.#generation;
    const wanted = this.#wanted;
    const stopped = () => options.isCancelled() || generation !== this.#generation;
    const before = this.#running;
    const run = guard(this.#connection, 'scan', EMPTY_SUMMARY, async () => {
      // The scan before sees the new number and stops; two would write the same results.
      await before;
      if (stopped()) return EMPTY_SUMMARY;
      this.#tell(true);
      const summary = await this.#scanner.scan({ ...options, isCancelled: stopped });
      if (options.below === undefined && !summary.cancelled) this.#met = Math.max(this.#met, wanted);
      return summary;
    });
    this.#running = run.then(() => {
      if (generation === this.#generation) this.#tell(false);
    });
    return run;
  }

  #publish(uri: string, result: FileResult | undefined): void {
    this.stream.publish(uri, result === undefined ? undefined : this.#visibility.of(result));
    // Of many files that are checked one after the other the editor is told once.
    this.#tellTimer ??= setTimeout(() => this.#tell(this.#scanning), TELL_DELAY);
  }

  /** Sends what is known of a file even when the editor was sent the same before. */
  #republish(uri: string): void {
    this.stream.mistrust(uri);
    this.#publish(uri, this.results.get(uri));
  }

  #tell(scanning: boolean): void {
    clearTimeout(this.#tellTimer);
    this.#tellTimer = undefined;
    this.#scanning = scanning;
    const closed = this.results.all.filter(({ uri }) => !this.#folders.isOpen(uri));
    const resting = closed.reduce((sum, result) => sum + this.#visibility.resting(result), 0);
    const status: SessionStatus = { scanning, enabled: this.#analysis.enabled, resting };
    this.#connection.sendNotification(STATUS, status).catch(() => {});
  }
}
