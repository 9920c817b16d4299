import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

interface Setting {
  readonly scope?: string;
  readonly markdownDescription?: string;
  readonly default?: unknown;
  readonly order?: number;
}

interface Manifest {
  readonly type?: string;
  readonly main: string;
  readonly browser: string;
  readonly icon: string;
  readonly engines: { readonly vscode: string };
  readonly dependencies?: object;
  readonly activationEvents: readonly string[];
  readonly capabilities: Record<string, { readonly supported: boolean }>;
  readonly contributes: {
    readonly commands: readonly { command: string; title: string; category?: string; shortTitle?: string }[];
    readonly configuration: { readonly properties: Record<string, Setting> };
    readonly languages: readonly { id: string; configuration?: string; filenamePatterns?: readonly string[] }[];
    readonly grammars: readonly { path: string }[];
    readonly jsonValidation: readonly { url: string }[];
    readonly problemMatchers: readonly { name: string; severity: string; pattern: { regexp: string } }[];
    readonly walkthroughs: readonly {
      steps: readonly {
        description: string;
        media: { image: Readonly<Record<string, string>>; altText: string };
        completionEvents?: string[];
      }[];
    }[];
    readonly menus: Readonly<Record<string, readonly { command: string; when?: string; group?: string }[]>>;
  };
}

const words = JSON.parse(read('package.nls.json')) as Readonly<Record<string, string>>;
const raw = read('package.json');
/** The manifest with its words filled in, as an editor shows it. */
const manifest = JSON.parse(
  raw.replace(/"%([\w.-]+)%"/g, (_, key: string) => JSON.stringify(words[key] ?? '')),
) as Manifest;
const { contributes } = manifest;
const commands = contributes.commands.map(({ command }) => command);

