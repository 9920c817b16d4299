import { describe, expect, it } from 'vitest';
import { Analysis } from '../../../server/src/lsp/analysis.ts';
import { Folders } from '../../../server/src/lsp/folders.ts';
import { Results } from '../../../server/src/lsp/results.ts';
import { Scanner } from '../../../server/src/lsp/scanner.ts';
import type { HostFile } from '../../../server/src/project/host.ts';
import { RULES } from '../../../server/src/rules/registry.ts';
import { MemoryHost } from '../../support/memory-host.ts';

const PRIVILEGED = 'compose/privileged-container';
const COMPOSE = 'services:\n  a:\n    image: b:1\n    privileged: ${PRIV}\n';
const MAIN = MemoryHost.uri('docker-compose.yml');
const ENV = MemoryHost.uri('.env');

/** A host that keeps one file back until it is let go: what a slow disk or a busy editor does. */
class HeldHost extends MemoryHost {
  readonly held: string;
  #arrived: () => void = () => {};
  #open: () => void = () => {};
  readonly arrived = new Promise<void>((resolve) => {
    this.#arrived = resolve;
  });
  readonly #gate = new Promise<void>((resolve) => {
    this.#open = resolve;
  });

  constructor(held: string, files: Readonly<Record<string, string>>) {
    super(files);
    this.held = MemoryHost.uri(held);
  }

  letGo(): void {
    this.#open();
  }

  override async read(uri: string): Promise<HostFile> {
    if (uri === this.held) {
      this.#arrived();
      await this.#gate;
    }
    return super.read(uri);
  }
}

async function session(host: MemoryHost): Promise<{ folders: Folders; analysis: Analysis }> {
  const folders = new Folders({
    createHost: () => host,
    configuration: () => Promise.resolve({}),
    rules: RULES,
    onSlow: () => {},
  });
  await folders.load([MemoryHost.root]);
  return { folders, analysis: new Analysis(folders) };
}

function codesOf(diagnostics: readonly { readonly code?: unknown }[]): readonly unknown[] {
  return diagnostics.map(({ code }) => code);
}

// The file beside is read after the model was made, to see whether it takes this one in: there the check waits.
const FILES = { 'docker-compose.yml': COMPOSE, '.env': 'PRIV=true\n', 'docker-compose.other.yml': 'services: {}\n' };

describe('what changes while a file is checked', () => {
  it('is in the result: the file itself is typed in, between its reading and its rules', async () => {
    const bad = COMPOSE.replace('${PRIV}', 'true');
    const host = new HeldHost('docker-compose.other.yml', { ...FILES, 'docker-compose.yml': bad });
    const { folders, analysis } = await session(host);
    folders.open(MAIN, 'dockercompose', bad);
    const result = analysis.result(MAIN);
    await host.arrived;
    folders.open(MAIN, 'dockercompose', bad.replace('true', 'false'));
    host.letGo();
    expect(codesOf((await result).diagnostics)).not.toContain(PRIVILEGED);
    expect(codesOf((await analysis.result(MAIN)).diagnostics)).not.toContain(PRIVILEGED);
  });

  it('is in the result: a neighbour that is typed in', async () => {
    const host = new HeldHost('docker-compose.other.yml', FILES);
    const { folders, analysis } = await session(host);
    folders.open(MAIN, 'dockercompose', COMPOSE);
    const result = analysis.result(MAIN);
    await host.arrived;
    folders.open(ENV, 'dotenv', 'PRIV=false\n');
    host.letGo();
    expect(codesOf((await result).diagnostics)).not.toContain(PRIVILEGED);
  });

  it('is in the result: settings that come', async () => {
    const host = new HeldHost('docker-compose.other.yml', FILES);
    const { folders, analysis } = await session(host);
    const result = analysis.result(MAIN);
    await host.arrived;
    host.set('preflight.json', `{ "rules": { "${PRIVILEGED}": "off" } }`);
    folders.changed(MemoryHost.uri('preflight.json'));
    folders.note();
    host.letGo();
    expect(codesOf((await result).diagnostics)).not.toContain(PRIVILEGED);
  });

  it('is in the result: the switch that hides all findings', async () => {
    const host = new HeldHost('docker-compose.other.yml', FILES);
    const { folders, analysis } = await session(host);
    const result = analysis.result(MAIN);
    await host.arrived;
    analysis.enabled = false;
    folders.note();
    host.letGo();
    expect((await result).diagnostics).toEqual([]);
  });

  it('does not come back with an older check that ends later', async () => {
    const host = new HeldHost('docker-compose.other.yml', FILES);
    const { folders, analysis } = await session(host);
    const results = new Results();
    const told: unknown[] = [];
    const scanner = new Scanner(folders, analysis, results, (_, result) =>
      told.push(codesOf(result?.diagnostics ?? [])),
    );
    const older = scanner.check(MAIN);
    await host.arrived;
    host.set('.env', 'PRIV=false\n');
    folders.changed(ENV);
    folders.note(ENV);
    const newer = scanner.check(MAIN);
    host.letGo();
    await Promise.all([older, newer]);
    expect(told.at(-1)).not.toContain(PRIVILEGED);
    expect(codesOf(results.get(MAIN)?.diagnostics ?? [])).not.toContain(PRIVILEGED);
  });
});

