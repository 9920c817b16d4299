import {
  type Connection,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type FileEvent,
  WatchKind,
} from 'vscode-languageserver';
import { detectByName } from '../formats/detect.ts';
import { SETTINGS_NAME } from '../project/settings-store.ts';
import { baseName, canonicalUri, parentUri, uriPath } from '../project/uri.ts';
import type { Analysis } from './analysis.ts';
import type { Folders } from './folders.ts';
import type { Results } from './results.ts';

/** Files whose text matters: our formats, and what decides about them. */
const CONTENT =
  '**/{*.env,.env*,env.*,.flaskenv,*.yml,*.yaml,*.toml,*.toml.example,Pipfile,*.conf,*.conf.*,*.nginx,*.vhost,*.template,*.j2,*.jinja,*.jinja2,*.tpl,*.tmpl,*.gotmpl,*.erb,preflight.json,.gitignore}';
const NGINX_FOLDERS = '**/{nginx,sites-available,sites-enabled,snippets,conf.d}/**';

/** Asks the editor to tell of changes on disk. */
export async function watchFiles(connection: Connection): Promise<void> {
  await connection.client.register(DidChangeWatchedFilesNotification.type, {
    watchers: [
      { globPattern: CONTENT, kind: WatchKind.Change | WatchKind.Create },
      { globPattern: NGINX_FOLDERS, kind: WatchKind.Change | WatchKind.Create },
      // A deleted or renamed folder is reported as one event that no file pattern matches.
      { globPattern: '**', kind: WatchKind.Delete | WatchKind.Create },
    ],
  });
}

/** What must happen after some changes on disk. */
export interface Consequences {
  /** Files to check again, each by itself. */
  readonly check: ReadonlySet<string>;
  /** Files whose findings go. */
  readonly gone: ReadonlySet<string>;
  /** The set of files may have changed: walk the folders again. */
  readonly rescan: boolean;
  /** Open documents must be pulled again. */
  readonly refresh: boolean;
}

/** Takes changes on disk into the projects and says what follows from them. */
export function takeChanges(
  events: readonly FileEvent[],
  folders: Folders,
  results: Results,
  analysis: Analysis,
): Consequences {
  const check = new Set<string>();
  const gone = new Set<string>();
  let rescan = false;
  let refresh = false;
  takeDeletions(events, folders);
  for (const event of events) {
    const uri = canonicalUri(event.uri);
    folders.changed(uri);
    // What comes or goes may be taken in by a pattern or by its name; what changes is a dependency, or none.
    const isChange = event.type === FileChangeType.Changed && !decidesAboutOthers(uri);
    folders.note(isChange ? uri : undefined);
    if (decidesAboutOthers(uri)) {
      results.touch();
      rescan = true;
      refresh = true;
      continue;
    }
    for (const dependent of results.dependentsOf(uri)) check.add(dependent);
    refresh ||= analysis.openDependentsOf(uri).length > 0 || folders.isOpen(uri);
    if (event.type === FileChangeType.Deleted) {
      const open = folders.openUris.filter((one) => one === uri || one.startsWith(`${uri}/`));
      for (const file of [...results.below(uri), ...open]) {
        if (!folders.isOpen(file) || folders.isDeleted(file)) gone.add(file);
      }
      refresh ||= open.length > 0;
    } else if (results.get(uri) !== undefined) check.add(uri);
    if (event.type === FileChangeType.Changed) continue;
    // A file that comes or goes may be taken in by a pattern (`include conf.d/*.conf`) or by its name (an override).
    const format = detectByName(uriPath(uri))?.format;
    if (format !== undefined)
      results.touch(
        (result) =>
          result.format === format ||
          parentUri(result.uri) === parentUri(uri) ||
          // What a compose file mounts a TOML file as tells whose it is.
          (format === 'compose' && result.format === 'toml'),
      );
    if (format !== undefined) refresh ||= folders.openUris.length > 0;
    rescan ||= format !== undefined || (event.type === FileChangeType.Created && !baseName(uri).includes('.'));
  }
  for (const uri of [...check, ...gone]) results.touchFiles([uri]);
  return { check, gone, rescan, refresh };
}

/** A folder that goes and comes again tells so in one breath, in any order: what is there at its end is there. */
function takeDeletions(events: readonly FileEvent[], folders: Folders): void {
  for (const { type, uri } of events) if (type === FileChangeType.Deleted) folders.deleted(canonicalUri(uri));
  for (const { type, uri } of events) if (type !== FileChangeType.Deleted) folders.returned(canonicalUri(uri));
}

function decidesAboutOthers(uri: string): boolean {
  const name = baseName(uri);
  return name === SETTINGS_NAME || name === '.gitignore';
}
