import type { NginxDirective } from '../../formats/nginx/model/model.ts';
import { answerOf } from '../../subjects/nginx/answers.ts';
import { isFreeText, startsWithSlash, taintIn } from '../../subjects/nginx/tainted-argument.ts';
import { targetAuthority } from '../../subjects/nginx/upstream-target.ts';
import { defineRule } from '../contract.ts';

// These begin with the `/` of the path, and nginx has merged double slashes.
const PATHS: readonly string[] = ['uri', 'document_uri', 'request_uri', 'http_host', 'host'];

export default defineRule({
  id: 'nginx/open-redirect',
  subject: 'nginxDirective',
  severity: 'medium',
  category: 'exposure',
  profile: 'recommended',
  stages: 'any',
  summary: 'Clients choose where a redirect goes',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    const sent = answerOf(directive);
    if (sent === undefined || !sent.isRedirect || sent.text === undefined) return;
    const authority = authorityOf(sent.text);
    const source = taintIn(directive, authority).find(
      (taint) => isFreeText(taint) && !PATHS.includes(taint.source) && !startsWithSlash(directive, taint.source),
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
