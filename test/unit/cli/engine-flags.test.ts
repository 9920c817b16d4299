import { setFlagsFromString } from 'node:v8';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { keepYoungHeap, optimizeLate } from '../../../server/src/cli/engine-flags.ts';

vi.mock('node:v8', () => ({ setFlagsFromString: vi.fn() }));

describe('flags of the engine', () => {
  beforeEach(() => vi.mocked(setFlagsFromString).mockClear());

  it.each([
    ['Node 20', '11.3.244.8-node.38', 0, 1],
    ['Node 22', '12.4.254.21-node.57', 3, 1],
    ['Node 24', '13.6.233.17-node.53', 3, 1],
    ['Node 25', '14.1.146.11-node.25', 3, 1],
    ['a V8 that nobody tried, which may say that it does not know them', '15.0.1', 0, 0],
    ['a V8 of before', '10.2.154.26', 0, 0],
    ['something else', 'unknown', 0, 0],
  ])('are set where they are known: %s', (_, v8, late, young) => {
    optimizeLate(v8);
    expect(setFlagsFromString).toHaveBeenCalledTimes(late);
    vi.mocked(setFlagsFromString).mockClear();
    keepYoungHeap(v8);
    expect(setFlagsFromString).toHaveBeenCalledTimes(young);
  });
});
