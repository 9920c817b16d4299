import type { Host, HostEntry, HostFile } from '../../server/src/project/host.ts';

/** A host over texts in memory, for tests. Paths are below `file:///work/`. Counts reads so that tests can assert on I/O. */
export class MemoryHost implements Host {
  static readonly root = 'file:///work';
  readonly files = new Map<string, string>();
  reads = 0;
  stopwatch: Host['stopwatch'];
  tracked: ((uri: string) => boolean | undefined) | undefined;

  constructor(files: Readonly<Record<string, string>> = {}) {
    for (const [path, text] of Object.entries(files)) this.set(path, text);
  }

  static uri(path: string): string {
    return `${MemoryHost.root}/${path.split('/').map(encodeURIComponent).join('/')}`;
  }

  set(path: string, text: string): void {
    this.files.set(MemoryHost.uri(path), text);
  }

  delete(path: string): void {
    this.files.delete(MemoryHost.uri(path));
  }

  read(uri: string): Promise<HostFile> {
    this.reads += 1;
    const text = this.files.get(uri);
    return Promise.resolve(text === undefined ? { state: 'missing' } : { state: 'read', text });
  }

  stat(uri: string): Promise<{ size: number; modified: number; kind: 'file' | 'folder' } | undefined> {
    const text = this.files.get(uri);
    return Promise.resolve(text === undefined ? undefined : { size: text.length, modified: 0, kind: 'file' });
  }

  list(folder: string): Promise<readonly HostEntry[] | undefined> {
    const prefix = folder.endsWith('/') ? folder : `${folder}/`;
    const entries = new Map<string, HostEntry>();
    for (const uri of this.files.keys()) {
      if (!uri.startsWith(prefix)) continue;
      const [name = '', ...rest] = uri.slice(prefix.length).split('/');
      entries.set(name, { name: decodeURIComponent(name), kind: rest.length > 0 ? 'folder' : 'file' });
    }
    const sorted = [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    return Promise.resolve(entries.size === 0 ? undefined : sorted);
  }

  isTracked(uri: string): Promise<boolean | undefined> {
    return Promise.resolve(this.tracked?.(uri));
  }
}
