import type { NginxDirective } from '../../formats/nginx/model/model.ts';
import { handsOut } from '../../subjects/nginx/access.ts';
import { isLocal } from '../../subjects/nginx/answers.ts';
import { someOf } from '../../subjects/nginx/scope-label.ts';
import { defineRule, nginx } from '../contract.ts';

const SECRET: readonly string[] = ['.env', '.git'];

export default defineRule({
  id: 'nginx/root-is-repo',
  subject: 'nginxDirective',
  severity: 'high',
  severityBecause:
    'anyone on the network × the passwords in .env, the source and its history in .git; low without those',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'The web folder is the project itself',
  why:
    'The folder that nginx serves holds the project’s own files: whoever asks for `/.env` or `/.git/HEAD` gets them, and robots ask every ' +
    'host for both. Looked up where a compose file mounts the folder beside this configuration, or `nginx.pathMap` names it.',
  references: [
    {
      name: 'CWE-538: Insertion of Sensitive Information into Externally-Accessible File',
      url: 'https://cwe.mitre.org/data/definitions/538.html',
    },
    {
      name: 'OWASP WSTG: Review Old Backup and Unreferenced Files',
      url: 'https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/02-Configuration_and_Deployment_Management_Testing/04-Review_Old_Backup_and_Unreferenced_Files_for_Sensitive_Information',
    },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      {
        ...nginx`
          server {
              root /var/www/html;
          }
        `,
        name: 'nginx/default.conf',
        files: {
          'docker-compose.yml':
            'services:\n  web:\n    image: nginx:1.28\n    volumes:\n      - .:/var/www/html\n      - ./nginx:/etc/nginx/conf.d:ro\n',
          '.env': 'DB_PASSWORD=\n',
        },
      },
    ],
    good: [
      nginx`
        server {
            root /var/www/site/public;
        }
      `,
      nginx`
        server {
            root $site_root;
        }
      `,
    ],
  },
  check(directive, report) {
    const folder = directive.scope.model.served.get(directive);
    const { server } = directive.scope;
    if (folder === undefined || server?.protocol !== 'http' || isLocal(server)) return;
    const out = folder.has.filter((name) => isHandedOut(directive, name === '.git' ? '.git/HEAD' : name));
    if (out.length === 0) return;
    report({
      at: directive.argAt(0),
      message: `This folder is the project: clients can fetch ${someOf(out, 3)}; serve a folder below it`,
      ...(out.some((name) => SECRET.includes(name)) ? {} : { severity: 'low' as const }),
    });
  },
});

/** Whether the line decides about the path of a file directly in its folder, and nothing keeps clients from it. */
function isHandedOut(directive: NginxDirective, name: string): boolean {
  const { server, location } = directive.scope;
  if (server === undefined || location?.isRegex === true || location?.modifier === '=') return false;
  // `root` keeps the location's path, so its folder is reached from `/` only.
  if (directive.name === 'root' && location !== undefined && location.path !== '/') return false;
  const before = location?.path ?? '/';
  if (!before.endsWith('/')) return false;
  const uri = before + name;
  const place = server.match(uri);
  if (place === 'unknown') return false;
  const scope = place === 'none' ? server.scope : place.scope;
  return scope.scalar('root').directive === directive && handsOut(server, uri);
}
