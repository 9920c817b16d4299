import { addressList } from '../../subjects/nginx/access.ts';
import { defineRule, nginx } from '../contract.ts';

const PORTS: Readonly<Record<number, string>> = {
  1433: 'SQL Server',
  1521: 'Oracle',
  2375: 'the Docker API',
  2379: 'etcd',
  3306: 'MySQL',
  5432: 'PostgreSQL',
  5984: 'CouchDB',
  6379: 'Redis',
  7000: 'Cassandra',
  8086: 'InfluxDB',
  9042: 'Cassandra',
  9200: 'Elasticsearch',
  11211: 'memcached',
  27017: 'MongoDB',
};

export default defineRule({
  id: 'nginx/stream-proxy-exposed-db',
  subject: 'nginxScope',
  severity: 'high',
  severityBecause: 'anyone on the network × one service’s data, as soon as its password is weak or missing',
  category: 'exposure',
  profile: 'recommended',
  stages: 'running',
  summary: 'A database port is passed on to everybody',
  why: 'A `stream` server on all addresses makes the database behind it reachable wherever nginx is. Bind it to an inner address, or name the addresses that may connect.',
  references: [
    { name: 'nginx: stream access', url: 'https://nginx.org/en/docs/stream/ngx_stream_access_module.html' },
    { name: 'CWE-668: Exposure of Resource to Wrong Sphere', url: 'https://cwe.mitre.org/data/definitions/668.html' },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        stream {
            server {
                listen 5432;
                proxy_pass db:5432;
            }
        }
      `,
    ],
    good: [
      nginx`
        stream {
            server {
                listen 127.0.0.1:5432;
                proxy_pass db:5432;
            }
        }
      `,
      nginx`
        stream {
            server {
                listen 5432;
                allow 10.0.0.0/8;
                deny all;
                proxy_pass db:5432;
            }
        }
      `,
    ],
  },
  check(scope, report) {
    const { server } = scope;
    if (scope.kind !== 'server' || server?.protocol !== 'stream' || scope.first('proxy_pass') === undefined) return;
    if (
      ['closed', 'restricted'].includes(addressList(scope)) ||
      scope.scalar('ssl_verify_client').directive !== undefined
    )
      return;
    for (const { directive, port, address } of server.listens) {
      const what = port === undefined ? undefined : PORTS[port];
      const isEverywhere = address === '*' || address === '0.0.0.0' || address === '[::]';
      if (directive === undefined || what === undefined || !isEverywhere) continue;
      report({
        at: directive.argAt(0),
        message: `Port ${port} passes ${what} on to everybody; bind an inner address, or add allow and deny all`,
      });
    }
  },
});
