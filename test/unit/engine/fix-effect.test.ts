import { describe, expect, it } from 'vitest';
import { findingChange, Moved, otherwiseRead } from '../../../server/src/engine/fix-effect.ts';
import type { Format } from '../../../server/src/formats/format.ts';
import { readFormat } from '../../../server/src/project/build-model.ts';
import { applyEdits, type TextEdit } from '../../../server/src/text/edit.ts';
import { lintText } from '../../support/lint.ts';

function replace(text: string, old: string, newText: string): TextEdit {
  const start = text.indexOf(old);
  return { span: { start, end: start + old.length }, newText };
}

function insert(text: string, before: string, newText: string): TextEdit {
  const start = text.indexOf(before);
  return { span: { start, end: start }, newText };
}

function readsOtherwise(format: Format, text: string, ...edits: readonly TextEdit[]): string | undefined {
  const after = readFormat(format, applyEdits(text, edits));
  const at = otherwiseRead(readFormat(format, text), after, new Moved(edits));
  return at === undefined ? undefined : text.slice(at).split('\n')[0];
}

const COMPOSE =
  'services:\n  web:\n    image: nginx:1.27\n    ports:\n      - "80:80"\n  db:\n    image: postgres:17\n';

describe('otherwiseRead', () => {
  it('a value, a new key and a deleted line change nothing else', () => {
    expect(readsOtherwise('compose', COMPOSE, replace(COMPOSE, '1.27', '1.28'))).toBeUndefined();
    const key = replace(COMPOSE, '    ports:', '    read_only: true\n    ports:');
    expect(readsOtherwise('compose', COMPOSE, key)).toBeUndefined();
    expect(readsOtherwise('compose', COMPOSE, replace(COMPOSE, '    image: postgres:17\n', ''))).toBeUndefined();
    const commented = COMPOSE.replace('  db:', '    # more\n  db:');
    expect(readsOtherwise('compose', commented, insert(commented, '\n  db:', '\n    init: true'))).toBeUndefined();
    const block = 'server {\n  listen 80;\n  location / { return 204; }\n}\n';
    expect(readsOtherwise('nginx', block, replace(block, 'location /', 'location = /'))).toBeUndefined();
  });

  it('finds what comes to stand in another element', () => {
    const inserted = insert(COMPOSE, '    ports:', '  other:\n');
    expect(readsOtherwise('compose', COMPOSE, inserted)).toBe('ports:');
    const closed = 'http {\n  server {\n    listen 80;\n  }\n  gzip on;\n}\n';
    expect(readsOtherwise('nginx', closed, replace(closed, '80;\n  }', '80;\n'))).toBe('gzip on;');
  });
});

describe('findingChange', () => {
  it('follows findings through edits, and tells the right one of two with equal names gone', async () => {
    const text = 'DEBUG=true\nA=1\nDEBUG=true\n';
    const edits = [replace(text, 'DEBUG=true\n', '')];
    const before = (await lintText('.env', text)).filter(({ rule }) => rule === 'env/debug-enabled');
    const after = (await lintText('.env', applyEdits(text, edits))).filter(({ rule }) => rule === 'env/debug-enabled');
    expect([before.length, after.length]).toEqual([1, 1]);
    const { added, left } = findingChange(before, after, new Moved(edits));
    expect([added, [...left]]).toEqual([[], before]);
  });

  it('tells what becomes more severe', async () => {
    const [finding] = await lintText('.env', 'DEBUG=true\n');
    expect(finding).toBeDefined();
    if (finding === undefined) return;
    const worse = { ...finding, severity: 'critical' as const };
    const change = findingChange([{ ...finding, severity: 'low' }], [worse], undefined);
    expect([change.added, change.worse]).toEqual([[], [worse]]);
    expect(findingChange([worse], [{ ...finding, severity: 'low' }], undefined).worse).toEqual([]);
  });
});
