import { describe, expect, it } from 'vitest';
import { cronPace } from '../../../../server/src/knowledge/env/cron.ts';

describe('the pace of a cron schedule', () => {
  it.each([
    '0 2 * * *',
    '*/15 * * * *',
    '0 0 2 * * ?',
    '30 1 * * 1-5',
    '0 3 * * MON-FRI',
    '0 3 * * 1,2,3,4,5',
    '@daily',
    '@hourly',
  ])('%s runs daily', (text) => expect(cronPace(text)).toBe('daily'));

  it.each([
    '0 3 * * 0',
    '0 3 1 * *',
    '0 3 */2 * *',
    '0 3 * 6 *',
    '0 3 * * sat,sun',
    '@weekly',
    '@monthly',
  ])('%s is rarer', (text) => expect(cronPace(text)).toBe('rarer'));

  it.each(['', 'daily', '0 3 * *', '0 3 1 * 0', '@reboot', 'every day at three o’clock'])('%s is not known', (text) =>
    expect(cronPace(text)).toBeUndefined());
});
