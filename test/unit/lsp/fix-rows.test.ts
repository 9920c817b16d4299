import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../server/src/finding/finding.ts';
import { consequenceOf, rowsOf } from '../../../server/src/lsp/fix-rows.ts';
import { type FixChoice, fixFiles } from '../../../server/src/project/fix-files.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import { memoryProject } from '../../support/lint.ts';
import { MemoryHost } from '../../support/memory-host.ts';

async function rows(files: Readonly<Record<string, string>>, choice: Partial<FixChoice> = {}) {
  const { project } = memoryProject({ files });
  const uris = Object.keys(files).map((path) => MemoryHost.uri(path));
  const fixed = await fixFiles(project, uris, { level: 'unsafe', apart: true, ...choice });
  const all = rowsOf(fixed, (uri) => project.pathOf(uri), '');
  const shown = all.map(({ uri, annotation, newText }) => ({
    path: project.pathOf(uri),
    label: annotation?.label ?? '',
    description: annotation?.description ?? '',
    asks: annotation?.needsConfirmation ?? false,
    newText,
  }));
  return { fixed, all, shown };
}

const FINDING = {} as Finding;
const COMPOSE = [
  'services:',
  '  web:',
  '    image: nginx:1.27',
  '    privileged: true',
  '    restart: always',
  '    ports: ["127.0.0.1:8080:80"]',
  '    deploy: { resources: { limits: { memory: 128m } } }',
  '',
].join('\n');
const USELESS = '# preflight-ignore env/debug-enabled -- was once on\nDEBUG=false\n';

describe('rows of a preview', () => {
  it('are one a change, the safe ones ticked, the others under their consequence', async () => {
    const only = ({ rule }: { readonly rule: string }) =>
      rule === 'compose/privileged-container' || rule === 'preflight/suppression';
    const { shown } = await rows({ 'docker-compose.yml': COMPOSE, '.env': USELESS }, { wants: only });
    expect(shown.map(({ path, label, asks }) => [path, label, asks])).toEqual([
      ['.env', 'Changes nothing that a working deployment notices', false],
      ['docker-compose.yml', expect.stringMatching(/^Changes behavior: .+[^)]$/), true],
    ]);
    expect(shown[1]?.description).toMatch(/^Run "web" unprivileged \(.+\)$/);
  });

  it('that make a file stand under one label, so that none is ticked without the file', () => {
    const repaired = (title: string) => [{ title, safety: 'behavior-changing' as const, finding: FINDING }];
    const insert = (at: number, newText: string, unit: number) => ({ span: { start: at, end: at }, newText, unit });
    const fixed = {
      units: [repaired('Move A to .env (one)'), repaired('Move B to .env (two)'), repaired('Change both ends (three)')],
      unitEdits: new Map([
        ['f:/compose.yml', [insert(0, 'a', 0), insert(0, 'b', 1), insert(1, 'c', 2)]],
        ['f:/.env', [insert(0, 'A=1\n', 0), insert(0, 'B=1\n', 1)]],
        ['f:/other.yml', [insert(0, 'c', 2)]],
      ]),
      before: new Map([
        ['f:/compose.yml', 'xy'],
        ['f:/other.yml', ''],
      ]),
    };
    const shown = rowsOf(fixed, (uri) => uri.slice(3), '').map(({ uri, create, annotation }) => ({
      uri,
      create,
      label: annotation?.label,
      asks: annotation?.needsConfirmation,
    }));
    const together = 'All or none: makes .env';
    const both = 'All or none of 2 files: Change both ends (three)';
    expect(shown).toEqual([
      { uri: 'f:/compose.yml', create: false, label: together, asks: true },
      { uri: 'f:/compose.yml', create: false, label: together, asks: true },
      { uri: 'f:/compose.yml', create: false, label: both, asks: true },
      { uri: 'f:/.env', create: true, label: together, asks: true },
      { uri: 'f:/.env', create: true, label: together, asks: true },
      { uri: 'f:/other.yml', create: false, label: both, asks: true },
    ]);
  });

  it('all taken give what fixing gives, and the ticked ones alone give what safe fixing gives', async () => {
    const files = { 'docker-compose.yml': COMPOSE.replace('127.0.0.1:', ''), '.env': `${USELESS}IGNORE_SSL=true\n` };
    const { fixed, all } = await rows(files);
    expect(all.length).toBeGreaterThan(2);
    for (const [path, text] of Object.entries(files)) {
      const uri = MemoryHost.uri(path);
      const own = all.filter((row) => row.uri === uri);
      expect(made(text, own)).toBe(fixed.after.get(uri) ?? text);
      const ticked = own.filter(({ annotation }) => annotation?.needsConfirmation !== true);
      const safe = await rows(files, { level: 'safe' });
      expect(made(text, ticked)).toBe(safe.fixed.after.get(uri) ?? text);
    }
  });

  it('a consequence is what stands in the last parentheses of a title', () => {
    expect(consequenceOf('Do x (it loses access (all of it) to devices)')).toBe(
      'it loses access (all of it) to devices',
    );
    expect(consequenceOf('Do x')).toBe('see the change');
  });
});

/** Edits in the order given; several may insert at one place. */
function made(text: string, edits: Parameters<typeof applyEdits>[1]): string {
  let now = text;
  for (const edit of [...edits].reverse()) now = applyEdits(now, [edit]);
  return now;
}
