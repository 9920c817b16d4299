import { fixIf } from '../../finding/fix.ts';
import { replacePath } from '../../subjects/nginx/location-edits.ts';
import { labelOf } from '../../subjects/nginx/scope-label.ts';
import { upstreamTarget } from '../../subjects/nginx/upstream-target.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/proxy-off-by-slash',
  subject: 'nginxDirective',
  severity: 'high',
  severityBecause: 'anyone on the network × reaches parts of the application that were not meant to be published',
  category: 'exposure',
  profile: 'essential',
  stages: 'any',
  summary: 'Clients can leave the proxied folder of the application',
  why:
    'nginx replaces the location’s text by the path of `proxy_pass`. With `location /api` and `proxy_pass http://app/v1/` a ' +
    'request for `/api../admin` reaches the application as `/v1/../admin`.',
  references: [
    { name: 'nginx: proxy_pass', url: 'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_pass' },
    {
      name: 'Orange Tsai: Breaking Parser Logic',
      url: 'https://i.blackhat.com/us-18/Wed-August-8/us-18-Orange-Tsai-Breaking-Parser-Logic-Take-Your-Path-Normalization-Off-And-Pop-0days-Out-2.pdf',
    },
  ],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        location /api {
            proxy_pass http://app:8080/v1/;
        }
      `,
    ],
    good: [
      nginx`
        location /api/ {
            proxy_pass http://app:8080/v1/;
        }
      `,
      nginx`
        location /api {
            proxy_pass http://app:8080;
        }
      `,
      nginx`
        location = /api {
            proxy_pass http://app:8080/v1/;
        }
      `,
    ],
  },
  check(directive, report) {
    const { location } = directive.scope;
    if (directive.name !== 'proxy_pass' || location === undefined || location.scope !== directive.scope) return;
    if ((location.modifier !== '' && location.modifier !== '^~') || location.path === '' || location.path.endsWith('/'))
      return;
    const uri = upstreamTarget(directive)?.uri;
    // With `/` alone there is nothing above the folder to climb to.
    if (uri === undefined || uri === '/' || !uri.endsWith('/') || uri.includes('$')) return;
    report({
      at: location.pathAt,
      message: `${labelOf(location.scope)} maps ${location.path.slice(0, 20)}../ above ${uri.slice(0, 20)} of the application; end it with /`,
      related: [{ at: directive.argAt(0), message: 'The path requests are mapped to' }],
      fixes: fixIf(
        `Write location ${location.path}/ (${location.path} without the slash is no longer proxied from here)`,
        'behavior-changing',
        replacePath(location, `${location.path}/`),
      ),
    });
  },
});
