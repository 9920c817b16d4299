import { fixIf } from '../../finding/fix.ts';
import { answer, handlerOf } from '../../subjects/nginx/answers.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/default-type-html',
  subject: 'nginxDirective',
  severity: 'medium',
  severityBecause: 'a user who may upload files × runs scripts in others’ sessions',
  category: 'exposure',
  profile: 'recommended',
  stages: 'any',
  summary: 'Files of unknown type are sent as pages',
  why: 'With `default_type text/html` an upload with an unknown extension opens as a page of this site and its scripts run with the visitor’s session.',
  references: [
    { name: 'nginx: default_type', url: 'https://nginx.org/en/docs/http/ngx_http_core_module.html#default_type' },
  ],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        location /uploads/ {
            root /srv/www;
            default_type text/html;
        }
      `,
    ],
    good: [
      nginx`
        location /uploads/ {
            root /srv/www;
            default_type application/octet-stream;
        }
      `,
      nginx`
        location /docs/ {
            default_type text/html;
            root /srv/www;
        }
      `,
    ],
  },
  check(directive, report) {
    if (
      directive.name !== 'default_type' ||
      !/^(text\/html|application\/xhtml\+xml|image\/svg\+xml)$/i.test(directive.arg(0) ?? '')
    )
      return;
    const { scope } = directive;
    if (
      !/upload|media|user|avatar|attachment|files?\//i.test(scope.location?.path ?? '') ||
      handlerOf(scope) !== undefined ||
      answer(scope) !== undefined
    )
      return;
    report({
      at: directive.argAt(0),
      message: `Uploads of unknown type open as ${directive.arg(0)} and their scripts run; use application/octet-stream`,
      fixes: fixIf(
        'Use application/octet-stream (browsers download such files)',
        'behavior-changing',
        scope.model.edit.replaceArg(directive, 0, 'application/octet-stream'),
      ),
    });
  },
});
