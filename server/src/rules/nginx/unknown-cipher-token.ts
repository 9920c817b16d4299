import { cipherElements } from '../../knowledge/tls/cipher-string.ts';
import { span } from '../../text/span.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/unknown-cipher-token',
  subject: 'nginxDirective',
  severity: 'low',
  severityBecause: 'hygiene: the word has no effect, a typo may drop what was meant',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'OpenSSL does not know a word of the cipher list',
  why: 'OpenSSL skips unknown words silently as long as any other is known. A misspelled exclusion excludes nothing.',
  references: [
    { name: 'OpenSSL cipher strings', url: 'https://docs.openssl.org/3.0/man1/openssl-ciphers/' },
    { name: 'nginx: ssl_ciphers', url: 'https://nginx.org/en/docs/http/ngx_http_ssl_module.html#ssl_ciphers' },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        ssl_ciphers HIGH:!aNUL:!MD5;
      `,
    ],
    good: [
      nginx`
        ssl_ciphers HIGH:!aNULL:!MD5:!EXPORT:!kEDH;
      `,
      nginx`
        ssl_ciphers PROFILE=SYSTEM;
      `,
    ],
  },
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
