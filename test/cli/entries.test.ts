import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, runCli } from './run-cli.ts';

const SHOP = `services:
  shop:
    image: example/shop:1.2.3
  search:
    image: example/search:1.2.3
  agent:
    image: example/agent:2.0.1
    user: root
    volumes:
      - /var/run/docker.sock:/var/run/docker.sock
`;

interface Member {
  readonly rule: string;
  readonly line: number;
  readonly severity: string;
  readonly fingerprint: string;
  readonly group?: { readonly id: string; readonly role: string };
}

async function scan(...args: readonly string[]) {
  return runCli(['scan', '--fail-on', 'never', ...args], { cwd: folderWith({ 'compose.yml': SHOP }) });
}

describe('what says one thing at several places', () => {
  it('is one entry in text: the other places, then lesser findings in their words; the summary says how many places', async () => {
    const { stdout } = await scan();
    expect(stdout.match(/\[compose\/missing-resource-limits\]/g)).toHaveLength(1);
    expect(stdout).toContain('compose.yml:2:3 low "shop" has no memory limit');
    expect(stdout).toContain('    also at 4:3, 6:3\n');
    expect(stdout).toMatch(/ {4}with 8:11 "agent" runs as root: .* \[compose\/root-user\]\n/);
    expect(stdout).toMatch(/1 file checked, 2 findings at 5 places: 1 critical, 1 low\.\n$/);
  });

  it('is one line with a count when quiet', async () => {
    const { stdout } = await scan('-q');
    expect(stdout.trim().split('\n')).toHaveLength(3);
    expect(stdout).toMatch(/^compose\.yml:2:3 low .*set one \(and 2 more\) \[compose\/missing-resource-limits\]$/m);
  });

  it('says findings alone where each has one place', async () => {
    const cwd = folderWith({ '.env': 'DEBUG=true\n' });
    expect((await runCli(['scan', '--fail-on', 'never'], { cwd })).stdout).toContain(
      '1 file checked, 1 finding: 1 medium.',
    );
  });

  it('stays five members in JSON, each with its own fingerprint and the entry it is in', async () => {
    const { stdout } = await scan('--format', 'json');
    const body: { findings: readonly Member[]; summary: Record<string, number> } = JSON.parse(stdout);
    expect(body.findings).toHaveLength(5);
    expect(new Set(body.findings.map(({ fingerprint }) => fingerprint)).size).toBe(5);
    expect(body.findings.map(({ line, group }) => [line, group?.role])).toEqual([
      [2, 'lead'],
      [4, 'same-advice'],
      [6, 'same-advice'],
      [8, 'lesser'],
      [10, 'lead'],
    ]);
    expect(new Set(body.findings.map(({ group }) => group?.id)).size).toBe(2);
    expect(body.summary).toMatchObject({ critical: 1, entries: 2, places: 5 });
    expect(stdout).not.toContain('folding');
  });

  it('has no group where it is alone', async () => {
    const { stdout } = await runCli(['scan', '--fail-on', 'never', '--format', 'json'], {
      cwd: folderWith({ '.env': 'DEBUG=true\n' }),
    });
    expect(JSON.parse(stdout).findings[0].group).toBeUndefined();
  });

  it('stays five results in SARIF, with the group among their properties', async () => {
    const { stdout } = await scan('--format', 'sarif');
    const results: readonly { properties: { group?: { role: string } } }[] = JSON.parse(stdout).runs[0].results;
    expect(results.map(({ properties }) => properties.group?.role)).toEqual([
      'lead',
      'same-advice',
      'same-advice',
      'lesser',
      'lead',
    ]);
  });

  it('is one annotation, one table row, one failed test and one article', async () => {
    const github = (await scan('--format', 'github')).stdout.trim().split('\n');
    expect(github).toHaveLength(2);
    expect(github[0]).toMatch(/^::notice file=compose\.yml,line=2,.*set one%0Aalso at 4:3, 6:3$/);
    const markdown = (await scan('--format', 'markdown')).stdout;
    expect(markdown).toContain('1 file checked, 2 findings at 5 places: **1** critical');
    expect(markdown.match(/^\| (critical|low) \|/gm)).toHaveLength(2);
    expect(markdown).toContain('set one<br>also at 4:3, 6:3 |');
    const junit = (await scan('--format', 'junit')).stdout;
    expect(junit).toContain('<testsuites name="config-preflight" tests="2" failures="2">');
    expect(junit).toContain('also at 4:3, 6:3</failure>');
    const html = (await scan('--format', 'html')).stdout;
    expect(html.match(/<article>/g)).toHaveLength(2);
    expect(html).toContain('2 findings at 5 places');
    expect(html).toContain('also at 4:3, 6:3');
  });

  it('lists so many places and counts the rest', async () => {
    const many = Array.from({ length: 30 }, (_, i) => `  s${i}:\n    image: example/s:1.2.3\n`).join('');
    const { stdout } = await runCli(['scan', '--fail-on', 'never'], {
      cwd: folderWith({ 'compose.yml': `services:\n${many}` }),
    });
    expect(stdout).toMatch(/ {4}also at 4:3, (?:\d+:3, ){6}\d+:3 and 21 more\n/);
  });

  it('fails by its members, also by one that is not the lead', async () => {
    const cwd = folderWith({
      'compose.yml': SHOP.replace('agent:2.0.1', 'agent:2.0.1').replace('user: root', 'user: "0"'),
    });
    expect((await runCli(['scan', '--rule', 'compose/root-user', '--fail-on', 'low'], { cwd })).code).toBe(1);
    expect((await runCli(['scan', '--fail-on', 'critical'], { cwd })).code).toBe(1);
  });

  it('has no member that the baseline knows, and the baseline knows members', async () => {
    const cwd = folderWith({ 'compose.yml': SHOP });
    await runCli(['scan', '--baseline', 'base.json', '--update-baseline', '--fail-on', 'never'], { cwd });
    const known = JSON.parse(readFileSync(join(cwd, 'base.json'), 'utf8')).findings['compose.yml'];
    expect(known).toHaveLength(5);
    const more = folderWith({
      'compose.yml': `${SHOP}  jobs:\n    image: example/jobs:1.2.3\n  mail:\n    image: example/mail:1.2.3\n`,
      'base.json': readFileSync(join(cwd, 'base.json'), 'utf8'),
    });
    const { stdout } = await runCli(['scan', '--baseline', 'base.json', '--fail-on', 'never'], { cwd: more });
    expect(stdout).toContain('compose.yml:11:3 low "jobs"');
    expect(stdout).toContain('also at 13:3\n');
    expect(stdout).toContain('1 finding at 2 places');
  });

  it('is grouped the same from the result cache, which holds members', async () => {
    const cwd = folderWith({
      'compose.yml': SHOP,
      'db/.env': 'DB_PASSWORD=letmein123\n',
      'db/compose.yml':
        'services:\n  db:\n    image: postgres:17.2\n    environment:\n      POSTGRES_PASSWORD: ${DB_PASSWORD:-letmein123}\n',
    });
    const cache = folderWith({});
    const args = ['scan', `--cache=${cache}`, '--fail-on', 'never'];
    const first = await runCli(args, { cwd });
    const second = await runCli(args, { cwd });
    expect(second.stdout).toBe(first.stdout);
    expect(first.stdout).toMatch(
      /db\/\.env:1:13 medium DB_PASSWORD .*\n(?:.*\n)*? {4}with db\/compose\.yml:5:41 Default of DB_PASSWORD/,
    );
    const written = readdirSync(cache, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
    expect(written.length).toBeGreaterThan(0);
    for (const name of written) expect(readFileSync(join(cache, name), 'utf8')).not.toContain('letmein');
  });
});
