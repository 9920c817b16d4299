import type { NginxDirective, NginxModel } from '../../formats/nginx/model/model.ts';
import type { Span } from '../../text/span.ts';
import { encodePath } from '../../text/uri-text.ts';
import type { FolderLook, FolderName } from '../item/folder-look.ts';
import { isProjectPath, type PathMention } from '../item/path-mention.ts';
import { type NginxCompletion, plainItem, rankText } from './completion-item.ts';
import type { NginxPlace } from './place.ts';

/** Directives whose argument of that number is a file of the configuration, and what such files are usually called. */
const FILES: Readonly<Record<string, { readonly index: number; readonly named: RegExp }>> = {
  include: { index: 0, named: /\.(?:conf|inc|nginx|types|params)$|_params$|^[^.]+$/ },
  ssl_certificate: { index: 0, named: /\.(?:pem|crt|cer|cert)$/ },
  ssl_certificate_key: { index: 0, named: /\.(?:key|pem)$/ },
  ssl_trusted_certificate: { index: 0, named: /\.(?:pem|crt|cer|cert)$/ },
  ssl_client_certificate: { index: 0, named: /\.(?:pem|crt|cer|cert)$/ },
  ssl_crl: { index: 0, named: /\.(?:pem|crl)$/ },
  ssl_dhparam: { index: 0, named: /\.pem$|dhparam/ },
  proxy_ssl_trusted_certificate: { index: 0, named: /\.(?:pem|crt|cer|cert)$/ },
  proxy_ssl_certificate: { index: 0, named: /\.(?:pem|crt|cer|cert)$/ },
  proxy_ssl_certificate_key: { index: 0, named: /\.(?:key|pem)$/ },
  auth_basic_user_file: { index: 0, named: /htpasswd|passw|\.htp/ },
};

/** Files that every nginx package brings beside its `nginx.conf`. */
const STOCK = ['mime.types', 'fastcgi_params', 'uwsgi_params', 'scgi_params', 'proxy_params'];

/** More names of one folder are not proposed. */
const MOST_NAMES = 500;

/** The files that a path being typed may name: those likely for the directive first; empty for directives that name none. */
export function fileCompletions(
  model: NginxModel,
  directive: NginxDirective,
  { index, word }: NginxPlace,
  look: FolderLook | undefined,
): readonly NginxCompletion[] {
  const wanted = Object.hasOwn(FILES, directive.name) ? FILES[directive.name] : undefined;
  if (wanted === undefined || wanted.index !== index) return [];
  const typed = model.file.text.slice(word.start, word.end);
  const before = typed.slice(0, typed.lastIndexOf('/') + 1);
  const found = look === undefined ? [] : namesBelow(model, before, look);
  const isInclude = directive.name === 'include';
  return [
    ...found.flatMap((entry, i) => itemsFor(entry, i, before, word, wanted.named, isInclude)),
    ...(isInclude && before === ''
      ? STOCK.filter((name) => found.every((entry) => entry.name !== name)).map((name, i) =>
          plainItem(name, 'file', 'comes with nginx', word, rankText(3, i)),
        )
      : []),
  ];
}

/** The names in the first folder that the typed path may mean. */
function namesBelow(model: NginxModel, before: string, look: FolderLook): readonly FolderName[] {
  for (const folder of model.foldersOf(before)) {
    const names = look(folder);
    if (names !== undefined && names.length > 0)
      return names.filter(({ name }) => !name.startsWith('.') || /^\.ht/.test(name)).slice(0, MOST_NAMES);
  }
  return [];
}

function itemsFor(
  { name, isFolder }: FolderName,
  i: number,
  before: string,
  word: Span,
  named: RegExp,
  isInclude: boolean,
): readonly NginxCompletion[] {
  // Names that would need quotes or escapes are not worth a proposal that might break the file.
  if (!/^[\w.@+,-]+$/.test(name)) return [];
  const path = `${before}${name}`;
  if (!isFolder) return [plainItem(path, 'file', '', word, rankText(named.test(name) ? 0 : 2, i))];
  const folder = { ...plainItem(`${path}/`, 'folder', '', word, rankText(1, i)), goesOn: true };
  return isInclude
    ? [folder, plainItem(`${path}/*.conf`, 'file', 'every file of the folder', word, rankText(2, i))]
    : [folder];
}

/** The files of the configuration that the directives of a file name, except by `include`, which the model follows itself. */
export function nginxPaths(model: NginxModel): readonly PathMention[] {
  return model.directives.flatMap(({ name, uri, args }) => {
    const word = args[0];
    if (uri !== model.uri || word === undefined || name === 'include' || !Object.hasOwn(FILES, name)) return [];
    const path = word.value;
    const slash = path.lastIndexOf('/') + 1;
    if (!isProjectPath(path.slice(slash)) || path.includes('$')) return [];
    const uris = model.foldersOf(path.slice(0, slash)).map((folder) => `${folder}/${encodePath(path.slice(slash))}`);
    return [{ span: word.content, uris }];
  });
}
