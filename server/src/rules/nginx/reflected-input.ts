import type { NginxDirective, NginxTaint } from '../../formats/nginx/model/model.ts';
import { answerOf } from '../../subjects/nginx/answers.ts';
import { isFreeText, pathMayHold, taintIn } from '../../subjects/nginx/tainted-argument.ts';
import { defineRule } from '../contract.ts';

/** What a link decides: a page of others makes no browser send headers or cookies of its choice. */
const BY_LINK = /^(?:request_uri|args|query_string|arg_\w+|uri|document_uri|request|\d)$/;
/** Of those, what no ordinary address of a download holds. */
const QUERY = /^(?:args|query_string|arg_\w+)$/;

export default defineRule({
  id: 'nginx/reflected-input',
  subject: 'nginxDirective',
  directives: ['sub_filter', 'return', 'add_header'],
  severity: 'medium',
  category: 'exposure',
  profile: 'strict',
  stages: 'production',
  summary: 'What stands in a link is written into the page or names the download',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    const { name, scope } = directive;
    if (scope.protocol === 'stream') return;
    const index = 1;
    const text = directive.arg(index) ?? '';
    if (name === 'add_header') {
      const source = namesDownload(directive)
        ? taintIn(directive, text).find((it) => QUERY.test(it.source) && !isSigned(directive, it.source))
        : undefined;
      if (source === undefined) return;
      report({
        at: directive.argAt(index),
        message: `$${source.source.slice(0, 30)} lets any link choose the name and type of the file that is saved; leave the file name out`,
        severity: 'low',
      });
      return;
    }
    // a quote ends a value, elsewhere it is text
    const marks = /[=(,:]\s*["']/.test(text) ? `<"'` : '<';
    const isMarkup = (it: NginxTaint) =>
      isFreeText(it) && BY_LINK.test(it.source) && isOfBrowser(it, text) && pathMayHold(directive, it, marks);
    const source =
      name === 'sub_filter' || answersPage(directive, text) ? taintIn(directive, text).find(isMarkup) : undefined;
    if (source === undefined) return;
    report({
      at: directive.argAt(index),
      message: `$${source.source.slice(0, 30)} is written into the page as it came: a link brings its own markup; leave it out`,
      ...(isDecoded(source) ? {} : { severity: 'low' as const }),
    });
  },
});

/** A decoded path holds real `<` and `>`; in what is as sent, browsers have encoded them. */
function isDecoded({ control }: NginxTaint): boolean {
  return control === 'newlines' || control === 'returns';
}

/** Whether a browser sends what becomes markup: as sent, only the `'` of a path (URL Standard, path percent-encode set), in single quotes. */
function isOfBrowser(taint: NginxTaint, text: string): boolean {
  return isDecoded(taint) || (/^request(?:_uri)?$/.test(taint.source) && QUOTED_URI.test(text));
}

const QUOTED_URI = /[=(,:]\s*'[^'<>]*\$\{?request(?:_uri)?\b/i;

/** The type is fixed where an extension follows in quotes: a `"` of a query arrives as `%22`. */
const FIXED_TYPE = /filename\s*=\s*"[^"]*\.[a-z0-9]{1,10}"\s*(?:;|$)/i;

function namesDownload(directive: NginxDirective): boolean {
  const text = directive.arg(1) ?? '';
  if (!/^content-disposition$/i.test(directive.arg(0) ?? '') || !/filename/i.test(text)) return false;
  return /filename\*/i.test(text) || !FIXED_TYPE.test(text);
}

/** Whether a variable is part of what a link is signed with: only the site's own links get there. */
function isSigned({ scope }: NginxDirective, source: string): boolean {
  const signed = scope.scalar('secure_link_md5').directive?.arg(0) ?? '';
  return scope.model.variablesIn(signed).some(({ name }) => name === source);
}

/** Whether `return 200 "…"` is markup that is sent as such. */
function answersPage(directive: NginxDirective, text: string): boolean {
  const sent = answerOf(directive);
  if (sent === undefined || sent.isRedirect || sent.text === undefined || !/<[a-z!]/i.test(text)) return false;
  const { scope } = directive;
  const type = scope.scalar('default_type').directive?.arg(0);
  const added = scope.own('add_header').find((it) => it.arg(0)?.toLowerCase() === 'content-type');
  return /html/i.test(added?.arg(1) ?? type ?? '');
}
