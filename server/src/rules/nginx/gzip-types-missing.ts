import { fixIf } from '../../finding/fix.ts';
import type { NginxScope } from '../../formats/nginx/model/model.ts';
import { isForDevelopment, isLocal } from '../../subjects/nginx/answers.ts';
import { defineRule } from '../contract.ts';

/** `text/html` is always among them (https://nginx.org/en/docs/http/ngx_http_gzip_module.html#gzip_types). */
const TYPES = 'gzip_types text/plain text/css text/javascript application/javascript application/json image/svg+xml;';
/** Other ways to compress, with a list of their own. */
const OTHERS: readonly string[] = ['brotli', 'brotli_static', 'zstd', 'gzip_static'];

export default defineRule({
  id: 'nginx/gzip-types-missing',
  subject: 'nginxDirective',
  directives: ['gzip'],
  severity: 'low',
  category: 'limits',
  profile: 'recommended',
  stages: 'production',
  summary: 'gzip is on for pages only, scripts and JSON go out uncompressed',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    const { scope } = directive;
    const { server } = scope;
    if (directive.arg(0)?.toLowerCase() !== 'on' || scope.protocol !== 'http') return;
    if (server !== undefined && (isLocal(server) || isForDevelopment(server))) return;
    if (!isListMissing(scope)) return;
    report({
      at: directive.at,
      message: 'gzip without gzip_types compresses only text/html; list style sheets, scripts and JSON too',
      fixes: fixIf(
        'List the types of text, scripts and JSON (compressed for clients that take it)',
        'behavior-changing',
        scope.model.edit.insertAfter(directive, [TYPES]),
      ),
    });
  },
});

/** Whether no list is in force, here or further in. */
function isListMissing(scope: NginxScope): boolean {
  const { directive, known } = scope.scalar('gzip_types');
  if (directive !== undefined) return false;
  const inside = [scope, ...scope.descendants()];
  if (inside.some((inner) => inner.first('gzip_types') !== undefined)) return false;
  if (inside.some((inner) => OTHERS.some((name) => inner.first(name) !== undefined))) return false;
  return known && !inside.some((inner) => inner.hides('gzip_types'));
}
