import { describe, expect, it } from 'vitest';
import { saidBy } from '../../../server/src/engine/advice.ts';

const advice = (message: string) => saidBy(message).advice;

describe('the advice of a message', () => {
  it('is what stands behind the last separator, whomever the message is about', () => {
    expect(advice('"a" has no CPU limit: one flood starves the host; set limits')).toBe('set limits');
    expect(advice('"b" has no memory or CPU limit: one flood starves the host; set limits')).toBe('set limits');
  });

  it('is the same for names and numbers that were named before', () => {
    expect(advice('Port 80 of "a" is taken by "b": write 127.0.0.1:80')).not.toBe(advice('X: write it out'));
    expect(advice('API_KEY is empty; require it with ${API_KEY:?}')).toBe(
      advice('JWT_SECRET is empty; require it with ${JWT_SECRET:?}'),
    );
    expect(advice('RC4-SHA (RC4) can be broken; exclude !RC4')).toBe(
      advice('ADH-SHA (ADH) can be broken; exclude !ADH'),
    );
  });

  it('differs by a name that comes up in it alone', () => {
    expect(advice('unknown directive "lisen": did you mean "listen"?')).not.toBe(
      advice('unknown directive "rot": did you mean "root"?'),
    );
  });

  it('is the whole message where that says only what happens', () => {
    expect(advice('no handler for server: it needs a proxy_pass: nginx will not start')).not.toBe(
      advice('invalid value "yes" in "autoindex": nginx will not start'),
    );
    expect(advice('invalid value "yes" in "gzip": nginx will not start')).toBe(
      advice('invalid value "ja" in "autoindex": nginx will not start'),
    );
    expect(advice('location "/": its end is missing')).toBe('its end is missing');
  });

  it('reads odd messages to their end', () => {
    for (const message of ['', ':', '; ;', '"open', '``', 'X', '"a": "b"', 'ends with a colon:']) {
      expect(() => saidBy(message)).not.toThrow();
    }
  });
});

describe('the words of a message', () => {
  it('leave out names, wherever they stand', () => {
    expect(saidBy('SYS_TIME lets "a" set the clock; remove it').words).toBe(
      saidBy('SYS_TIME lets "größe x" set the clock; remove it').words,
    );
    expect(saidBy('SYS_TIME lets "a" set the clock; remove it').words).not.toBe(
      saidBy('NET_RAW lets "a" send any packet; remove it').words,
    );
  });
});
