import { fixIf } from '../../finding/fix.ts';
import type { NginxScope } from '../../formats/nginx/model/model.ts';
import { accessTo, mayBeRestricted } from '../../subjects/nginx/access.ts';
import { handlerOf } from '../../subjects/nginx/answers.ts';
import { fileNameOf, folderUriOf } from '../../text/uri-text.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/autoindex-on',
  subject: 'nginxDirective',
  severity: 'medium',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'Folders are listed to clients',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    const name = directive.name === 'fancyindex' ? 'fancyindex' : 'autoindex';
    if (directive.name !== name || directive.arg(0)?.toLowerCase() !== 'on') return;
    const { scope } = directive;
    if (scope.protocol === 'stream') return;
    const access = accessTo(scope);
    if (
      access === 'closed' ||
      access === 'restricted' ||
      handlerOf(scope) !== undefined ||
      isDownloads(scope) ||
      mayBeRestricted(scope)
    )
      return;
    report({
      at: directive.argAt(0),
      message: `${name} on shows the names of all files in a folder; switch it off outside of download areas`,
      ...(isWide(scope) && !servesFilesOnly(scope) ? {} : { severity: 'low' as const }),
      fixes: fixIf(
        `Set ${name} off (folders without an index page answer 403)`,
        'behavior-changing',
        scope.model.edit.replaceArg(directive, 0, 'off'),
      ),
    });
  },
});

function isWide(scope: NginxScope): boolean {
  return scope.kind !== 'location' || scope.location?.path === '/';
}

const DOWNLOADS =
  /(?:^|[/_-])(?:files?|downloads?|pub|mirrors?|repos?|archives?|ftp|shared?|releases?|packages?|isos?|listing|dists?|artifacts?)(?:[/_-]|$)/i;

/** Trees that machines boot or install from: their files are public, and installers read the listings. */
const BOOT = /(?:^|[/_.-])(?:i?pxe|pxelinux|netboot|tftp(?:boot)?|kickstart|preseed|ignition)(?:[/_.-]|$)/i;

/** A place whose path, folder or file says that it is there to be listed. */
function isDownloads(scope: NginxScope): boolean {
  const root = scope.scalar('root').directive?.arg(0) ?? '';
  if ([root, scope.first('alias')?.arg(0) ?? '', fileNameOf(folderUriOf(scope.uri))].some((path) => BOOT.test(path)))
    return true;
  const path = scope.location?.path ?? '';
  return DOWNLOADS.test(path) || BOOT.test(path);
}

/** Whether nothing in the server is an application: then the listing is what it is for. */
function servesFilesOnly(scope: NginxScope): boolean {
  const server = scope.server?.scope;
  if (server === undefined || !server.complete) return false;
  return [server, ...server.descendants()].every((inner) => handlerOf(inner) === undefined);
}
