import { cipherElements } from '../../knowledge/tls/cipher-string.ts';
import { span } from '../../text/span.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/unknown-cipher-token',
  subject: 'nginxDirective',
  severity: 'low',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'OpenSSL does not know a word of the cipher list',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    if (!/^(proxy_|grpc_|uwsgi_)?ssl_ciphers$/.test(directive.name)) return;
    const list = directive.arg(0) ?? '';
    // BoringSSL, GnuTLS and distributions have words of their own; templates fill the list in later.
    if (/[[\]|$={}]/.test(list)) return;
    const unknown = cipherElements(list).find(
      (element) => element.kind === 'unknown' && isWord(element.names.join('')),
    );
    const word = directive.args[0];
    if (unknown === undefined || word === undefined) return;
    const start = word.content.start + unknown.span.start;
    const isExact = word.content.end - word.content.start === list.length;
    report({
      at: isExact
        ? { uri: directive.uri, span: span(start, start + unknown.span.end - unknown.span.start) }
        : directive.argAt(0),
      message: `OpenSSL does not know ${unknown.names.join('+').slice(0, 40)} and skips it; correct the spelling or remove it`,
    });
  },
});

function isWord(text: string): boolean {
  return /^[A-Za-z0-9_-]+$/.test(text);
}
