import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/valid-referers-none',
  subject: 'nginxDirective',
  severity: 'low',
  severityBecause: 'anyone on the network × what the Referer check was to stop',
  category: 'access',
  profile: 'strict',
  stages: 'any',
  summary: 'A Referer check accepts requests without a Referer',
  why: 'With `none` in `valid_referers` it is enough to leave the header out. That is right against hot-linking of images and useless as protection.',
  references: [
    {
      name: 'nginx: valid_referers',
      url: 'https://nginx.org/en/docs/http/ngx_http_referer_module.html#valid_referers',
    },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        location /api/ {
            valid_referers none server_names;
            if ($invalid_referer) {
                return 403;
            }
        }
      `,
    ],
    good: [
      nginx`
        location /api/ {
            valid_referers server_names;
        }
      `,
      nginx`
        location ~* \.(png|jpg)$ {
            valid_referers none blocked server_names;
        }
      `,
    ],
  },
  check(directive, report) {
    const index = directive.name === 'valid_referers' ? directive.values.indexOf('none') : -1;
    const path = directive.scope.location?.path ?? '';
    if (index < 0 || /\.|image|img|media|static|assets|download|video|photo/i.test(path)) return;
    report({
      at: directive.argAt(index),
      message: 'none lets requests without a Referer pass, so the check stops nobody; do not rely on it',
    });
  },
});
