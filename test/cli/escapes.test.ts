import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { folderWith, runCli } from './run-cli.ts';

/** What GitHub's runner takes for a command in a log, in both forms it knows, and what Azure Pipelines and TeamCity do. */
const COMMAND = /^\s*::|##\[|##vso\[|##teamcity\[/m;
const FORMATS = ['text', 'json', 'sarif', 'junit', 'markdown', 'html'] as const;

const BAD = 'ADMIN_PASSWORD=changeme\n';

function hostile(): string {
  const cwd = folderWith({
    '.env': `::stop-commands::x\n  ::set-env name=A::b\n##[set-env name=A]b\n##vso[task.setvariable variable=A]b\n${BAD}`,
    'docker-compose.yml':
      'services:\n  "![a](//e.example/i.png) [l](//e.example) @team #12 <img src=x> `x` *b* www.e.example https://e.example ##vso[x]":\n    image: x:1\n    privileged: true\n    command:\n      ::error::x\n',
  });
  for (const name of ['::error title=x::owned', ' ::warning::y', 'x ##[group]z', '![i](', '@team']) {
    mkdirSync(join(cwd, name));
    writeFileSync(join(cwd, name, '.env'), BAD);
  }
  return cwd;
}

describe('a name or a value is nothing but text for what reads the output', () => {
  it.each(FORMATS)('%s holds no command of a CI runner', async (format) => {
    const cwd = hostile();
    const args = ['scan', '--profile', 'all', '--format', format];
    for (const more of [[], ['--fix-unsafe', '--dry-run']]) {
      const { stdout, stderr } = await runCli([...args, ...more], { cwd });
      expect(stdout.length).toBeGreaterThan(500);
      expect(stdout).not.toMatch(COMMAND);
      expect(stderr).not.toMatch(COMMAND);
    }
  });

  it.each(['text', 'github', 'junit', 'html'])('%s shows characters without a width', async (format) => {
    const unseen = ['\u200b', '\u200d', '\u2060', '\ufeff', '\u00ad', '\u{e0041}'];
    const cwd = folderWith(Object.fromEntries(unseen.map((one, i) => [`a${i}${one}b/.env`, BAD])));
    const { stdout } = await runCli(['scan', '--format', format], { cwd });
    for (const one of unseen) expect(stdout).not.toContain(one);
    expect(stdout).toContain('a0\\u{200b}b/.env');
  });

  it('github holds no command but its own annotations', async () => {
    const { stdout } = await runCli(['scan', '--format', 'github'], { cwd: hostile() });
    for (const line of stdout.trimEnd().split('\n'))
      expect(line).toMatch(/^::(?:error|warning|notice) (?:file=[^:]*,line=|title=)/);
  });

  it('JSON gives the names as they are all the same', async () => {
    const { stdout } = await runCli(['scan', '--format', 'json'], { cwd: hostile() });
    const paths = JSON.parse(stdout).files.map(({ path }: { path: string }) => path);
    expect(paths).toEqual(expect.arrayContaining(['::error title=x::owned/.env', 'x ##[group]z/.env']));
  });

  it('Markdown shows them without an image, a link, HTML or a mention', async () => {
    const { stdout } = await runCli(['scan', '--profile', 'all', '--format', 'markdown'], { cwd: hostile() });
    const page = new MarkdownIt({ html: true, linkify: false }).render(stdout);
    expect(page).not.toMatch(/<img|<a href="(?!https:\/\/github\.com\/config-preflight\/)|<em>/);
    const text = page.replaceAll(/<[^>]*>/g, '');
    expect(text).not.toMatch(/@\w|#\d|:\/\/e\.|\bwww\.e/);
    expect(text).toContain('![i](/.env:1');
  });

  it('a custom checklist is text, too', async () => {
    const bad = '\u001b[2J![i](//e.example/i) <img src=x> [l](//e.example)';
    const item = { id: 'a-1', title: bad, kind: 'runtime', command: `run\u001b[1m ${bad}`, expect: bad };
    const list = { name: 'ours', title: bad, source: bad, sections: [{ title: bad, items: [item] }] };
    const cwd = folderWith({ '.env': BAD, 'ours.checklist.json': JSON.stringify(list) });
    for (const format of ['text', 'markdown', 'html', 'json']) {
      const args = ['checklist', './ours.checklist.json', '.', '--format', format];
      const { stdout, stderr } = await runCli(args, { cwd });
      expect(stderr).toBe('');
      expect(stdout, format).toContain('2J');
      expect(stdout, format).not.toContain('\u001b[2J');
      if (format === 'html') expect(stdout).not.toContain('<img');
      if (format !== 'markdown') continue;
      expect(new MarkdownIt({ html: true, linkify: false }).render(stdout)).not.toMatch(/<img|<a /);
    }
  });
});
