import { handsOut } from '../../subjects/nginx/access.ts';
import { handlerOf, isForDevelopment, isLocal } from '../../subjects/nginx/answers.ts';
import { defineRule, nginx } from '../contract.ts';

const COPIES: readonly string[] = ['/config.php.bak', '/config.php~'];

export default defineRule({
  id: 'nginx/backup-files-exposed',
  subject: 'nginxScope',
  severity: 'low',
  severityBecause: 'anyone on the network × the source of a script with its passwords, if a copy was left behind',
  category: 'exposure',
  profile: 'all',
  stages: 'production',
  summary: 'Copies of PHP files would be sent as text',
  why: 'Editors and people leave `config.php.bak` and `config.php~` beside the script. PHP does not run them, so nginx sends their source, database password included, to whoever asks by name; scanners do.',
  references: [
    {
      name: 'OWASP WSTG: Review Old Backup and Unreferenced Files',
      url: 'https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/02-Configuration_and_Deployment_Management_Testing/04-Review_Old_Backup_and_Unreferenced_Files_for_Sensitive_Information',
    },
    {
      name: 'h5bp: file access',
      url: 'https://github.com/h5bp/server-configs-nginx/blob/main/h5bp/location/security_file_access.conf',
    },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        events {}
        http {
            server {
                listen 80;
                root /srv/www;
                location ~ \\.php$ {
                    try_files $uri =404;
                    fastcgi_pass php:9000;
                }
            }
        }
      `,
    ],
    good: [
      nginx`
        events {}
        http {
            server {
                listen 80;
                root /srv/www;
                location ~* (?:\\.(?:bak|old|orig|save|swp|sql)|~)$ {
                    deny all;
                }
                location ~ \\.php$ {
                    try_files $uri =404;
                    fastcgi_pass php:9000;
                }
            }
        }
      `,
      nginx`
        events {}
        http {
            server {
                listen 80;
                root /srv/www;
            }
        }
      `,
      nginx`
        server {
            include $site;
            root /srv/www;
            location ~ \\.php$ {
                fastcgi_pass php:9000;
            }
        }
      `,
    ],
  },
  check(scope, report) {
    const { server } = scope;
    if (scope.kind !== 'server' || server?.protocol !== 'http' || !scope.complete) return;
    if (isLocal(server) || isForDevelopment(server) || scope.scalar('root').directive === undefined) return;
    const hasPhp = scope.descendants().some((inner) => handlerOf(inner)?.name === 'fastcgi_pass');
    // A folder for one front controller: the scripts with passwords are elsewhere.
    if (/\/(public|web|webroot|pub|htdocs\/public)\/?$/.test(scope.scalar('root').directive?.arg(0) ?? '')) return;
    if (!hasPhp || !COPIES.every((path) => handsOut(server, path))) return;
    report({
      at: scope.at,
      message: 'Copies like config.php.bak or config.php~ would be sent as source text; deny names that end like these',
    });
  },
});
