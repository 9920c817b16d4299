import type { NginxServerName } from '../../formats/nginx/model/model.ts';
import { isOpaque } from '../../subjects/nginx/validation/value-problem.ts';
import { defineRule } from '../contract.ts';

const LISTEN_WORDS: ReadonlySet<string> = new Set(['default_server', 'ssl', 'http2', 'quic', 'proxy_protocol']);

export default defineRule({
  id: 'nginx/server-name-never-matches',
  subject: 'nginxDirective',
  directives: ['server_name'],
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'A server name that no request can ask for',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    if (directive.scope.protocol !== 'http') return;
    const names = directive.scope.server?.names.filter((name) => name.directive === directive) ?? [];
    for (const [index, name] of names.entries()) {
      const why = reason(name);
      if (why === undefined) continue;
      // Beside a name that works only the extra one is lost.
      const isOnly = names.every((other) => reason(other) !== undefined);
      report({
        at: directive.argAt(index),
        message: why,
        ...(isOnly ? {} : { severity: 'low' as const }),
      });
      return;
    }
  },
});

/** What is wrong with a name; `undefined`: a request may ask for it, or a template fills it in. */
function reason({ text, kind }: NginxServerName): string | undefined {
  if (kind === 'regex' || kind === 'unknown' || isOpaque(text)) return undefined;
  const shown = text.slice(0, 32);
  if (LISTEN_WORDS.has(text)) return `"${text}" is a name here, which no request asks for; move it to listen`;
  if (text.includes('://')) return `No Host is "${shown}": a name has no scheme; write the host alone`;
  if (text.includes('/')) return `No Host is "${shown}": a name has no path; write the host alone`;
  if (/^[a-z0-9.*-]+:\d+$/.test(text))
    return `"${shown}" never matches: nginx compares without the port; delete the port`;
  if (/^[a-z0-9.*-]+,/.test(text)) return `"${shown}" never matches: names are separated by spaces; delete the comma`;
  return undefined;
}
