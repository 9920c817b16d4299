import { refuses } from '../../subjects/nginx/access.ts';
import { isPhpCatchAll } from '../../subjects/nginx/php.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/php-in-upload-dir',
  subject: 'nginxScope',
  severity: 'low',
  severityBecause: 'a user who may upload files × runs code on the server',
  category: 'exposure',
  profile: 'strict',
  stages: 'production',
  summary: 'PHP files among uploads are executed',
  why: 'A location for every `.php` also covers the folder users upload to. A script that gets past the upload check runs at once; a deny for `.php` below that folder stops it.',
  references: [
    {
      name: 'OWASP: Unrestricted file upload',
      url: 'https://owasp.org/www-community/vulnerabilities/Unrestricted_File_Upload',
    },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        server {
            location /uploads/ {
                expires 7d;
            }
            location ~ \.php$ {
                try_files $uri =404;
                fastcgi_pass php:9000;
            }
        }
      `,
    ],
    good: [
      nginx`
        server {
            location ~ ^/uploads/.*\.php$ {
                deny all;
            }
            location /uploads/ {
                expires 7d;
            }
            location ~ \.php$ {
                fastcgi_pass php:9000;
            }
        }
      `,
      nginx`
        server {
            location ^~ /uploads/ {
                expires 7d;
            }
            location ~ \.php$ {
                fastcgi_pass php:9000;
            }
        }
      `,
    ],
  },
  check(scope, report) {
    const { location, server } = scope;
    if (scope.kind !== 'location' || location?.modifier !== '' || server === undefined) return;
    if (!/\/(uploads?|media|files|attachments|avatars|user-?content)\/?$/i.test(location.path)) return;
    const script = server.match(`${location.path.replace(/\/$/, '')}/x.php`);
    if (typeof script === 'string' || script === location || refuses(script.scope) || !isPhpCatchAll(script.scope))
      return;
    report({
      at: location.pathAt,
      message: `PHP files uploaded to ${location.path.slice(0, 30)} are executed; deny .php there or use ^~`,
      related: [{ at: script.scope.at, message: 'The location that executes them' }],
    });
  },
});
