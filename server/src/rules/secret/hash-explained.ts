import { statedPassword } from '../../secrets/explained.ts';
import { classifyKey } from '../../secrets/purpose.ts';
import { shapeOf } from '../../secrets/value-shape.ts';
import { inFileOf } from '../../subjects/setting.ts';
import { commentNear } from '../../text/comment-near.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'secret/hash-explained',
  subject: 'namedValue',
  severity: 'high',
  category: 'secret',
  profile: 'recommended',
  stages: 'running',
  formats: ['dotenv', 'compose', 'toml'],
  summary: 'Comment states the password that a hash hides',
  fix: 'none',
  check(value, report, context) {
    const { literal, name } = value;
    if (literal === undefined || value.uri !== context.uri || !isHash(literal, name)) return;
    const comment = commentNear(context.text, value.valueSpan);
    if (statedPassword(comment) === undefined) return;
    const shown = name.length > 40 ? `${name.slice(0, 39)}…` : name;
    report({
      at: inFileOf(value, value.valueSpan),
      ...(FOR_DEVELOPERS.test(comment) ? { severity: 'low' as const } : {}),
      message: `The comment tells the password that ${shown} is the hash of; hash one that nobody knows`,
    });
  },
});

/** The author says that what is deployed has another one. */
const FOR_DEVELOPERS = /\b(?:dev|development|transient|tests?|testing|demo)\b/i;

/** A password's hash by its looks, or hexadecimal digits under a name that says so. */
function isHash(literal: string, name: string): boolean {
  if (literal.length < 20) return false;
  if (shapeOf(literal) === 'hash') return true;
  const isNamed =
    /pass(?:word|wd)?_?(?:hash|sha|md5)|(?:sha|md5)\w{0,4}_pass/i.test(name) || classifyKey(name).kind === 'secret';
  return isNamed && /^(?:[\da-f]{32}|[\da-f]{40}|[\da-f]{64})$/i.test(literal) && /hash|sha|md5/i.test(name);
}
