import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { briefText } from '../../../tools/judged/brief.ts';
import { draw, drawByShare, seeded } from '../../../tools/judged/draw.ts';
import { placesIn } from '../../../tools/judged/places-in.ts';

const items = Array.from({ length: 300 }, (_, at) => ({
  id: at,
  rule: `rule ${at % 3}`,
  repository: `repository ${at % 20}`,
}));
const limits = { count: 240, perRule: 8, perRepository: 2 };
const SEED = '60e396ab00000000000000000000000000000000';

describe('a sample', () => {
  it('keeps its limits', () => {
    const drawn = draw(items, limits, seeded(SEED));
    const perRule = [...Map.groupBy(drawn, ({ rule }) => rule).values()].map((of) => of.length);
    const pairs = Map.groupBy(drawn, ({ rule, repository }) => `${rule} ${repository}`);
    expect(perRule).toEqual([8, 8, 8]);
    expect(Math.max(...[...pairs.values()].map((of) => of.length))).toBeLessThanOrEqual(2);
    expect(draw(items, { ...limits, count: 5 }, seeded(SEED))).toHaveLength(5);
  });

  it('is the same for the same seed and another for another', () => {
    const ids = (seed: string) => draw(items, limits, seeded(seed)).map(({ id }) => id);
    expect(ids(SEED)).toEqual(ids(SEED));
    expect(ids(SEED)).not.toEqual(ids('another word'));
    expect(ids('another word')).not.toEqual(ids('a third'));
  });

  it('of files follows the share of the formats', () => {
    const groups = new Map([
      ['compose', items.slice(0, 200)],
      ['env', items.slice(200, 300)],
    ]);
    const drawn = drawByShare(groups, 40, seeded(SEED));
    expect(drawn.filter(({ id }) => id < 200)).toHaveLength(27);
    expect(new Set(drawn.map(({ id }) => id)).size).toBe(40);
    expect(drawByShare(groups, 1000, seeded(SEED))).toHaveLength(300);
  });

  it('leaves out what a table of verdicts or notes names', () => {
    const folder = mkdtempSync(join(tmpdir(), 'preflight-sample-'));
    const verdicts = join(folder, 'v.tsv');
    const notes = join(folder, 'n.tsv');
    writeFileSync(verdicts, 'id\trule\tpath:line\nA1\tenv/x\tcorpus/a/.env:3\n');
    writeFileSync(notes, 'format\tpath\tline\nenv\tcorpus/b/.env\t0\n');
    const places = placesIn([verdicts, notes]);
    rmSync(folder, { recursive: true });
    expect([...places].sort()).toEqual(['corpus/a/.env', 'corpus/b/.env', 'env/x corpus/a/.env:3']);
  });
});

describe('a brief', () => {
  const item = {
    id: 'f1',
    rule: 'env/x',
    severity: 'low',
    place: 'corpus/a/.env:3',
    message: 'said\tonce',
    fix: 'Do it',
  };

  it('is a table without verdicts, one line an item', () => {
    expect(briefText('out.tsv', 'findings', SEED, [item])).toBe(
      'id\trule\tseverity\tpath:line\tmessage\tfix\nf1\tenv/x\tlow\tcorpus/a/.env:3\tsaid once\tDo it\n',
    );
    expect(briefText('out.tsv', 'recall', SEED, [item])).toBe('id\tformat\tpath\nf1\tenv/x\tcorpus/a/.env:3\n');
  });

  it('shows what a fix changes in Markdown', () => {
    const text = briefText('out.md', 'fixes', SEED, [{ ...item, diff: '-a\n+b\n' }]);
    expect(text).toContain('```diff\n-a\n+b\n```');
    expect(text).toContain('Fix: Do it');
  });
});
