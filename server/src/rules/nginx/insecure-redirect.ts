import { answerOf, isForDevelopment } from '../../subjects/nginx/answers.ts';
import { defineRule } from '../contract.ts';

const OWN: readonly string[] = ['host', 'http_host', 'server_name'];

export default defineRule({
  id: 'nginx/insecure-redirect',
  subject: 'nginxDirective',
  severity: 'low',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'A TLS server sends visitors to plain HTTP',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    const { server } = directive.scope;
    if (server?.protocol !== 'http' || server.tls !== 'all' || isForDevelopment(server)) return;
    const { isRedirect, text } = answerOf(directive) ?? {};
    const host =
      isRedirect === true ? /^http:\/\/([^/:?#]+)(?=[/?#]|$)/i.exec(text ?? '')?.[1]?.toLowerCase() : undefined;
    if (host === undefined) return;
    // `$host$request_uri`: where the name ends and the path begins.
    const name = host.startsWith('$') ? /^\$\{?(\w+)/.exec(host)?.[1] : host;
    const isSelf = OWN.includes(name ?? '') || server.names.some((own) => own.text === name);
    if (!isSelf) return;
    report({
      at: directive.argAt(directive.values.indexOf(text ?? '')),
      message: 'Visitors who came over TLS are sent to plain HTTP, readable on the way; redirect to https://',
    });
  },
});
