import { describe, expect, it } from 'vitest';
import { scanUrls } from '../../../server/src/text/url-scan.ts';

/** The parts of every URL of a text, as text. */
function parts(text: string): unknown {
  return JSON.parse(
    JSON.stringify(scanUrls(text), (_key, value: unknown) =>
      typeof value === 'object' && value !== null && 'start' in value && 'end' in value
        ? text.slice(Number(value.start), Number(value.end))
        : value,
    ),
  );
}

describe('URLs in a text', () => {
  it('splits a database URL', () => {
    expect(parts('postgres://app:${P:-x@/y}@db:5432/app?sslmode=disable&a')).toEqual([
      {
        span: 'postgres://app:${P:-x@/y}@db:5432/app?sslmode=disable&a',
        scheme: 'postgres',
        user: 'app',
        password: '${P:-x@/y}',
        hosts: [{ host: 'db', port: '5432' }],
        path: '/app',
        query: [{ name: 'sslmode', value: 'disable' }, { name: 'a' }],
      },
    ]);
  });

  it('knows several hosts, IPv6 and an empty user', () => {
    expect(parts('redis://:pw@[::1]:6379,b:1/0')).toMatchObject([
      {
        password: 'pw',
        hosts: [
          { host: '[::1]', port: '6379' },
          { host: 'b', port: '1' },
        ],
      },
    ]);
  });

  it('takes the last @ as the end of the user information', () => {
    expect(parts('amqp://u:p@ss@h')).toMatchObject([{ user: 'u', password: 'p@ss', hosts: [{ host: 'h' }] }]);
  });

  it('reads JDBC with its sub-protocol and semicolons', () => {
    expect(parts('jdbc:sqlserver://h:1433;databaseName=x;encrypt=false')).toMatchObject([
      {
        scheme: 'jdbc:sqlserver',
        query: [
          { name: 'databaseName', value: 'x' },
          { name: 'encrypt', value: 'false' },
        ],
      },
    ]);
    expect(parts('jdbc:mysql:replication://a,b/x')).toMatchObject([
      { scheme: 'jdbc:mysql:replication', hosts: [{ host: 'a' }, { host: 'b' }] },
    ]);
  });

  it('separates a list and leaves quotes and brackets outside', () => {
    expect(parts('["https://a.example", "http://b.example/x"]')).toMatchObject([
      { span: 'https://a.example' },
      { span: 'http://b.example/x' },
    ]);
    expect(parts('http://a,https://b')).toMatchObject([{ span: 'http://a' }, { span: 'https://b' }]);
    expect(parts('(see https://a.example/p(1))')).toMatchObject([{ path: '/p(1))' }]);
  });

  it('finds none where no scheme stands', () => {
    expect(scanUrls('://x //y a:b@c')).toEqual([]);
    expect(scanUrls('')).toEqual([]);
  });
});
