import { describe, expect, it } from 'vitest';
import { transportOf } from '../../../server/src/knowledge/url/transports.ts';

function kind(scheme: string, query = ''): string {
  const parameters =
    query === '' ? [] : query.split('&').map((pair) => ({ name: pair.split('=')[0] ?? '', value: pair.split('=')[1] }));
  const transport = transportOf(scheme, parameters);
  return transport.kind === 'parameter'
    ? `${transport.name} → ${transport.safe}${transport.opportunistic ? ' (falls back)' : ''}`
    : transport.kind;
}

describe('what a connection URL asks of its transport', () => {
  const rows: readonly (readonly [string, string, string])[] = [
    ['postgres', '', 'missing'],
    ['postgresql+asyncpg', 'ssl=require', 'encrypted'],
    ['postgres', 'sslmode=verify-full', 'encrypted'],
    ['postgres', 'sslmode=disable', 'sslmode → require'],
    ['postgres', 'sslmode=prefer', 'sslmode → require (falls back)'],
    ['postgres', 'ssl=false', 'ssl → true'],
    ['mysql', '', 'missing'],
    ['mysql', 'useSSL=false', 'useSSL → true'],
    ['mysql', 'sslMode=DISABLED', 'sslMode → REQUIRED'],
    ['mysql', 'tls=preferred', 'tls → true (falls back)'],
    ['mysql+pymysql', 'ssl_ca=/etc/ca.pem', 'encrypted'],
    ['mongodb', '', 'missing'],
    ['mongodb', 'tls=true', 'encrypted'],
    ['mongodb+srv', '', 'encrypted'],
    ['mongodb+srv', 'tls=false', 'tls → true'],
    ['sqlserver', '', 'encrypted'],
    ['sqlserver', 'encrypt=false', 'encrypt → true'],
    ['redis', '', 'scheme'],
    ['rediss', '', 'encrypted'],
    ['amqp', '', 'scheme'],
    ['bolt+s', '', 'encrypted'],
    ['neo4j', '', 'scheme'],
    ['ldap', 'starttls=true', 'encrypted'],
    ['https', '', 'encrypted'],
    ['sqlite', '', 'encrypted'],
    ['constructor', '', 'encrypted'],
  ];
  for (const [scheme, query, wanted] of rows) {
    it(`${scheme}${query === '' ? '' : `?${query}`}: ${wanted}`, () => expect(kind(scheme, query)).toBe(wanted));
  }
});
