import { describe, expect, it } from 'vitest';
import { scanConnections } from '../../../server/src/text/connection-scan.ts';

/** The parts of every connection of a text, as text. */
function parts(text: string): unknown {
  return JSON.parse(
    JSON.stringify(scanConnections(text), (_key, value: unknown) =>
      typeof value === 'object' && value !== null && 'start' in value && 'end' in value
        ? text.slice(Number(value.start), Number(value.end))
        : value,
    ),
  );
}

describe('connection strings without a scheme', () => {
  it('ADO.NET for SQL Server', () => {
    expect(
      parts('Server=tcp:db.example.net,1433;Initial Catalog=orders;User ID=sa;Password="p;q";Encrypt=False;'),
    ).toMatchObject([
      {
        kind: 'sqlserver',
        syntax: 'semicolons',
        user: 'sa',
        password: 'p;q',
        hosts: [{ host: 'db.example.net', port: '1433' }],
      },
    ]);
  });

  it('Npgsql, MySQL Connector, libpq', () => {
    expect(parts('Host=db;Username=app;Password=p;SSL Mode=Disable')).toMatchObject([
      { kind: 'postgres', user: 'app', password: 'p' },
    ]);
    expect(parts('Server=db;Uid=app;Pwd=p;SslMode=None')).toMatchObject([
      { kind: 'mysql', user: 'app', password: 'p' },
    ]);
    expect(parts("host=db port=5432 user=app password='p q' sslmode=disable")).toMatchObject([
      { kind: 'postgres', syntax: 'blanks', password: 'p q', hosts: [{ host: 'db' }] },
    ]);
  });

  it('Go, with colons and at signs in the password', () => {
    expect(parts('app:p:a@ss@tcp(db.example.net:3306)/app?tls=false&x=1')).toMatchObject([
      {
        kind: 'mysql',
        user: 'app',
        password: 'p:a@ss',
        hosts: [{ host: 'db.example.net', port: '3306' }],
        path: '/app',
        query: [
          { name: 'tls', value: 'false' },
          { name: 'x', value: '1' },
        ],
      },
    ]);
    expect(parts('root@unix(/run/mysql.sock)/app')).toMatchObject([{ user: 'root', hosts: [], path: '/app' }]);
  });

  it('leaves other text alone', () => {
    for (const text of [
      'a=b',
      'a=b c=d',
      'max-age=1; path=/; domain=x',
      '-Xmx1g -Dserver=x',
      'user=a',
      'key=value;other=2',
      'SELECT a FROM b WHERE host = c',
      '',
    ])
      expect(scanConnections(text), text).toEqual([]);
  });
});