describe('the manifest', () => {
  it('has every word it shows in package.nls.json, and no word there is unused', () => {
    const used = [...raw.matchAll(/"%([\w.-]+)%"/g)].map(([, key]) => key);
    expect([...new Set(used)].sort()).toEqual(Object.keys(words).sort());
    expect(Object.values(words).filter((text) => text.trim() === '')).toEqual([]);
  });

  it('has a handler for every command, and a command for every handler', () => {
    const source = read('client/src/commands/register.ts');
    const handled = [...source.matchAll(/'(preflight\.\w+)':/g)].map(([, name]) => name);
    expect(handled.sort()).toEqual([...commands].sort());
  });

  it('titles every command in title case, under one category', () => {
    const small = new Set(['of', 'in', 'on', 'by', 'or', 'a', 'with', 'for', 'to', 'the', 'and', 'preflight.json']);
    for (const { title, category } of contributes.commands) {
      expect(category).toBe('Preflight');
      const words = title.split(/[ (]/).filter((word) => /^[a-z]/.test(word) && !small.has(word.replace(')', '')));
      expect(words, title).toEqual([]);
    }
  });

  it('has at most twelve settings, each described, ordered, with a default; all by folder but those of the session', () => {
    const settings = Object.entries(contributes.configuration.properties);
    expect(settings.length).toBeLessThanOrEqual(12);
    const session = ['preflight.mode', 'preflight.maxFileSize', 'preflight.trace.server'];
    for (const [name, { scope, markdownDescription, default: value, order }] of settings) {
      expect(name).toMatch(/^preflight\./);
      expect(markdownDescription?.length, name).toBeGreaterThan(10);
      expect(value, name).toBeDefined();
      expect(order, name).toBeTypeOf('number');
      expect(scope, name).toBe(session.includes(name) ? 'window' : 'resource');
    }
  });

  it('never starts for everything, and runs in untrusted and virtual workspaces', () => {
    expect(manifest.activationEvents.filter((event) => event === '*' || event === 'onStartupFinished')).toEqual([]);
    expect(manifest.capabilities['untrustedWorkspaces']?.supported).toBe(true);
    expect(manifest.capabilities['virtualWorkspaces']?.supported).toBe(true);
  });

  it('is no ES module, needs nothing at run time and claims the floor that is tested', () => {
    expect(manifest.type).toBeUndefined();
    expect(manifest.dependencies).toBeUndefined();
    expect(manifest.engines.vscode).toBe('^1.91.0');
    expect(manifest.browser).toMatch(/\.js$/);
  });

  it('names only files that are there and that the package takes along', () => {
    const allowed = read('.vscodeignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    const isAllowed = (path: string) =>
      allowed.some((pattern) => new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`).test(path));
    const named = [
      manifest.icon,
      ...contributes.languages.flatMap(({ configuration }) => configuration ?? []),
      ...contributes.grammars.map(({ path }) => path),
      ...contributes.jsonValidation.map(({ url }) => url),
      ...contributes.walkthroughs.flatMap(({ steps }) => steps.flatMap(({ media }) => Object.values(media.image))),
    ].map((path) => path.replace(/^\.\//, ''));
    for (const path of named) {
      expect(existsSync(join(root, path)), path).toBe(true);
      expect(isAllowed(path), `${path} in .vscodeignore`).toBe(true);
    }
    for (const built of [manifest.main, manifest.browser])
      expect(isAllowed(built.replace(/^\.\//, '')), built).toBe(true);
    expect(read('.vscodeignore')).toMatch(/^\*\*$/m);
    expect(allowed.filter((pattern) => /\bsrc\b|test|node_modules|\.map|\.ts$/.test(pattern))).toEqual([]);
  });

  it('has walkthrough steps with pictures that have words, and links to commands that are there', () => {
    const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
    expect(steps).toHaveLength(4);
    for (const { description, media } of steps) {
      expect(media.altText.length).toBeGreaterThan(20);
      expect(Object.keys(media.image).sort()).toEqual(['dark', 'hc', 'hcLight', 'light']);
      expect(media.image['dark']).not.toBe(media.image['light']);
      // VS Code shows them as they are.
      expect(description).not.toContain('`');
      for (const [, command = ''] of description.matchAll(/\(command:([\w.]+)\)/g)) {
        expect(commands.includes(command) || /^(workbench|editor)\./.test(command), command).toBe(true);
      }
    }
  });

  it('has every action of a row in its menu as well: the keyboard reaches no icon that waits for the mouse', () => {
    for (const entries of Object.values(contributes.menus)) {
      const inMenus = entries.filter(({ group = '' }) => !group.startsWith('inline'));
      for (const { command, when } of entries.filter(({ group = '' }) => group.startsWith('inline')))
        expect(
          inMenus.some((other) => other.command === command && other.when === when),
          command,
        ).toBe(true);
    }
  });

  it('has problem matchers that read the lines of the command line, each its own severities', () => {
    const lines: readonly (readonly [string, string])[] = [
      [
        'a (b)/docker-compose.yml:4:17 critical "web" runs privileged: use capabilities [compose/privileged-container]',
        'error',
      ],
      ['.env:1:7 medium DEBUG is on [env/debug-enabled]', 'warning'],
      ['x/nginx.conf:10:19 low something [nginx/tls-protocols-weak]', 'info'],
    ];
    for (const [line, severity] of lines) {
      const matching = contributes.problemMatchers.filter(({ pattern }) => new RegExp(pattern.regexp).test(line));
      expect(matching.map((matcher) => matcher.severity)).toEqual([severity]);
      const [, file, row, column, , code] = new RegExp(matching[0]?.pattern.regexp ?? '').exec(line) ?? [];
      expect(`${file}:${row}:${column}`).toBe(line.slice(0, line.indexOf(' ', line.indexOf(':'))));
      expect(line.endsWith(`[${code}]`)).toBe(true);
    }
    expect(read('client/src/tasks.ts')).toContain("'$preflight', '$preflight-warnings', '$preflight-notes'");
  });

  it('runs no program by a name that a registry or a workspace could give to something else', () => {
    const sources = readdirSync(join(root, 'client/src'), { recursive: true, encoding: 'utf8' });
    for (const name of sources.filter((one) => one.endsWith('.ts')))
      expect(read(`client/src/${name}`), name).not.toMatch(/\bnpx\b|ShellExecution|child_process|\bspawn\b/);
    expect(read('.vscodeignore')).toContain('!dist/server/cli.js\n');
  });

  it('never writes settings of the user and never asks for a network', () => {
    const files = ['extension', 'node', 'browser', 'status', 'tasks', 'client-options'].map((name) =>
      read(`client/src/${name}.ts`),
    );
    expect(files.join('\n')).not.toMatch(/\.update\(|fetch\(|https?:\/\//);
  });
});
