import { publishedBy } from '../../subjects/nginx/published-files.ts';
import { defineRule } from '../contract.ts';

const FILES: readonly string[] = ['auth_basic_user_file', 'auth_jwt_key_file'];

export default defineRule({
  id: 'nginx/auth-file-in-root',
  subject: 'nginxDirective',
  directives: FILES,
  severity: 'high',
  category: 'secret',
  profile: 'essential',
  stages: 'any',
  summary: 'A password file lies in a folder that is served to clients',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    const path = directive.arg(0) ?? '';
    const folder = publishedBy(path, directive.scope.model);
    // Apache’s habit of denying .ht* is common in nginx files as well.
    const server = directive.scope.server;
    const place = folder === undefined ? undefined : server?.match(`/${path.slice(path.lastIndexOf('/') + 1)}`);
    if (
      folder === undefined ||
      (place !== undefined && typeof place !== 'string' && place.isRegex && place.scope.own('deny').length > 0)
    )
      return;
    report({
      at: directive.argAt(0),
      message: 'This password file is inside a folder that is served to clients; move it out of the web root',
      related: [{ at: folder.at, message: 'This folder is served' }],
    });
  },
});
