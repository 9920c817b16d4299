import { type Fix, fix } from '../../finding/fix.ts';
import type { DotenvEntry } from '../../formats/dotenv/read/tree.ts';
import { briefName, isScript } from '../../subjects/dotenv/loaders.ts';
import { span } from '../../text/span.ts';
import { defineRule } from '../contract.ts';

const WORDS = {
  unclosed: 'opens a reference that is not closed: left as text or refused; add the brace',
  empty: 'refers to no name: left as text or refused; write the name',
  colon: 'has a : without - in a reference: refused, or left as text; write :- before the default',
} as const;

export default defineRule({
  id: 'dotenv/broken-reference',
  subject: 'document',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'A reference is written in a way no loader understands',
  fix: 'behavior-changing',
  formats: ['dotenv'],
  check(model, report) {
    if (model.format !== 'dotenv' || isScript(model)) return;
    for (const entry of model.entries) {
      const all = brokenReferences(model.file.text, entry);
      const broken = all[0];
      if (broken === undefined) continue;
      report({
        at: span(broken.start, broken.end),
        path: [entry.key],
        message: `${briefName(entry.key)} ${WORDS[broken.kind]}`,
        fixes: repairs(model.file.text, entry, all),
      });
    }
  },
});

interface Broken {
  readonly kind: keyof typeof WORDS;
  readonly start: number;
  readonly end: number;
}

/** The references of a value that are broken. Single quotes and a backslash protect. Other operators of the shell are left alone. */
function brokenReferences(text: string, entry: DotenvEntry): readonly Broken[] {
  const found: Broken[] = [];
  if (entry.quote === "'" || entry.quote === '`' || entry.value === undefined) return found;
  const { start, end } = entry.valueSpan;
  for (let i = openerIn(text, start, end); i !== -1; i = openerIn(text, i + 2, end)) {
    if (text[i - 1] === '\\' || text[i - 1] === '$') continue;
    const inside = /^[^{}]*/.exec(text.slice(i + 2, Math.min(end, i + 2 + LONGEST)))?.[0] ?? '';
    const after = i + 2 + inside.length;
    if (inside.trim() === '' && text[after] === '}') found.push({ kind: 'empty', start: i, end: after + 1 });
    if (after >= end) {
      if (inside.length < LONGEST) found.push({ kind: 'unclosed', start: i, end });
      return found;
    }
    if (text[after] === '}' && /^[A-Za-z_]\w*:(?![-?+=])[^:]/.test(inside))
      found.push({ kind: 'colon', start: i, end: after + 1 });
  }
  return found;
}

const LONGEST = 300;

/** The next `${` of a value; the search stops where the value does. */
function openerIn(text: string, start: number, end: number): number {
  for (let i = start; i < end; i++) if (text[i] === '$' && text[i + 1] === '{') return i;
  return -1;
}

/** Makes every `:` a `:-`; braces and names must be written by hand. */
function repairs(text: string, entry: DotenvEntry, all: readonly Broken[]): readonly Fix[] {
  if (all.some((broken) => broken.kind !== 'colon')) return [];
  const edits = all.map((broken) => {
    const behindColon = text.indexOf(':', broken.start) + 1;
    return { span: span(behindColon, behindColon), newText: '-' };
  });
  return [fix(`Write :- in ${entry.key} (the default counts from then on)`, 'behavior-changing', edits)];
}
