import type { NginxDirective } from '../../formats/nginx/model/model.ts';

/** Words of somebody who says why, or that it is meant so. */
const INTENT =
  /\b(?:disabl\w*|unlimited|no limit|allow(?:s|ing)?|on purpose|intend\w*|intentional\w*|deliberate\w*|needs?|needed|required?|because|since|hand(?:s|ed|led)?|lets?|avoid\w*|so that|otherwise|responsib\w*)\b/i;

/** Whether a comment right above a directive, or behind it on its line, says that its value is meant so. */
export function isExplained(directive: NginxDirective): boolean {
  const text = textOfFile(directive);
  const start = text.lastIndexOf('\n', directive.span.start - 1) + 1;
  const lineEnd = text.indexOf('\n', directive.span.end);
  const behind = text.slice(directive.span.end, lineEnd === -1 ? text.length : lineEnd);
  const above = commentAbove(text, start);
  return INTENT.test(behind.includes('#') ? `${above} ${behind}` : above);
}

const MOST_LINES = 6;

function commentAbove(text: string, lineStart: number): string {
  const lines: string[] = [];
  let end = lineStart - 1;
  while (end > 0 && lines.length < MOST_LINES) {
    const start = text.lastIndexOf('\n', end - 1) + 1;
    const line = text.slice(start, end).trim();
    if (!line.startsWith('#')) break;
    if (!/^#+\s*preflight-/.test(line)) lines.unshift(line);
    end = start - 1;
  }
  return lines.join(' ');
}

/** The text of the file a directive stands in; empty when it cannot be read. */
export function textOfFile({ uri, scope }: NginxDirective): string {
  const { model } = scope;
  if (uri === model.uri) return model.file.text;
  const file = model.files.get(uri);
  return file.state === 'read' ? file.text : '';
}
