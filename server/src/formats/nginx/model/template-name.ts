/** Whether a file's name says that something fills it in before nginx reads it: `${UPPER_CASE}` and the like are not known there. */
export function isTemplateName(uri: string): boolean {
  return /\.(?:template|tmpl|tpl|j2|erb)$/i.test(uri);
}
