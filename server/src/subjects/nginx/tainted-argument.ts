import type { NginxDirective, NginxTaint } from '../../formats/nginx/model/model.ts';
import { regexCondition, taintOf } from '../../formats/nginx/model/taint.ts';
import { parseRegex } from '../../formats/nginx/read/regex.ts';
import { admits, isAnchoredAtEnd, isAnchoredAtStart } from '../../formats/nginx/read/regex-facts.ts';

/** What clients decide of a text that stands in a directive; captures of the directive's own pattern (`rewrite`) count. */
export function taintIn(directive: NginxDirective, text: string): readonly NginxTaint[] {
  return taintOf(withoutPlaceholders(text), directive.scope, directive.scope.model, directive);
}

/** Whether a client writes what it likes, with or without line breaks. */
export function isFreeText({ control }: NginxTaint): boolean {
  return control !== 'none' && control !== 'host';
}

/** The first part of it that may hold CR, which some clients and proxies take for the end of a line. */
export function returnIn(directive: NginxDirective, text: string): NginxTaint | undefined {
  return taintIn(directive, text).find(({ control }) => control === 'returns');
}

/** The first part of it that may hold line breaks. */
export function lineBreakIn(directive: NginxDirective, text: string): NginxTaint | undefined {
  return taintIn(directive, text).find(({ control }) => control === 'newlines');
}

/** `${UPPER_CASE}` is filled in by envsubst before nginx reads the file: whoever deploys decides it. */
function withoutPlaceholders(text: string): string {
  return text.replace(/\$\{[A-Z][A-Z0-9_]*\}/g, 'placeholder');
}

/**
 * Whether the path, or a capture of it, may hold one of some characters where it is used: in `location =` it is that very path, and a
 * pattern may leave them out. True for what is no path and where nothing is known.
 */
export function pathMayHold(directive: NginxDirective, { source, through }: NginxTaint, characters: string): boolean {
  // what `set` keeps is the path of where it stands
  const scope = (through.at(-1) ?? directive).scope;
  const location = scope.enclosing('location')?.location;
  if (location === undefined) return true;
  const isPath = /^(?:(?:document_|request_)?uri|request)$/.test(source);
  if (isPath && location.modifier === '=') return false;
  if (!location.isRegex) return true;
  const codes = [...characters].map((one) => one.charCodeAt(0));
  const regex = parseRegex(location.path, location.modifier === '~*');
  if (isPath) {
    const isWhole = /^(?:document_)?uri$/.test(source) && isAnchoredAtStart(regex) && isAnchoredAtEnd(regex);
    return !isWhole || codes.some((code) => admits(regex.node, code));
  }
  // an `if` between may have captures of its own
  if (!/^\d$/.test(source) || scope.kind !== 'location') return true;
  const group = regex.groups.find(({ index }) => index === Number(source));
  return group === undefined || codes.some((code) => admits(group.node, code));
}

/** Whether a capture begins where the path does, so that its text begins with the path's `/`. */
export function startsWithSlash(directive: NginxDirective, capture: string): boolean {
  const condition = directive.scope.kind === 'if' ? regexCondition(directive.scope.opener?.values ?? []) : undefined;
  const own =
    directive.name === 'rewrite' ? directive.arg(0) : (pathPattern(condition) ?? directive.scope.location?.path);
  if (own === undefined || !/^\d$/.test(capture)) return false;
  let open = -1;
  for (let left = Number(capture); left > 0; left--) {
    do open = own.indexOf('(', open + 1);
    while (open >= 0 && (own.charAt(open + 1) === '?' || own.charAt(open - 1) === '\\'));
    if (open < 0) return false;
  }
  return /^\^?\(*$/.test(own.slice(0, open)) || own.charAt(open + 1) === '/';
}

/** The pattern of an `if` on the path; a path always begins with a slash, and nginx puts its own host in front of such a target. */
function pathPattern(condition: ReturnType<typeof regexCondition>): string | undefined {
  return condition !== undefined && /^\$\{?(?:uri|request_uri|document_uri)\}?$/.test(condition.variable)
    ? condition.pattern
    : undefined;
}
