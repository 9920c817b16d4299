import type { NginxDirective, NginxEdit } from '../../formats/nginx/model/model.ts';

/**
 * What stands for a network to fill in: kept for documentation (RFC 5737), so left as it is it lets nobody in. A private range would let in
 * whatever a proxy or a mesh in front passes on.
 */
export const EXAMPLE_NETWORK = '192.0.2.0/24';

/** An address of it, where one server is to be named. */
export const EXAMPLE_ADDRESS = '192.0.2.53';

/** A tab stop with a proposal, as LSP snippets write it. */
export function placeholder(stop: number, text: string): string {
  return `\${${stop}:${text.replace(/[\\$}]/g, '\\$&')}}`;
}

/** Text that stays as it is inside a snippet. */
export function literal(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

/** Replaces an argument, quotes included, by a snippet. */
export function replaceBySnippet(directive: NginxDirective, index: number, snippet: string): readonly NginxEdit[] {
  const word = directive.args[index];
  return word === undefined ? [] : [{ uri: directive.uri, span: word.span, newText: snippet, snippet: true }];
}
