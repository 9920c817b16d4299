import type { NginxDirective } from '../../formats/nginx/model.ts';

const HEADERS: readonly string[] = ['add_header', 'more_set_headers'];

/**
 * Whether a directive is the first of its scope, in this file, that bears one of the names. Rules about a set of directives
 * start from it: the top level of a fragment is no scope of the file, its directives are.
 */
export function isFirstOf(directive: NginxDirective, names: readonly string[]): boolean {
  if (!names.includes(directive.name)) return false;
  const { scope } = directive;
  return scope.directives.find((other) => names.includes(other.name) && other.uri === scope.model.uri) === directive;
}

/** The same for the lines that add response headers. */
export function isFirstHeader(directive: NginxDirective): boolean {
  return isFirstOf(directive, HEADERS);
}
