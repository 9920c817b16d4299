import type { NginxDirective, NginxTaint } from '../../formats/nginx/model.ts';
import { taintOf } from '../../formats/nginx/taint.ts';

/** What clients decide of a text that stands in a directive; captures of the directive's own pattern (`rewrite`) count. */
export function taintIn(directive: NginxDirective, text: string): readonly NginxTaint[] {
  return taintOf(text, directive.scope, directive.scope.model, directive);
}

/** The first part of it that may hold line breaks. */
export function lineBreakIn(directive: NginxDirective, text: string): NginxTaint | undefined {
  return taintIn(directive, text).find(({ control }) => control === 'newlines');
}