describe('the report of an open document', () => {
  it('is kept while other files are typed in, and made again when one that it depends on is', async () => {
    const host = new MemoryHost(FILES);
    const { folders, analysis } = await session(host);
    const OTHER = MemoryHost.uri('elsewhere/app.env');
    folders.open(MAIN, 'dockercompose', COMPOSE);
    const before = await analysis.report(MAIN);
    folders.open(OTHER, 'dotenv', 'A=1\n');
    expect(await analysis.report(MAIN)).toBe(before);
    folders.open(ENV, 'dotenv', 'PRIV=false\n');
    const after = await analysis.report(MAIN);
    expect(before?.findings.map(({ rule }) => rule)).toContain(PRIVILEGED);
    expect(after?.findings.map(({ rule }) => rule)).not.toContain(PRIVILEGED);
  });

  it('is made again when a file that did not take it in before begins to', async () => {
    const site = MemoryHost.uri('nginx/site.conf');
    const whole = MemoryHost.uri('nginx/nginx.conf');
    const text = 'server { listen 80; location /a { alias /srv/a/; } }\n';
    const host = new MemoryHost({ 'nginx/site.conf': text, 'nginx/nginx.conf': 'events {}\nhttp {\n}\n' });
    const { folders, analysis } = await session(host);
    folders.open(site, 'nginx', text);
    await analysis.report(site);
    folders.open(whole, 'nginx', 'events {}\nhttp {\n  include site.conf;\n}\n');
    expect([...((await analysis.report(site))?.dependencies.keys() ?? [])]).toContain(whole);
  });
});

describe('a credential that is set in an env file', () => {
  const USER =
    'services:\n  db:\n    image: postgres:16\n    env_file: .env\n  web:\n    image: web:1\n    environment:\n      DATABASE_URL: postgres://app:hunter22@db/app\n';
  const HOME = 'POSTGRES_PASSWORD=hunter22\n';

  it('is shown as it is once typing pauses', async () => {
    const host = new MemoryHost({ 'docker-compose.yml': USER, '.env': HOME });
    const { folders } = await session(host);
    const analysis = new Analysis(folders, true);
    folders.open(MAIN, 'dockercompose', USER);
    await analysis.result(MAIN);
    folders.open(MAIN, 'dockercompose', `${USER}# typed\n`);
    const typed = await analysis.result(MAIN);
    const isOther = await analysis.settle(MAIN);
    const settled = await analysis.result(MAIN);
    const fresh = await new Analysis(folders).result(MAIN);
    expect(settled.diagnostics).toEqual(fresh.diagnostics);
    expect(isOther).toBe(settled.resultId !== typed.resultId);
  });

  it('is looked at again when the env file changes', async () => {
    const host = new MemoryHost({ 'docker-compose.yml': USER, '.env': HOME });
    const { folders } = await session(host);
    const analysis = new Analysis(folders, true);
    folders.open(MAIN, 'dockercompose', USER);
    await analysis.result(MAIN);
    folders.open(ENV, 'dotenv', 'POSTGRES_PASSWORD=correct-horse-9battery\n');
    const fresh = await new Analysis(folders).result(MAIN);
    expect((await analysis.result(MAIN)).diagnostics).toEqual(fresh.diagnostics);
  });
});

describe('an open document over the size limit', () => {
  it('is named, not checked, like its file would be', async () => {
    const { folders, analysis } = await session(new MemoryHost({ 'docker-compose.yml': COMPOSE }));
    folders.open(MAIN, 'dockercompose', `${COMPOSE.replace('${PRIV}', 'true')}${'# more\n'.repeat(160_000)}`);
    const { diagnostics } = await analysis.result(MAIN);
    expect(codesOf(diagnostics)).toEqual(['preflight/unreadable']);
  });
});
