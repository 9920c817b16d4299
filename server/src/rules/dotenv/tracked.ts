import { type Fix, fix } from '../../finding/fix.ts';
import type { DotenvModel } from '../../formats/dotenv/model/model.ts';
import type { DotenvEntry } from '../../formats/dotenv/read/tree.ts';
import { gradeSecret } from '../../secrets/grade.ts';
import { classifyKey } from '../../secrets/purpose.ts';
import { briefName } from '../../subjects/dotenv/loaders.ts';
import { lineEndingOf } from '../../text/edit.ts';
import { span } from '../../text/span.ts';
import { fileNameOf } from '../../text/uri-text.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'dotenv/tracked',
  subject: 'document',
  severity: 'high',
  category: 'secret',
  profile: 'essential',
  stages: 'production',
  summary: 'A .env file with secrets is in git',
  fix: 'behavior-changing',
  formats: ['dotenv'],
  check(model, report, context) {
    if (model.format !== 'dotenv' || context.tracked !== true) return;
    const secrets = model.entries.filter(isRealSecret);
    const first = secrets[0];
    if (first === undefined) return;
    const name = fileNameOf(model.uri);
    const others = secrets.length === 1 ? '' : ` and ${secrets.length - 1} more`;
    if (secrets.every((entry) => isMarked(entry, model) && !/PRIVATE_?KEY/i.test(entry.key))) {
      report({
        at: first.keySpan,
        path: ['tracked'],
        severity: 'low',
        message: `git tracks ${briefName(first.key)}${others} as a sample marked to be changed; change it where this runs`,
        fixes: [],
      });
      return;
    }
    if (shipsDefaults(model, context.text)) {
      report({
        at: first.keySpan,
        path: ['tracked'],
        severity: 'medium',
        message: `git tracks ${briefName(first.key)}${others}; ship defaults as ${name.slice(0, 20)}.example, then take it out`,
        fixes: [],
      });
      return;
    }
    const advice = isDeployed(model) ? 'move them to a file git ignores' : 'take it out of git';
    report({
      at: first.keySpan,
      path: ['tracked'],
      message: `git tracks this file with ${briefName(first.key)}${others}; ${advice} and change what was in it`,
      fixes: isDeployed(model) ? [] : repairs(model, name),
    });
  },
});

/** A value nobody could guess under a secret's name. Words, samples and placeholders are public before git: other rules have them. */
function isRealSecret(entry: DotenvEntry): boolean {
  const key = classifyKey(entry.key);
  if (key.kind !== 'secret' || entry.value === undefined || entry.references.length > 0) return false;
  const { verdict } = gradeSecret(entry.value, { purpose: key.purpose, name: entry.key, words: new Set() });
  return ['strong', 'short', 'leaked', 'private-key'].includes(verdict);
}

/** `# please change all passwords`, `# WARNING: change this for production`. */
const TO_BE_CHANGED =
  /^[ \t]*#[^\n]{0,200}\b(?:change|replace)\b[^\n]{0,60}\b(?:passwords?|secrets?|credentials|production)\b/im;

/** `# change this`, `# replace with your own`: of the value in the same line, or of the one below. */
const MARK = /\b(?:change|replace) (?:this|these|me|it|with)\b|\bchange_?me\b/i;
/** `# Change these settings` in the first lines of a file. */
const MARK_OF_ALL = /\b(?:change|replace) (?:these|all)\b/i;
const MOST_HEADER_LINES = 3;

/** Whether a value is a sample that says of itself that it is to be changed: in its own line, above it, or in the first lines of the file. */
function isMarked(entry: DotenvEntry, model: DotenvModel): boolean {
  const { text } = model.file;
  const header = text.split('\n', MOST_HEADER_LINES).filter((line) => /^\s*#/.test(line));
  if (header.some((line) => MARK_OF_ALL.test(line))) return true;
  const start = text.lastIndexOf('\n', entry.keySpan.start - 1);
  const above = start <= 0 ? '' : text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const behind = entry.commentSpan === undefined ? '' : text.slice(entry.commentSpan.start, entry.commentSpan.end);
  return MARK.test(behind) || (/^\s*#/.test(above) && MARK.test(above));
}

/**
 * Whether the file is the one everybody starts from: it says that its secrets are to be changed, and no template stands beside it. They
 * are published defaults, and without the file a new clone has no settings at all.
 */
function shipsDefaults(model: DotenvModel, text: string): boolean {
  return model.template === undefined && TO_BE_CHANGED.test(text);
}

/** Whether a compose file or a unit of the repository names the file: without it nothing starts, so it cannot simply go. */
function isDeployed(model: DotenvModel): boolean {
  const isDefault = model.uri.endsWith('/.env');
  return !isDefault && model.loaders.some(({ id }) => id === 'compose' || id === 'docker' || id === 'systemd');
}

/** Keeps the next copy out; `git rm --cached` must still be run by hand. */
function repairs(model: DotenvModel, name: string): readonly Fix[] {
  const ignore = model.ignoreFile;
  if (ignore === undefined) return [];
  const text = ignore.text ?? '';
  if (text.split(/\r?\n/).includes(name) || text.split(/\r?\n/).includes(`/${name}`)) return [];
  const newline = lineEndingOf(text);
  const newText = `${text === '' || text.endsWith('\n') ? '' : newline}/${name}${newline}`;
  const edit = { uri: ignore.uri, span: span(text.length, text.length), newText, create: ignore.text === undefined };
  return [
    fix(
      `Add ${name} to .gitignore (then run git rm --cached ${name}: pulls delete it elsewhere, every copy needs its own)`,
      'behavior-changing',
      [edit],
    ),
  ];
}
