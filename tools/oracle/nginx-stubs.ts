import type { NginxDirective, NginxInclude, NginxModel } from '../../server/src/formats/nginx/model/model.ts';
import { applyEdits, type TextEdit } from '../../server/src/text/edit.ts';

/** Where the stand-ins are. */
export interface StubPlaces {
  /** Holds `stub.pem`, `stub.key`, `empty`. */
  readonly stub: string;
  /** Where caches and temporary files may be made. */
  readonly scratch: string;
  /** The file of the sandbox that stands for a file of the project. */
  fileOf(uri: string): string;
}

const REMOVED: ReadonlySet<string> = new Set([
  'load_module',
  'ssl_dhparam',
  'ssl_crl',
  'ssl_stapling_file',
  'ssl_session_ticket_key',
  'ssl_password_file',
  'proxy_ssl_password_file',
  'proxy_ssl_crl',
]);
const STOCK: ReadonlySet<string> = new Set([
  'mime.types',
  'fastcgi_params',
  'fastcgi.conf',
  'scgi_params',
  'uwsgi_params',
  'proxy_params',
]);

/**
 * The texts of a tree with everything a machine must have replaced by stand-ins: certificates, names that must resolve, log and cache
 * folders, users, modules, included files. What the configuration *says* stays.
 */
export function stubbed(
  model: NginxModel,
  textOf: (uri: string) => string,
  places: StubPlaces,
): ReadonlyMap<string, string> {
  const includes = new Map(model.includes.map((include) => [include.directive, include]));
  const edits = new Map<string, Map<number, TextEdit>>();
  const touched = new Set([model.uri, ...model.includes.flatMap((include) => include.uris)]);
  const entries = model.scopes.filter((scope) => scope.kind === 'entries').flatMap((scope) => scope.directives);
  for (const directive of [...model.directives, ...entries]) {
    touched.add(directive.uri);
    for (const edit of editsFor(directive, model, places, includes.get(directive))) {
      const own = edits.get(directive.uri) ?? new Map<number, TextEdit>();
      own.set(edit.span.start, edit);
      edits.set(directive.uri, own);
    }
  }
  return new Map(
    [...touched].map((uri) => [uri, applyEdits(textOf(uri), disjoint([...(edits.get(uri)?.values() ?? [])]))]),
  );
}

/** A line that two placements treat differently keeps the first edit. */
function disjoint(edits: readonly TextEdit[]): readonly TextEdit[] {
  let end = -1;
  return [...edits]
    .sort((a, b) => a.span.start - b.span.start)
    .filter((edit) => {
      if (edit.span.start < end) return false;
      end = edit.span.end;
      return true;
    });
}

function editsFor(
  directive: NginxDirective,
  model: NginxModel,
  places: StubPlaces,
  include: NginxInclude | undefined,
): readonly TextEdit[] {
  const { name } = directive;
  if (include !== undefined) return includeEdits(directive, include, places);
  if (directive.node.terminator !== ';') return [];
  if (REMOVED.has(name)) return [{ span: directive.span, newText: '' }];
  if (name === 'user') return directive.args.slice(0, 2).map((arg) => ({ span: arg.span, newText: 'root' }));
  const first = directive.arg(0);
  if (first === undefined) return [];
  const stand = standIn(directive, first, places, model);
  if (stand === undefined) {
    return name === 'resolver' ? directive.args.flatMap((_, i) => hostEdit(directive, i, model)) : [];
  }
  return stand === first ? [] : replace(directive, 0, stand);
}

function standIn(directive: NginxDirective, first: string, places: StubPlaces, model: NginxModel): string | undefined {
  const { name } = directive;
  if (first.includes('$')) return first;
  if (/(?:^|_)ssl_(?:client_|trusted_)?certificate$/.test(name)) return `${places.stub}/stub.pem`;
  if (name.endsWith('ssl_certificate_key')) return `${places.stub}/stub.key`;
  if (name === 'access_log' || name === 'error_log')
    return /^(?:off|stderr|syslog:.*)$/.test(first) ? first : '/dev/null';
  if (name === 'pid' || name === 'lock_file') return `${places.scratch}/${name}`;
  if (name.endsWith('_temp_path') || name.endsWith('_cache_path'))
    return `${places.scratch}/${first.replace(/[^A-Za-z0-9]/g, '_')}`;
  if (name === 'auth_basic_user_file' || name === 'google_perftools_profiles') return `${places.stub}/empty`;
  if (name.endsWith('_pass') || name === 'auth_http' || (name === 'server' && directive.scope.kind === 'upstream'))
    return hostReplaced(first, model);
  return undefined;
}

function hostEdit(directive: NginxDirective, index: number, model: NginxModel): readonly TextEdit[] {
  const value = directive.arg(index) ?? '';
  if (value.includes('$') || value.includes('=')) return [];
  const replaced = hostReplaced(value, model);
  return replaced === value ? [] : replace(directive, index, replaced);
}

function replace(directive: NginxDirective, index: number, text: string): readonly TextEdit[] {
  const word = directive.args[index];
  return word === undefined ? [] : [{ span: word.span, newText: `"${text}"` }];
}

/** A host name that would have to resolve becomes 127.0.0.1; addresses, sockets and upstreams of the file stay. */
function hostReplaced(text: string, model: NginxModel): string {
  const scheme = /^[a-z]+:\/\//.exec(text)?.[0] ?? '';
  const rest = text.slice(scheme.length);
  if (rest.startsWith('unix:') || rest.startsWith('[') || rest.includes('$')) return text;
  const end = rest.search(/[:/?]/);
  const host = end === -1 ? rest : rest.slice(0, end);
  if (/^[\d.]+$/.test(host) || host.endsWith('.invalid') || host === '') return text;
  if (model.upstream(host, 'http') !== undefined || model.upstream(host, 'stream') !== undefined) return text;
  // Without a scheme there is no port to take for granted: the name was an upstream's, written in another file.
  const port = !scheme.startsWith('http') && rest[end] !== ':' ? ':9000' : '';
  return `${scheme}127.0.0.1${port}${end === -1 ? '' : rest.slice(end)}`;
}

function includeEdits(directive: NginxDirective, include: NginxInclude, places: StubPlaces): readonly TextEdit[] {
  const name = include.path.slice(include.path.lastIndexOf('/') + 1);
  if (include.state === 'missing') return [];
  if (include.state === 'read') {
    return [{ span: directive.span, newText: include.uris.map((uri) => `include "${places.fileOf(uri)}";`).join(' ') }];
  }
  if (include.state === 'stock' && STOCK.has(name))
    return [{ span: directive.span, newText: `include /etc/nginx/${name};` }];
  return [{ span: directive.span, newText: '' }];
}
