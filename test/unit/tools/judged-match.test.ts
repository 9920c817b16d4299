import { describe, expect, it } from 'vitest';
import type { CorpusFinding } from '../../../tools/corpus-scan.ts';
import { type Fate, fatesOf, isSameOwner, type Today } from '../../../tools/judged/match.ts';
import { corpusFinding, place } from './corpus-finding.ts';

/** A file of two services: lines 1 to 9 are of `web`, those from 10 of `db`. */
function today(findings: readonly CorpusFinding[]): Today {
  return {
    of: (rule, file) => findings.filter((one) => one.finding.rule === rule && one.file === file),
    naming: (rule, wanted) =>
      findings.find(
        ({ finding, related }) =>
          finding.rule === rule && related.some(({ file, line }) => file === wanted.file && line === wanted.line),
      ),
    ownerAt: (_, line) => ['services', line < 10 ? 'web' : 'db'],
  };
}

function fate(
  given: Parameters<typeof place>[0],
  findings: readonly CorpusFinding[],
  others = [] as ReturnType<typeof place>[],
): Fate {
  const found = fatesOf([place({ ids: ['X'], ...given }), ...others], today(findings)).get('X');
  if (found === undefined) throw new Error('no fate');
  return found;
}

describe('the fate of a judged place', () => {
  it('is there when a finding of the rule stands on its line, whatever it is called now', () => {
    const one = corpusFinding({ line: 3, finding: { fingerprint: 'other' } });
    expect(fate({ line: 3 }, [one])).toMatchObject({ state: 'there', at: one });
  });

  it('is there when the same finding stands on another line', () => {
    const one = corpusFinding({ line: 5, finding: { fingerprint: 'f3' } });
    expect(fate({ line: 3, fingerprint: 'f3' }, [one])).toMatchObject({ state: 'there', at: one });
  });

  it('is gone when only its neighbour on the same service is left', () => {
    const neighbour = corpusFinding({ line: 4, owner: ['services', 'web', 'cap_add', 'SYS_MODULE'] });
    expect(fate({ line: 3 }, [neighbour], [place({ line: 4 })]).state).toBe('gone');
  });

  it('moved when a finding that was not there before stands on its service', () => {
    const one = corpusFinding({ line: 7, owner: ['services', 'web', '<<'] });
    expect(fate({ line: 3 }, [one])).toMatchObject({ state: 'moved', at: one, sharedWith: 0 });
  });

  it('tells that two places moved to one finding', () => {
    const one = corpusFinding({ line: 7, owner: ['services', 'web', '<<'] });
    expect(fate({ line: 3 }, [one], [place({ line: 4 })])).toMatchObject({ state: 'moved', sharedWith: 1 });
  });

  it('is gone when the new finding is on another service', () => {
    expect(fate({ line: 3 }, [corpusFinding({ line: 12, owner: ['services', 'db'] })]).state).toBe('gone');
  });

  it('is named when another finding of the rule has its line among its places', () => {
    const one = corpusFinding({
      line: 12,
      owner: ['services', 'db'],
      related: [{ file: 'one__app/compose.yaml', line: 3 }],
    });
    expect(fate({ line: 3 }, [one], [place({ line: 12 })])).toMatchObject({ state: 'named', at: one });
  });

  it('tells two findings on one line apart by their columns', () => {
    const left = corpusFinding({ line: 3, column: 5, finding: { fingerprint: 'l' } });
    const right = corpusFinding({ line: 3, column: 9, finding: { fingerprint: 'r' } });
    const found = fate({ line: 3, column: 9, fingerprint: '' }, [left, right], [place({ line: 3, column: 5 })]);
    expect(found).toMatchObject({ state: 'there', at: right });
  });

  it('keeps readings of two commits apart', () => {
    const one = corpusFinding({ line: 3 });
    expect(fate({ line: 3 }, [one], [place({ line: 3, commit: 'c2' })]).state).toBe('there');
  });
});

describe('the same owner', () => {
  it.each([
    [
      ['services', 'web', 'ports'],
      ['services', 'web', 'image'],
    ],
    [['services'], ['services', 'web']],
    [
      ['services', 'server', 'environment', 'http'],
      ['services', 'server'],
    ],
    [
      ['http', 'server a 80', 'location /'],
      ['http', 'server a 80', 'location /', 'proxy_pass x'],
    ],
    [
      ['http', 'server a 80', 'listen 80'],
      ['http', 'server a 80', 'root /srv'],
    ],
    [
      ['[query]', 'host'],
      ['[query]', 'port'],
    ],
    [['KEY'], ['KEY']],
  ])('%j and %j', (a, b) => {
    expect([isSameOwner(a, b), isSameOwner(b, a)]).toEqual([true, true]);
  });

  it.each([
    [
      ['services', 'web', 'ports'],
      ['services', 'db', 'ports'],
    ],
    [
      ['services', 'http', 'environment', 'A'],
      ['services', 'db', 'environment', 'http'],
    ],
    [
      ['http', 'server a 80', 'location /'],
      ['http', 'server a 80', 'location /b'],
    ],
    [
      ['http', 'server a 80'],
      ['http', 'server b 80'],
    ],
    [
      ['[query]', 'host'],
      ['[meta]', 'host'],
    ],
    [['KEY'], ['OTHER']],
  ])('not %j and %j', (a, b) => {
    expect([isSameOwner(a, b), isSameOwner(b, a)]).toEqual([false, false]);
  });
});
