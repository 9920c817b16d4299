import { fixIf } from '../../finding/fix.ts';
import { accessTo } from '../../subjects/nginx/access.ts';
import { bytesOf } from '../../subjects/nginx/measures.ts';
import { placeWords } from '../../subjects/nginx/place-words.ts';
import { placeholder, replaceBySnippet } from '../../subjects/nginx/snippet.ts';
import { defineRule, nginx } from '../contract.ts';

// Services whose clients send files of any size: an image registry, object storage, git over HTTP, WebDAV.
const BLOB_STORES =
  /(^|[^a-z])(registry|harbor|nexus|artifact|minio|s3|storage|uploads?|webdav|dav|git|gitea|gitlab|lfs|nextcloud|owncloud|seafile|files?|backups?|blobs?|bucket|v2|media|attachments?|immich|photos?|videos?)([^a-z]|$)/i;

export default defineRule({
  id: 'nginx/client-body-unlimited',
  subject: 'nginxDirective',
  severity: 'medium',
  severityBecause: 'anyone on the network × fills the disk or memory of one service',
  category: 'limits',
  profile: 'recommended',
  stages: 'production',
  summary: 'Clients may send bodies of any size',
  why:
    '`client_max_body_size 0` switches the check off. nginx writes large bodies to its temporary folder before the application ' +
    'sees them, so one client without a login can fill the disk.',
  references: [
    {
      name: 'nginx: client_max_body_size',
      url: 'https://nginx.org/en/docs/http/ngx_http_core_module.html#client_max_body_size',
    },
    {
      name: 'OWASP API4: Unrestricted Resource Consumption',
      url: 'https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/',
    },
  ],
  fix: 'needs-input',
  formats: ['nginx'],
  thresholds: { 'max-gigabytes': { default: 100, description: 'Largest body, in GiB, that still counts as a limit' } },
  examples: {
    bad: [
      nginx`
        server {
            client_max_body_size 0;
            location / {
                proxy_pass http://app:8080;
            }
        }
      `,
      nginx`
        http {
            client_max_body_size 0m;
        }
      `,
    ],
    good: [
      nginx`
        client_max_body_size 20m;
      `,
      nginx`
        location /v2/ {
            client_max_body_size 0;
            proxy_pass http://registry:5000;
        }
      `,
    ],
  },
  check(directive, report, context) {
    if (directive.name !== 'client_max_body_size') return;
    const size = bytesOf(directive.arg(0));
    const limit = context.threshold('max-gigabytes') * 1024 ** 3;
    if (size === undefined || (size > 0 && size <= limit)) return;
    if (BLOB_STORES.test(placeWords(directive.scope).join(' '))) return;
    const access = accessTo(directive.scope);
    if (access === 'closed' || access === 'restricted') return;
    report({
      at: directive.argAt(0),
      message: `client_max_body_size ${directive.arg(0)} lets any client send a body of any size; set what you need, like 10m`,
      fixes: fixIf(
        'Set a limit for request bodies',
        'needs-input',
        replaceBySnippet(directive, 0, placeholder(1, '10m')),
      ),
    });
  },
});
