import type { NginxDirective, NginxScope } from '../../formats/nginx/model/model.ts';
import { regexCondition } from '../../formats/nginx/model/taint.ts';
import { parseRegex, regexMatches } from '../../formats/nginx/read/regex.ts';
import { answer } from './answers.ts';

/** Paths with a line break, as each variable shows them: as sent (in both cases of the digit), and decoded. */
const WITH_BREAKS: Readonly<Record<string, readonly string[]>> = {
  request_uri: ['/a%0db', '/a%0Db', '/a%0ab', '/a%0Ab'],
  request: ['GET /a%0db HTTP/1.1', 'GET /a%0Db HTTP/1.1', 'GET /a%0ab HTTP/1.1', 'GET /a%0Ab HTTP/1.1'],
  uri: ['/a\rb', '/a\nb'],
  document_uri: ['/a\rb', '/a\nb'],
};

/**
 * Whether requests with CR or LF in their path have been answered before a directive counts: an `if` in front of it, at its level or at the
 * server's, whose pattern meets all of them (`if ($request_uri ~* "%0A|%0D") { return 403; }`).
 */
export function areLineBreaksRefused({ scope, span, uri }: NginxDirective): boolean {
  const levels = [scope, scope.location?.scope, scope.server?.scope];
  return levels.some((level) =>
    level?.children.some(
      (child) =>
        isRefusal(child) &&
        // Of one level the order counts; the server's own run before those of any location.
        (level !== scope || child.opener?.uri !== uri || child.opener.span.start < span.start),
    ),
  );
}

function isRefusal(scope: NginxScope): boolean {
  if (scope.kind !== 'if' || answer(scope) === undefined) return false;
  const condition = regexCondition(scope.opener?.values ?? []);
  if (condition === undefined || condition.negated) return false;
  const paths = WITH_BREAKS[condition.variable.replace(/[${}]/g, '').toLowerCase()] ?? [];
  const regex = parseRegex(condition.pattern, condition.ignoreCase);
  return paths.length > 0 && paths.every((path) => regexMatches(regex, path) === true);
}
