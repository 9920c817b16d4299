import { readFileSync } from 'node:fs';
import { parse } from 'dotenv';
import { describe, expect, it } from 'vitest';
import { LOADERS, type LoaderId } from '../../../../server/src/formats/dotenv/read/loaders/loaders.ts';
import { loadersPage } from '../../../../tools/dotenv-loaders.ts';

interface Expected {
  /** The loader stops with an error. */
  readonly rejected?: boolean;
  readonly values: Readonly<Record<string, string | null>>;
  readonly runs?: readonly string[];
}

/**
 * What fifteen loaders made of 88 texts when they were run (compose and Ruby: ports of their sources that pass their own tests;
 * django-environ: its reading loop alone): npm dotenv 16-18, dotenv-expand 12 and 1000, dotenvx 2.38, Node 20.20, compose-go e70e961,
 * docker 28.2, python-dotenv 1.2.2, django-environ 0.12, Ruby dotenv 3, phpdotenv 5.4 (with the names of 5.5), symfony/dotenv 5.4.53,
 * godotenv 1.5.1, systemd 252, dash. `null`: named without a value.
 */
const cases: readonly {
  readonly name: string;
  readonly text: string;
  readonly readings: Record<LoaderId, Expected>;
}[] = JSON.parse(readFileSync(new URL('./data/dialects.json', import.meta.url), 'utf8'));

describe.each(Object.values(LOADERS))('$title', ({ id, read }) => {
  it.each(cases)('$name', ({ text, readings }) => {
    const expected = readings[id];
    const reading = read(text);
    expect({
      rejected: reading.rejected,
      values: Object.fromEntries([...reading.values].map(([name, value]) => [name, value ?? null])),
      runs: [...reading.runs],
    }).toEqual({ rejected: expected.rejected ?? false, values: expected.values, runs: expected.runs ?? [] });
  });
});

describe('npm dotenv, run', () => {
  it.each(cases)('$name', ({ text, readings }) => {
    expect({ ...parse(text) }).toEqual(readings.dotenv.values);
  });
});

it('docs/dotenv-loaders.md is fresh (node tools/dotenv-loaders.ts)', () => {
  const page = readFileSync(new URL('../../../../docs/dotenv-loaders.md', import.meta.url), 'utf8');
  expect(page.replace(/\r\n/g, '\n')).toBe(loadersPage());
});
