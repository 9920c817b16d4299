import { describe, expect, it } from 'vitest';
import { judgeSecrets } from '../../../server/src/secrets/judge.ts';
import type { SecretSource } from '../../../server/src/secrets/source.ts';

const TEXT = 'zuvonelixu77';

function password(around: Pick<SecretSource, 'contextWords'> & Partial<SecretSource>): SecretSource {
  return {
    format: 'compose',
    place: 'compose-environment',
    name: 'DB_PASSWORD',
    path: ['services', 'db', 'environment', 'DB_PASSWORD'],
    valueSpan: { start: 0, end: TEXT.length },
    source: TEXT,
    literal: TEXT,
    isString: true,
    references: [],
    ...around,
  };
}

function verdict(source: SecretSource, workspaceWords: readonly string[] = []): string | undefined {
  return judgeSecrets(source, workspaceWords)[0]?.grade.verdict;
}

describe('the words around a secret', () => {
  it('make it weak where they stand, and nowhere else, in whatever order it is asked', () => {
    const apart = () => verdict(password({ contextWords: ['orders'] }));
    expect(apart()).toBe('strong');
    expect(verdict(password({ contextWords: ['orders', 'zuvonelixu'] }))).toBe('weak');
    expect(apart()).toBe('strong');
    expect(verdict(password({ contextWords: ['orders'], owner: 'zuvonelixu' }))).toBe('weak');
    expect(apart()).toBe('strong');
    expect(verdict(password({ contextWords: ['orders'] }), ['zuvonelixu'])).toBe('weak');
    expect(apart()).toBe('strong');
    expect(verdict(password({ contextWords: ['orders'], name: 'ZUVONELIXU_PASSWORD' }))).toBe('weak');
    expect(apart()).toBe('strong');
  });
});
