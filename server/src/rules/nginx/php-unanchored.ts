import { fixIf } from '../../finding/fix.ts';
import { replacePath } from '../../subjects/nginx/location-edits.ts';
import { isPhpCatchAll } from '../../subjects/nginx/php.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/php-unanchored',
  subject: 'nginxScope',
  severity: 'medium',
  severityBecause: 'a user who may upload files × runs code, where PHP’s own guards are off',
  category: 'exposure',
  profile: 'recommended',
  stages: 'any',
  summary: 'Files with .php anywhere in their name reach PHP',
  why: 'A pattern without `$` matches in the middle too: `/upload/shell.php.jpg` is an image for the upload check and a script for nginx.',
  references: [
    { name: 'nginx: location', url: 'https://nginx.org/en/docs/http/ngx_http_core_module.html#location' },
    {
      name: 'OWASP: Unrestricted file upload',
      url: 'https://owasp.org/www-community/vulnerabilities/Unrestricted_File_Upload',
    },
  ],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        location ~ \.php {
            try_files $uri =404;
            fastcgi_pass php:9000;
        }
      `,
    ],
    good: [
      nginx`
        location ~ \.php$ {
            fastcgi_pass php:9000;
        }
      `,
      nginx`
        location ~ [^/]\.php(/|$) {
            fastcgi_split_path_info ^(.+?\.php)(/.*)$;
            fastcgi_pass php:9000;
        }
      `,
    ],
  },
  check(scope, report) {
    const { location } = scope;
    if (!isPhpCatchAll(scope) || location === undefined || !/^[^|$]*\.php\)?$/i.test(location.path)) return;
    report({
      at: location.pathAt,
      message: 'This pattern also matches shell.php.jpg, which then reaches PHP; end it with $',
      fixes: fixIf(
        'End the pattern with $ (paths that go on behind .php no longer reach PHP)',
        'behavior-changing',
        replacePath(location, `${location.path}$`),
      ),
    });
  },
});
