import { gradeSecret } from '../../secrets/grade.ts';
import { classifyKey } from '../../secrets/purpose.ts';
import { looksGenerated } from '../../secrets/tokens/generated.ts';
import { findTokens } from '../../secrets/tokens/scan.ts';
import { span } from '../../text/span.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'secret/commented-out',
  subject: 'document',
  severity: 'high',
  category: 'secret',
  profile: 'recommended',
  stages: 'any',
  formats: ['dotenv', 'compose', 'toml', 'nginx'],
  summary: 'Secret stands in a comment',
  fix: 'none',
  check(model, report, context) {
    if (context.tracked === false && context.stage !== 'template') return;
    const { text, comments } = model.file;
    for (const comment of comments) {
      if (!holdsLongWord(text, comment.span.start, comment.span.end)) continue;
      const found = secretIn(text.slice(comment.span.start, comment.span.end), context.stage !== 'production');
      if (found === undefined) continue;
      report({
        at: span(comment.span.start + found.start, comment.span.start + found.end),
        message: `Comment holds ${found.what}: comments are read like any other line; delete it and revoke it`,
        severity: found.severity,
      });
    }
  },
});

/** Whether a dozen characters stand together that tokens are made of, a digit among them: most comments are sentences. */
function holdsLongWord(text: string, start: number, end: number): boolean {
  let run = 0;
  let digits = 0;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    const isDigit = code >= 48 && code <= 57;
    if (
      !isDigit &&
      !(code >= 65 && code <= 90) &&
      !(code >= 97 && code <= 122) &&
      code !== 95 &&
      code !== 45 &&
      code !== 46
    ) {
      run = digits = 0;
      continue;
    }
    run += 1;
    if (isDigit) digits += 1;
    if (run >= 12 && digits >= 1) return true;
  }
  return false;
}

interface Found {
  readonly start: number;
  readonly end: number;
  readonly what: string;
  readonly severity: 'high' | 'medium';
}

/** `# NAME = value`, `#   - NAME: "value"`. */
const ASSIGNMENT = /^[#;/ \t-]{1,20}(?:export[ \t]+)?([A-Za-z_][\w.-]{2,60})["']?[ \t]{0,4}[=:][ \t]{0,4}["']?/;

function secretIn(comment: string, tokensOnly: boolean): Found | undefined {
  const token = findTokens(comment).find(
    ({ format, checksum }) => format.keys === undefined && format.isPublic !== true && checksum !== false,
  );
  if (token !== undefined)
    return { start: token.start, end: token.end, what: `a ${token.format.name}`, severity: 'high' };
  const match = tokensOnly ? null : ASSIGNMENT.exec(comment);
  const name = match?.[1];
  if (match === null || name === undefined) return undefined;
  const key = classifyKey(name);
  if (key.kind !== 'secret') return undefined;
  const start = match[0].length;
  const value = /^[^\s"'#,]{12,512}/.exec(comment.slice(start))?.[0];
  if (value === undefined || !looksGenerated(value)) return undefined;
  const { verdict } = gradeSecret(value, { purpose: key.purpose, name, words: new Set() });
  if (verdict !== 'strong') return undefined;
  return { start, end: start + value.length, what: 'what looks like a real secret', severity: 'medium' };
}
