import { fixIf } from '../../finding/fix.ts';
import type { NginxScope } from '../../formats/nginx/model/model.ts';
import { accessTo, mayBeRestricted } from '../../subjects/nginx/access.ts';
import { isExplained } from '../../subjects/nginx/comments.ts';
import { hasNoVisitors } from '../../subjects/nginx/developer-tool.ts';
import { bytesOf } from '../../subjects/nginx/measures.ts';
import { placeWords } from '../../subjects/nginx/place-words.ts';
import { placeholder, replaceBySnippet } from '../../subjects/nginx/snippet.ts';
import { defineRule } from '../contract.ts';

// Services whose clients send files of any size: an image registry, object storage, git over HTTP, WebDAV.
const BLOB_STORES =
  /(^|[^a-z])(registry|harbor|nexus|artifact|minio|s3|storage|uploads?|webdav|dav|git|gitea|gitlab|lfs|nextcloud|owncloud|seafile|files?|backups?|blobs?|bucket|v2|media|attachments?|immich|photos?|videos?)([^a-z]|$)/i;

const GIB = 1024 ** 3;

export default defineRule({
  id: 'nginx/client-body-unlimited',
  subject: 'nginxDirective',
  directives: ['client_max_body_size'],
  severity: 'medium',
  category: 'limits',
  profile: 'recommended',
  stages: 'production',
  summary: 'Clients may send bodies of any size',
  fix: 'needs-input',
  formats: ['nginx'],
  thresholds: {
    'max-gigabytes': { default: 100, description: 'Largest body, in GiB, that still counts as a limit' },
    'large-gigabytes': { default: 1, description: 'Largest body, in GiB, that is not said to be large' },
  },
  check(directive, report, context) {
    const size = bytesOf(directive.arg(0));
    const limit = context.threshold('max-gigabytes') * GIB;
    if (size === undefined || (size > 0 && size <= context.threshold('large-gigabytes') * GIB)) return;
    const isLimit = size > 0 && size <= limit;
    // For one place, or a snippet whose place is not known, some gigabytes may be just what it takes.
    if (isLimit && directive.scope.kind !== 'http' && directive.scope.kind !== 'server') return;
    if (hasNoVisitors(directive.uri) || BLOB_STORES.test(placeWords(directive.scope).join(' '))) return;
    const access = accessTo(directive.scope);
    if (access === 'closed' || access === 'restricted' || isExplained(directive) || mayBeRestricted(directive.scope))
      return;
    report({
      at: directive.argAt(0),
      message: `client_max_body_size ${directive.arg(0)} lets any client ${isLimit ? 'fill the disk with a few requests' : 'send a body of any size'}; set the largest upload you need`,
      ...(isLimit || isDefaultOfUnseen(directive.scope) ? { severity: 'low' as const } : {}),
      fixes: fixIf(
        'Limit request bodies to the largest upload you need (10m is a guess: larger ones get 413)',
        'needs-input',
        replaceBySnippet(directive, 0, placeholder(1, '10m')),
      ),
    });
  },
});

/** A default for servers that are all in includes we do not see: each may set a limit of its own. */
function isDefaultOfUnseen(scope: NginxScope): boolean {
  return scope.kind === 'http' && scope.visible && scope.hides('server') && scope.model.servers.length === 0;
}
