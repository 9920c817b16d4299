import type { NginxDirective } from '../../formats/nginx/model/model.ts';
import { answerOf } from '../../subjects/nginx/answers.ts';
import { startsWithSlash, taintIn } from '../../subjects/nginx/tainted-argument.ts';
import { targetAuthority } from '../../subjects/nginx/upstream-target.ts';
import { defineRule, nginx } from '../contract.ts';

// These begin with the `/` of the path, and nginx has merged double slashes.
const PATHS: readonly string[] = ['uri', 'document_uri', 'request_uri', 'http_host', 'host'];

export default defineRule({
  id: 'nginx/open-redirect',
  subject: 'nginxDirective',
  severity: 'medium',
  severityBecause: 'anyone on the network × sends visitors from this name to a site of their own',
  category: 'exposure',
  profile: 'recommended',
  stages: 'any',
  summary: 'Clients choose where a redirect goes',
  why:
    'A redirect whose host comes from an argument, a header or a capture takes visitors from a trusted name anywhere: to a copy ' +
    'of the login page, or past a check that only looks at the first address.',
  references: [
    { name: 'CWE-601: Open Redirect', url: 'https://cwe.mitre.org/data/definitions/601.html' },
    { name: 'nginx: return', url: 'https://nginx.org/en/docs/http/ngx_http_rewrite_module.html#return' },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        location /out {
            return 302 $arg_url;
        }
      `,
      nginx`
        rewrite ^/redir/(.*)$ $1 redirect;
      `,
    ],
    good: [
      nginx`
        location /out {
            return 302 https://www.example.org/?from=$arg_url;
        }
      `,
      nginx`
        rewrite ^/old/(.*)$ /new/$1 permanent;
      `,
      nginx`
        return 301 https://$host$request_uri;
      `,
      nginx`
        rewrite ^(.+)/$ $1 permanent;
      `,
    ],
  },
  check(directive, report) {
    const sent = answerOf(directive);
    if (sent === undefined || !sent.isRedirect || sent.text === undefined) return;
    const authority = authorityOf(sent.text);
    const source = taintIn(directive, authority).find(
      ({ control, source: name }) =>
        (control === 'text' || control === 'newlines') && !PATHS.includes(name) && !startsWithSlash(directive, name),
    );
    if (source === undefined || isBounded(directive, authority)) return;
    report({
      at: directive.argAt(directive.name === 'return' ? directive.args.length - 1 : 1),
      message: `A client chooses where this redirect goes by $${source.source.slice(0, 30)}; put a fixed host in front`,
    });
  },
});

function authorityOf(text: string): string {
  return text.startsWith('/') ? '' : targetAuthority(text);
}

/** `https://$1.example.org`: the end of the name is fixed. */
function isBounded(directive: NginxDirective, authority: string): boolean {
  const isClosedName = /\.[a-z0-9-]+(:\d+)?$/i.test(authority);
  const slash = taintIn(directive, authority).some(
    ({ source }) => source.startsWith('arg_') || source.startsWith('cookie_'),
  );
  return isClosedName && !slash;
}
