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
  profile: 'strict',
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
    const isIf = scope.kind === 'if';
    report({
      at: directive.at,
      message: isIf
        ? 'gzip without gzip_types compresses only text/html; list scripts and JSON too, around this if'
        : 'gzip without gzip_types compresses only text/html; list style sheets, scripts and JSON too',
      // nginx takes no list of types in an `if`
      fixes: isIf
        ? []
        : fixIf(
            'List the types of text, scripts and JSON (compressed for clients that take it)',
            'behavior-changing',
            scope.model.edit.insertAfter(directive, [TYPES]),
          ),
    });
  },
});

/** Whether no list is in force, here or further in, and nothing else compresses. */
function isListMissing(scope: NginxScope): boolean {
  const { directive, known } = scope.scalar('gzip_types');
  if (directive !== undefined || !known || mayCompress(scope)) return false;
  return !OTHERS.some((name) => scope.scalar(name).directive !== undefined);
}

/** Asked again for every `gzip on;` around it: of a scope only once. A cache only. */
const compressing = new WeakMap<NginxScope, boolean>();

/** Whether a list or another way to compress stands in a scope or further in, or may stand there unseen. */
function mayCompress(scope: NginxScope): boolean {
  let known = compressing.get(scope);
  if (known === undefined) {
    // from the innermost outwards: each is asked of itself and of the scopes right in it
    for (const inner of [...scope.descendants()].reverse()) if (!compressing.has(inner)) keep(inner);
    known = keep(scope);
  }
  return known;
}

function keep(scope: NginxScope): boolean {
  const is =
    scope.hides('gzip_types') ||
    ['gzip_types', ...OTHERS].some((name) => scope.first(name) !== undefined) ||
    scope.children.some((inner) => compressing.get(inner) === true);
  compressing.set(scope, is);
  return is;
}
