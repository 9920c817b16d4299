import { fixIf } from '../../finding/fix.ts';
import type { NginxEdit, NginxScope, NginxServer } from '../../formats/nginx/model/model.ts';
import { handsOut } from '../../subjects/nginx/access.ts';
import { allLocations, handlerOf, isForDevelopment, isLocal, servesPages } from '../../subjects/nginx/answers.ts';
import { defineRule, nginx } from '../contract.ts';

// What a build writes or an image brings holds no dotfiles.
const BUILT =
  /(^|\/)(dist|build|public|out|_site|html|www|htdocs|static|site|web|pub|public_html|webroot|app\/webroot|browser)\/?$/i;
const BLOCK = 'location ~ /\\.(?!well-known(?:/|$)) {\n\tdeny all;\n}';

export default defineRule({
  id: 'nginx/dotfiles-exposed',
  subject: 'nginxScope',
  severity: 'medium',
  severityBecause: 'anyone on the network × reads .env and .git where they lie in the web folder',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'Files like .env and .git are served when they lie in the web folder',
  why:
    'nginx hands out dotfiles like any other file. A deployment that copies the repository publishes `.git` with the whole ' +
    'history and `.env` with the passwords; scanners ask every host for both.',
  references: [
    {
      name: 'h5bp: hidden files',
      url: 'https://github.com/h5bp/server-configs-nginx/blob/main/h5bp/security/x-content-type-options.conf',
    },
    {
      name: 'CWE-538: Insertion of Sensitive Information into Externally-Accessible File',
      url: 'https://cwe.mitre.org/data/definitions/538.html',
    },
  ],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        server {
            listen 80;
            root /srv/app;
            location / {
                try_files $uri $uri/ /index.php?$args;
            }
            location ~ \.php$ {
                fastcgi_pass php:9000;
            }
        }
      `,
    ],
    good: [
      nginx`
        server {
            root /srv/app;
            location ~ /\. {
                deny all;
            }
            location / {
                try_files $uri /index.html;
            }
        }
      `,
      nginx`
        server {
            root /srv/app/dist;
        }
      `,
      nginx`
        server {
            root /srv/app;
            location / {
                proxy_pass http://app:8080;
            }
        }
      `,
    ],
  },
  check(scope, report) {
    const { server } = scope;
    if (scope.kind !== 'server' || server === undefined || server.protocol !== 'http' || !scope.complete) return;
    if (isLocal(server) || isForDevelopment(server) || !servesPages(server)) return;
    const folder = rootOf(server);
    if (
      folder === undefined ||
      (BUILT.test(folder) && !hasPhp(server)) ||
      /\/(public|dist|build|web|webroot|pub)\/?$/.test(folder)
    )
      return;
    if (!handsOut(server, '/.env') || !handsOut(server, '/.git/config')) return;
    report({
      at: scope.at,
      message: '.env and .git in the web folder would be served to everybody; deny paths with a leading dot',
      fixes: fixIf(
        'Deny dotfiles except .well-known (such files answer 403)',
        'behavior-changing',
        denyBlock(scope, server),
      ),
    });
  },
});

function rootOf(server: NginxServer): string | undefined {
  const start = server.match('/');
  const scope = typeof start === 'string' ? server.scope : start.scope;
  return (scope.first('alias') ?? scope.scalar('root').directive)?.arg(0);
}

function hasPhp(server: NginxServer): boolean {
  return server.scope.descendants().some((scope) => handlerOf(scope)?.name === 'fastcgi_pass');
}

/** A regex in front of all locations; behind a `^~` it would not count, so then nothing is offered. */
function denyBlock(scope: NginxScope, server: NginxServer): readonly NginxEdit[] | undefined {
  const locations = allLocations(server);
  if (locations.some(({ modifier }) => modifier === '^~')) return undefined;
  const [first] = server.locations.filter((location) => location.scope.uri === scope.uri);
  return first === undefined
    ? scope.model.edit.insert(scope, BLOCK.split('\n'))
    : scope.model.edit.insertBlockBefore(first.scope, BLOCK);
}
