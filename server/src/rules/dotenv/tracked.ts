import type { DotenvEntry, DotenvModel } from '../../formats/dotenv/model.ts';
import { gradeSecret } from '../../secrets/grade.ts';
import { classifyKey } from '../../secrets/purpose.ts';
import { lineEndingOf } from '../../text/edit.ts';
import { span } from '../../text/span.ts';
import { fileNameOf } from '../../text/uri-text.ts';
import { defineRule, env, type Fix, fix } from '../contract.ts';
import { briefName } from './entries/loaders.ts';

export default defineRule({
  id: 'dotenv/tracked',
  subject: 'document',
  severity: 'high',
  severityBecause: 'needs a copy of the repository × gets one service’s data or identity',
  category: 'secret',
  profile: 'essential',
  stages: 'production',
  summary: 'A .env file with secrets is in git',
  why: 'What git has once stored stays in its history, in every clone and every fork. Whoever reads the repository has the secrets; taking the file out later does not take them back.',
  references: [
    {
      name: 'GitHub, removing sensitive data',
      url: 'https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/removing-sensitive-data-from-a-repository',
    },
    { name: 'The Twelve-Factor App, config', url: 'https://12factor.net/config' },
    { name: 'CWE-538', url: 'https://cwe.mitre.org/data/definitions/538.html' },
  ],
  fix: 'behavior-changing',
  formats: ['dotenv'],
  examples: {
    bad: [
      env`
        DB_HOST=db
        DB_PASSWORD=Ahx4eiR9quohTh3x
      `,
    ],
    good: [
      env`
        DB_HOST=db
        DB_PASSWORD=
      `,
      {
        ...env`
        DB_PASSWORD=Ahx4eiR9quohTh3x
      `,
        name: '.env.example',
      },
      env`
        DB_PASSWORD=\${DB_PASSWORD}
        API_TOKEN=changeme
      `,
    ],
  },
  check(model, report, context) {
    if (model.format !== 'dotenv' || context.tracked !== true) return;
    const secrets = model.entries.filter(isRealSecret);
    const first = secrets[0];
    if (first === undefined) return;
    const name = fileNameOf(model.uri);
    const others = secrets.length === 1 ? '' : ` and ${secrets.length - 1} more`;
    report({
      at: first.keySpan,
      path: ['tracked'],
      message: `git tracks this file with ${briefName(first.key)}${others}; take it out of git and change what was in it`,
      fixes: repairs(model, name),
    });
  },
});

/** A value of its own under a secret's name: no reference, no placeholder, not a word for "set me". */
function isRealSecret(entry: DotenvEntry): boolean {
  const key = classifyKey(entry.key);
  if (key.kind !== 'secret' || entry.value === undefined || entry.references.length > 0) return false;
  const { verdict } = gradeSecret(entry.value, { purpose: key.purpose, name: entry.key, words: new Set() });
  return ['strong', 'short', 'weak', 'leaked', 'private-key'].includes(verdict);
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
  return [fix(`Add ${name} to .gitignore (then run: git rm --cached ${name})`, 'behavior-changing', [edit])];
}
