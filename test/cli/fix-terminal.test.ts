import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLI, folderWith } from './run-cli.ts';

const DEBUG = { 'a.env': 'DEBUG=true\n', 'b.env': 'DEBUG=true\n', 'c.env': 'DEBUG=true\n' };

/** `script` of util-linux: runs a command on a terminal of its own and types what it reads. */
const hasScript = process.platform === 'linux' && spawnSync('script', ['--version']).status === 0;
if (!hasScript) console.log('skipped: preflight fix on a terminal (no script of util-linux here)');

function onTerminal(typed: string, files: Readonly<Record<string, string>>) {
  const cwd = folderWith(files);
  const command = `"${process.execPath}" "${CLI}" fix --fail-on never --no-color`;
  const { stdout, status } = spawnSync('script', ['-qec', command, '/dev/null'], {
    cwd,
    input: typed,
    encoding: 'utf8',
    timeout: 50_000,
  });
  const after = Object.fromEntries(Object.keys(files).map((path) => [path, readFileSync(join(cwd, path), 'utf8')]));
  return { after, shown: stdout.replaceAll('\r', ''), status };
}

describe.skipIf(!hasScript)('preflight fix on a terminal', () => {
  it('takes what is typed ahead, one answer a question, and writes what was agreed to', () => {
    const { after, shown, status } = onTerminal('n\ny\nq\n', DEBUG);
    expect(after).toEqual({ ...DEBUG, 'b.env': 'DEBUG=false\n' });
    expect(shown.match(/Apply\? /g)).toHaveLength(3);
    expect(shown).toContain('preflight: 1 finding repaired in 1 file\n');
    expect(status).toBe(0);
  });

  it('asks for the value that a fix needs', () => {
    const text = 'services:\n  web:\n    image: nginx:1.27\n';
    const { after } = onTerminal('e\n300m\nq\n', { 'docker-compose.yml': text });
    expect(after['docker-compose.yml']).toMatch(/: 300m$/m);
  });

  it('"all" asks no more about the rule', () => {
    const { after, shown } = onTerminal('all\n', DEBUG);
    expect(Object.values(after)).toEqual(['DEBUG=false\n', 'DEBUG=false\n', 'DEBUG=false\n']);
    expect(shown.match(/Apply\? /g)).toHaveLength(1);
  });
});

describe('preflight fix without a terminal', () => {
  it('changes nothing and says so', () => {
    const cwd = folderWith(DEBUG);
    const { stderr } = spawnSync(process.execPath, [CLI, 'fix'], { cwd, input: 'y\ny\ny\n', encoding: 'utf8' });
    expect(stderr).toMatch(/terminal/);
    expect(readFileSync(join(cwd, 'a.env'), 'utf8')).toBe('DEBUG=true\n');
  });
});
