import { type Fix, fixIf } from '../../finding/fix.ts';
import type { NginxDirective, NginxScope } from '../../formats/nginx/model/model.ts';
import { answerOf } from '../../subjects/nginx/answers.ts';
import { areLineBreaksRefused } from '../../subjects/nginx/line-breaks.ts';
import { lineBreakIn, returnIn } from '../../subjects/nginx/tainted-argument.ts';
import { defineRule } from '../contract.ts';

const HEADERS: Readonly<Record<string, number>> = {
  add_header: 1,
  add_trailer: 1,
  proxy_set_header: 1,
  grpc_set_header: 1,
  proxy_pass: 0,
};

export default defineRule({
  id: 'nginx/http-splitting',
  subject: 'nginxDirective',
  severity: 'high',
  category: 'exposure',
  profile: 'essential',
  stages: 'any',
  summary: 'A decoded path with line breaks gets into a header',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    const index = headerIndex(directive);
    if (index === undefined || directive.scope.protocol === 'stream' || isInternal(directive.scope)) return;
    const text = directive.arg(index) ?? '';
    const source = lineBreakIn(directive, text);
    if (text.includes('$') && areLineBreaksRefused(directive)) return;
    if (source === undefined) {
      const half = returnIn(directive, text);
      if (half === undefined) return;
      report({
        at: directive.argAt(index),
        message: `$${half.source.slice(0, 20)} is decoded and may hold a bare CR, a line end to some programs; keep \\r out of its pattern`,
        severity: 'low',
      });
      return;
    }
    report({
      at: directive.argAt(index),
      message: `$${source.source.slice(0, 30)} is decoded and may hold line breaks, which split the header; ${adviceFor(source.source)}`,
      fixes: () => encodedFix(directive, index, text),
    });
  },
});

/** Only the server itself sends requests there (`X-Accel-Redirect`, `error_page`): the path is its own. */
function isInternal(scope: NginxScope): boolean {
  return scope.scalar('internal').directive !== undefined || scope.location?.modifier === '@';
}

function adviceFor(source: string): string {
  return source === 'uri' || source === 'document_uri' ? 'use $request_uri' : 'keep \\r and \\n out of its pattern';
}

/** The argument that ends up in a header line; `undefined` for bodies and internal rewrites. */
function headerIndex(directive: NginxDirective): number | undefined {
  const fixed = HEADERS[directive.name];
  if (fixed !== undefined) return fixed;
  const sent = answerOf(directive);
  if (sent === undefined || !sent.isRedirect || sent.text === undefined) return undefined;
  return directive.name === 'rewrite' ? 1 : directive.args.length - 1;
}

/** Only where `$uri` is the whole path: elsewhere the address would change. */
function encodedFix(directive: NginxDirective, index: number, text: string): readonly Fix[] {
  const match =
    /^((?:https?:\/\/|\$scheme:\/\/)[^/]*?)\$(?:uri|\{uri\}|document_uri)(?:\$is_args\$args|\$is_args\$query_string)?$/i.exec(
      text,
    );
  if (match === null || directive.name === 'proxy_pass' || lineBreakIn(directive, match[1] ?? '') !== undefined)
    return [];
  return fixIf(
    'Use $request_uri (the path is sent on as the client wrote it, with its query)',
    'behavior-changing',
    directive.scope.model.edit.replaceArg(directive, index, `${match[1]}$request_uri`),
  );
}
