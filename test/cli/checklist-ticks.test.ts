import { describe, expect, it } from 'vitest';
import { folderWith, runCli } from './run-cli.ts';

interface Item {
  readonly id: string;
  readonly state: string;
  readonly tick?: { readonly by?: string };
  readonly stale: boolean;
}

interface Report {
  readonly sections: readonly { readonly items: readonly Item[] }[];
  readonly notes: readonly string[];
}

async function report(cwd: string, ...args: readonly string[]): Promise<Report & { readonly items: readonly Item[] }> {
  const { stdout } = await runCli(['checklist', ...args, '--format', 'json', '--fail-on', 'never'], { cwd });
  const read = JSON.parse(stdout) as Report;
  return { ...read, items: read.sections.flatMap(({ items }) => items) };
}

const TICKS = JSON.stringify({
  bap: { 'bap-ufw': { by: 'Ada', on: '2026-11-01' }, 'bap-gdpr-policy': { by: 'Ada', on: '2020-01-01' } },
  bdc: { 'bap-zdt': { by: 'Eve', on: '2026-11-01' } },
});

describe('ticks on the command line', () => {
  it('are read from .preflight/ticks.json of the folder, by checklist; old ones run out', async () => {
    const cwd = folderWith({ '.preflight/ticks.json': TICKS, '.env': 'A=1\n' });
    const { items, notes } = await report(cwd, 'bap');
    const state = (id: string) => items.find((item) => item.id === id);
    expect(state('bap-ufw')).toMatchObject({ state: 'pass', tick: { by: 'Ada' } });
    expect(state('bap-gdpr-policy')).toMatchObject({ state: 'manual', stale: true });
    expect(state('bap-zdt')?.state).toBe('manual');
    expect(notes).toEqual([]);
  });

  it('in settings still count; those of the file win', async () => {
    const settings = { checklists: { bap: { manual: { 'bap-ufw': { by: 'Old' }, 'bap-zdt': { by: 'Old' } } } } };
    const cwd = folderWith({
      '.preflight/ticks.json': TICKS,
      'preflight.json': JSON.stringify(settings),
      '.env': 'A=1\n',
    });
    const { items } = await report(cwd, 'bap');
    expect(items.find(({ id }) => id === 'bap-ufw')?.tick?.by).toBe('Ada');
    expect(items.find(({ id }) => id === 'bap-zdt')?.tick?.by).toBe('Old');
  });

  it('of the repository hold for a folder in it', async () => {
    const cwd = folderWith({
      '.preflight/ticks.json': TICKS,
      'deploy/.env': 'A=1\n',
      'preflight.json': '{"root":true}',
    });
    const { items } = await report(cwd, 'bap', 'deploy');
    expect(items.find(({ id }) => id === 'bap-ufw')?.state).toBe('pass');
  });

  it.each([
    '',
    '{',
    '[]',
    '{"bap":[]}',
    '{"bap":{"bap-ufw":7}}',
    '{"bap":{"bap-ufw":{"on":"soon"}}}',
  ])('that are broken are said: %j', async (text) => {
    const { items, notes } = await report(folderWith({ '.preflight/ticks.json': text, '.env': 'A=1\n' }), 'bap');
    expect(notes).toEqual([expect.stringMatching(/^\.preflight\/ticks\.json:1: /)]);
    expect(items.find(({ id }) => id === 'bap-ufw')?.state).toBe('manual');
  });
});

describe("a team's own checklist on the command line", () => {
  it('has its thresholds in force, as in the editor', async () => {
    const list = {
      name: 'ours',
      thresholds: { 'env/short-retention.auditDays': 30 },
      sections: [
        {
          title: 'A',
          items: [
            {
              id: 'kept',
              title: 'Kept',
              kind: 'rule',
              checks: [{ kind: 'rule', rules: ['env/short-retention'], about: { env: 'AUDIT*' } }],
            },
          ],
        },
      ],
    };
    const cwd = folderWith({ 'lists/ours.json': JSON.stringify(list), '.env': 'AUDIT_LOG_RETENTION_DAYS=60\n' });
    expect((await report(cwd, 'lists/ours.json')).items.map(({ state }) => state)).toEqual(['pass']);
  });

  it('that settings name has its mistakes reported by a scan, under any name', async () => {
    const cwd = folderWith({
      'preflight.json': '{"checklists":{"lists/ours.json":{}}}',
      'lists/ours.json': '{"name":"x","sectoins":[]}',
      '.env': 'A=1\n',
    });
    const { stdout } = await runCli(['scan', '--format', 'json', '--fail-on', 'never'], { cwd });
    expect(stdout).toContain('did you mean \\"sections\\"');
  });
});
