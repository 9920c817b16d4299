import { addressList } from '../../subjects/nginx/access.ts';
import { defineRule } from '../contract.ts';

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
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'A database port is passed on to everybody',
  fix: 'none',
  formats: ['nginx'],
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
