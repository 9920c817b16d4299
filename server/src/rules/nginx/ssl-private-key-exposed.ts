import { publishedBy } from '../../subjects/nginx/published-files.ts';
import { defineRule } from '../contract.ts';

const KEYS: readonly string[] = [
  'ssl_certificate_key',
  'proxy_ssl_certificate_key',
  'ssl_password_file',
  'ssl_session_ticket_key',
];

export default defineRule({
  id: 'nginx/ssl-private-key-exposed',
  subject: 'nginxDirective',
  directives: KEYS,
  severity: 'critical',
  category: 'secret',
  profile: 'essential',
  stages: 'any',
  summary: 'A private key lies in a folder that is served to clients',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    const folder = publishedBy(directive.arg(0) ?? '', directive.scope.model);
    if (folder === undefined) return;
    report({
      at: directive.argAt(0),
      message: 'This key file is inside a folder that is served to clients; move it out of the web root and renew it',
      related: [{ at: folder.at, message: 'This folder is served' }],
    });
  },
});
