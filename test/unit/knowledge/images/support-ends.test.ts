import { describe, expect, it } from 'vitest';
import { supportEndOfImage } from '../../../../server/src/knowledge/images/support-ends.ts';

describe('when support of a version ended', () => {
  it.each([
    ['nginx:1.18.0-alpine', '2021-04'],
    // older than every line of the table: it ended earlier, nobody says when
    ['nginx:1.15', 'before 2021-04'],
    ['postgres:9.5.20', '2021-02'],
    ['nginx:1.99', undefined],
  ])('%s: %s', (image, since) => {
    expect(supportEndOfImage(image)?.since).toBe(since);
  });
});
