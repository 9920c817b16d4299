import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const SERVER = fileURLToPath(new URL('../../server/src/', import.meta.url));

/** Lines of the server's sources that match, as `file: text`. */
function linesWith(pattern: RegExp, allowed: readonly string[]): readonly string[] {
  return readdirSync(SERVER, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.ts') && !allowed.includes(name))
    .flatMap((name) =>
      readFileSync(join(SERVER, name), 'utf8')
        .split('\n')
        .filter((line) => pattern.test(line))
        .map((line) => `${name}: ${line.trim()}`),
    );
}

describe('habits that ended whole runs', () => {
  it('URIs are cut and decoded in one place; text from files is decoded where a wrong escape is caught', () => {
    const allowed = ['text/uri-text.ts', 'secrets/judge.ts', 'rules/url/password-mismatch.ts'];
    expect(linesWith(/\bdecodeURI(?:Component)?\b|\bunescape\(/, allowed)).toEqual([]);
    expect(linesWith(/\bURI\.parse\b|\bURI\.from\b/, ['project/uri.ts'])).toEqual([]);
    // `project/uri.ts` and the host cut URIs of which `isPlainFile` says that nothing in them is escaped
    const cutting = ['text/uri-text.ts', 'project/uri.ts', 'hosts/node/node-host.ts'];
    expect(linesWith(/uri\w*\.slice\([^)]*length|uri\w*\.slice\(uri\w*\.lastIndexOf/i, cutting)).toEqual([]);
  });

  it('a list without an upper bound is never spread into arguments', () => {
    // These spread lists of our own: rule pages, checklists, rule ids.
    const own = [
      'report/checklist-markdown.ts',
      'report/checklist-text.ts',
      'report/rule-page.ts',
      'cli/list-rules.ts',
      'report/text.ts',
      'rules/contract.ts',
      'text/append.ts',
    ];
    expect(linesWith(/\.(?:push|unshift|concat)\(\.\.\.|Math\.(?:max|min)\(\.\.\./, own)).toEqual([]);
  });
});
