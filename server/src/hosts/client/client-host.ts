import type { Host, HostEntry, HostFile } from '../../project/host.ts';
import {
  type FileContent,
  type FileStat,
  type FolderEntry,
  LIST,
  READ,
  RULE_PAGES,
  type SendRequest,
  STAT,
} from '../../protocol/messages.ts';
import type { LoadPages, RulePages } from '../../report/rule-page.ts';

/** Reads through the editor: in a browser, and for folders that are no folders on disk. Never throws. */
export class ClientHost implements Host {
  readonly #send: SendRequest;
  readonly #limit: number;

  /** `limit`: larger files are not read, in bytes. */
  constructor(send: SendRequest, limit: number) {
    this.#send = send;
    this.#limit = limit;
  }

  read(uri: string): Promise<HostFile> {
    const failed: FileContent = { state: 'unreadable', reason: 'the editor could not read it' };
    return this.#ask<FileContent>(READ, { uri, limit: this.#limit }, failed);
  }

  async stat(uri: string): Promise<FileStat | undefined> {
    return (await this.#ask<FileStat | null>(STAT, { uri }, null)) ?? undefined;
  }

  async list(folder: string): Promise<readonly HostEntry[] | undefined> {
    return (await this.#ask<readonly FolderEntry[] | null>(LIST, { uri: folder }, null)) ?? undefined;
  }

  async #ask<R>(method: string, params: unknown, failed: R): Promise<R> {
    try {
      return await this.#send<R>(method, params);
    } catch {
      return failed;
    }
  }
}

/** The pages of the rules as our client reads them from the extension's own folder; none when it cannot. */
export function pagesThrough(send: (method: string) => Promise<unknown>): LoadPages {
  let loaded: Promise<RulePages> | undefined;
  return () => {
    loaded ??= send(RULE_PAGES).then(
      (text) => (typeof text === 'string' ? (JSON.parse(text) as RulePages) : {}),
      () => ({}),
    );
    return loaded;
  };
}

/** Sends each request to one of two hosts by the scheme of its URI. */
export class SchemeHost implements Host {
  readonly #files: Host;
  readonly #others: Host;
  readonly stopwatch: Host['stopwatch'];

  /** `files` takes `file:`, `others` every other scheme. */
  constructor(files: Host, others: Host) {
    this.#files = files;
    this.#others = others;
    this.stopwatch = files.stopwatch;
  }

  read(uri: string): Promise<HostFile> {
    return this.#hostOf(uri).read(uri);
  }

  stat(uri: string): ReturnType<Host['stat']> {
    return this.#hostOf(uri).stat(uri);
  }

  list(folder: string): ReturnType<Host['list']> {
    return this.#hostOf(folder).list(folder);
  }

  async isTracked(uri: string): Promise<boolean | undefined> {
    return this.#hostOf(uri).isTracked?.(uri);
  }

  #hostOf(uri: string): Host {
    return uri.startsWith('file:') ? this.#files : this.#others;
  }
}
