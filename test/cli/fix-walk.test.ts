import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { main } from '../../server/src/cli/main.ts';
import { folderWith } from './run-cli.ts';

const SECRET = ['Vt7kq2Zb', 'Xw9RnM4c'].join('');

/** Walks through the fixes of a folder, answering with these words; an end of the list is the end of the input. */
async function walk(files: Readonly<Record<string, string>>, answers: readonly string[], ...args: readonly string[]) {
  const cwd = folderWith(files);
  const waiting = [...answers];
  const asked: string[] = [];
  let shown = '';
  const code = await main(['fix', '--fail-on', 'never', ...args], {
    cwd,
    terminal: {
      out: () => {},
      err: (text) => {
        shown += text;
      },
      color: false,
      interactive: false,
    },
    version: '0',
    stdin: () => Promise.resolve(''),
    variables: {},
    ask: (question) => {
      asked.push(question);
      return Promise.resolve(waiting.shift());
    },
    today: () => '2026-11-22',
    loadPages: () => Promise.resolve({}),
    startServer: () => Promise.resolve(),
    serveMcp: () => Promise.resolve(),
  });
  const after = Object.fromEntries(Object.keys(files).map((path) => [path, readFileSync(join(cwd, path), 'utf8')]));
  return { after, shown, asked, code, left: waiting };
}

const DEBUG = { 'a.env': 'DEBUG=true\n', 'b.env': 'DEBUG=true\n', 'c.env': 'DEBUG=true\n' };

describe('preflight fix', () => {
  it('writes what was agreed to, and nothing else', async () => {
    const { after, shown, code } = await walk(DEBUG, ['y', 'n', 'q']);
    expect(after).toEqual({ ...DEBUG, 'a.env': 'DEBUG=false\n' });
    expect(shown).toContain('a.env:1 medium env/debug-enabled\n');
    expect(shown).toContain('-DEBUG=true\n+DEBUG=false\n');
    expect(shown).toContain('preflight: 1 finding repaired in 1 file\n');
    expect(code).toBe(0);
  });

  it('"all" asks no more about the rule; what is no answer is asked again; the end of the input is "quit"', async () => {
    const all = await walk(DEBUG, ['what?', 'a']);
    expect(Object.values(all.after)).toEqual(['DEBUG=false\n', 'DEBUG=false\n', 'DEBUG=false\n']);
    expect(all.asked).toHaveLength(2);
    expect((await walk(DEBUG, [])).after).toEqual(DEBUG);
  });

  it('asks for what a fix needs, and applies nothing without it', async () => {
    const text = 'services:\n  web:\n    image: nginx:1.27\n';
    const rule = ['--rule', 'compose/missing-resource-limits'];
    const { after } = await walk({ 'docker-compose.yml': text }, ['e', '300m'], ...rule);
    expect(after['docker-compose.yml']).toMatch(/: 300m$/m);
    const kept = await walk({ 'docker-compose.yml': text }, ['e', ''], ...rule);
    expect(kept.after['docker-compose.yml']).toBe(text);
    expect(kept.shown).toContain('  not applied: it needs a value of yours\n');
  });

  it('shows no secret, and takes another fix by its number', async () => {
    const text = `services:\n  web:\n    image: nginx:1.27\n    environment:\n      DB_PASSWORD: ${SECRET}\n`;
    const files = { 'docker-compose.yml': text, '.env': 'A=1\n', '.gitignore': '.env\n' };
    const { after, shown, asked } = await walk(files, ['2', 'y'], '--rule', 'secret/literal');
    expect(shown).not.toContain(SECRET);
    expect(asked[0]).toMatch(/\[1-\d\] another fix/);
    expect(after['.env']).toMatch(/^A=1\nDB_PASSWORD=\S{16,}\n$/);
    expect(shown).not.toContain(after['.env']?.split('DB_PASSWORD=')[1]?.trim());
    expect(after['docker-compose.yml']).not.toContain(SECRET);
  });
});
