import { expect, it } from 'vitest';
import { listOf, numbersOf } from '../../../server/src/cli/input-table.ts';

it('numbers are a list in order, each once, as runs', () => {
  expect(listOf([])).toBe('');
  expect(listOf([7, 0, 2, 1, 7, 1])).toBe('0-2,7');
  expect(listOf([900_000_000, 3, 900_000_001])).toBe('3,900000000-900000001');
  expect(numbersOf(listOf([12, 11, 9, 9]), 13)).toEqual([9, 11, 12]);
});
