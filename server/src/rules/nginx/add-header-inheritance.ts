import { fixIf } from '../../finding/fix.ts';
import type { NginxScope } from '../../formats/nginx/model/model.ts';
import { OBSOLETE_HEADERS, SECURITY_HEADER_NAMES } from '../../knowledge/headers/security-headers.ts';
import { answer, handlerOf } from '../../subjects/nginx/answers.ts';
import { isAssetPath } from '../../subjects/nginx/content.ts';
import { ALLOW_ORIGIN, mayBeSentTwice } from '../../subjects/nginx/cors.ts';
import { droppedHeaders, type ResponseHeader } from '../../subjects/nginx/response-headers.ts';
import { labelOf, someOf } from '../../subjects/nginx/scope-label.ts';
import { hostKind, upstreamTarget } from '../../subjects/nginx/upstream-target.ts';
import { isBefore } from '../../subjects/nginx/version.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/add-header-inheritance',
  subject: 'nginxScope',
  severity: 'medium',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'A block with its own add_header drops the headers of the level above',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(scope, report, context) {
    const { parent } = scope;
    if (parent === undefined || scope.own('add_header').length === 0) return;
    const lost = droppedHeaders(scope, parent).filter((header) => isLoss(header, scope));
    // What the loss is about first.
    const dropped = [
      ...lost.filter((header) => matters(header, scope)),
      ...lost.filter((header) => !matters(header, scope)),
    ];
    const [first] = dropped;
    const isHstsOnly =
      dropped.length === 1 && first?.name === 'strict-transport-security' && scope.server?.tls !== 'none';
    if (first === undefined || isHstsOnly || isEmptyAnswer(scope) || isOnlyContentType(scope)) return;
    if (scope.first('add_header_inherit')?.arg(0) === 'off') return;
    const { edit } = scope.model;
    const copies = dropped.map(({ directive }) => edit.textOf(directive));
    const isDoubled = dropped.some(({ name }) => name === ALLOW_ORIGIN) && mayBeSentTwice(scope);
    const { version } = context.nginx;
    const canMerge =
      version !== undefined && !isBefore(version, '1.29.3') && scope.first('add_header_inherit') === undefined;
    report({
      at: scope.at,
      message: `${labelOf(scope)}: its own add_header drops ${someOf(dropped.map(writtenName), 2, 32)}; repeat them`,
      ...(dropped.some((header) => matters(header, scope)) && !isOfAnotherSite(scope)
        ? {}
        : { severity: 'low' as const }),
      related: [{ at: first.directive.at, message: 'The first header that is lost' }],
      fixes: [
        ...fixIf(
          'Repeat the lost headers here (its answers carry them again)',
          'behavior-changing',
          isDoubled ? undefined : edit.insert(scope, copies),
          dropped.map(({ directive }) => directive),
        ),
        ...(canMerge
          ? fixIf(
              'Merge with the level above by add_header_inherit (its answers carry all headers)',
              'behavior-changing',
              edit.insert(scope, ['add_header_inherit merge;'], { first: true }),
            )
          : []),
      ],
    });
  },
});

// How long an answer is kept belongs to its location.
const CACHING: readonly string[] = ['cache-control', 'expires', 'pragma'];
// What a browser looks at when it loads a style sheet, an image or a font.
const ON_ASSETS =
  /^(?:x-content-type-options|strict-transport-security|cross-origin-resource-policy|access-control-.*|timing-allow-origin)$/;

/** What browsers no longer read is no loss, nor what only protects pages where only assets are handed out. */
function isLoss({ name, directive }: ResponseHeader, scope: NginxScope): boolean {
  if (directive.name !== 'add_header' || name === 'x-xss-protection' || CACHING.includes(name)) return false;
  return !Object.hasOwn(OBSOLETE_HEADERS, name) && (!isAssetPath(scope) || ON_ASSETS.test(name));
}

/** Framing and script rules protect pages: a style sheet, an image, a text written out in the file has nothing to frame. */
function matters(header: ResponseHeader, scope: NginxScope): boolean {
  return SECURITY_HEADER_NAMES.has(header.name) && !isAssetPath(scope) && !isLiteral(scope);
}

/** Pages fetched from a public host are made elsewhere: what of the set fits them is another question. */
function isOfAnotherSite(scope: NginxScope): boolean {
  const handler = handlerOf(scope);
  const target = handler === undefined ? undefined : upstreamTarget(handler);
  return target !== undefined && target.upstream === undefined && hostKind(target.host) === 'public-name';
}

function writtenName(header: ResponseHeader): string {
  return header.directive.arg(0) ?? header.name;
}

/** Where the only line is a Content-Type for a text of the file, `add-header-content-type` takes it away, and the set comes back. */
function isOnlyContentType(scope: NginxScope): boolean {
  const own = scope.own('add_header');
  return isLiteral(scope) && own.every((directive) => directive.arg(0)?.toLowerCase() === 'content-type');
}

/** Redirects, preflights and refusals have no page that a header could protect. */
function isEmptyAnswer(scope: NginxScope): boolean {
  const status = answer(scope)?.status;
  return status !== undefined && status !== 200;
}

/** `return 200 "User-agent: *";`: a text that the file itself holds, and no markup. */
function isLiteral(scope: NginxScope): boolean {
  const sent = answer(scope);
  return sent?.status === 200 && !/[<$]/.test(sent.text ?? '');
}
