import type { NginxScope } from '../../formats/nginx/model/model.ts';
import { addressList } from '../../subjects/nginx/access.ts';
import { upstreamTarget } from '../../subjects/nginx/upstream-target.ts';
import { defineRule } from '../contract.ts';

interface Product {
  readonly name: string;
  /** Words that say so in an upstream's name, a comment or a path. */
  readonly words: RegExp;
}

const PORTS: Readonly<Record<number, Product>> = {
  1433: { name: 'SQL Server', words: /mssql|sql.?server/i },
  1521: { name: 'Oracle', words: /oracle/i },
  2375: { name: 'the Docker API', words: /docker/i },
  2379: { name: 'etcd', words: /etcd/i },
  3306: { name: 'MySQL', words: /mysql|maria|galera|percona/i },
  5432: { name: 'PostgreSQL', words: /postgres|pgsql|\bpg/i },
  5984: { name: 'CouchDB', words: /couch/i },
  6379: { name: 'Redis', words: /redis|valkey/i },
  7000: { name: 'Cassandra', words: /cassandra/i },
  8086: { name: 'InfluxDB', words: /influx/i },
  9042: { name: 'Cassandra', words: /cassandra|scylla/i },
  9200: { name: 'Elasticsearch', words: /elastic|opensearch|\bes\d?\b/i },
  11211: { name: 'memcached', words: /memcache/i },
  27017: { name: 'MongoDB', words: /mongo/i },
};

export default defineRule({
  id: 'nginx/stream-proxy-exposed-db',
  subject: 'nginxScope',
  severity: 'high',
  category: 'exposure',
  profile: 'recommended',
  stages: 'running',
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
      if (!goesTo(scope, port ?? 0, what)) continue;
      report({
        at: directive.argAt(0),
        message: `Port ${port} passes ${what.name} on to everybody; bind an inner address, or add allow and deny all`,
      });
    }
  },
});

/** A port number alone names no product: where it goes must have the same port, or the file must say the product's name. */
function goesTo(scope: NginxScope, port: number, { words }: Product): boolean {
  const pass = scope.first('proxy_pass');
  const target = pass === undefined ? undefined : upstreamTarget(pass);
  if (target === undefined) return false;
  const servers = target.upstream?.own('server').map((server) => server.arg(0) ?? '') ?? [target.text];
  if (servers.some((server) => server.endsWith(`:${port}`)) || words.test(target.text)) return true;
  const { model } = scope;
  return words.test(scope.uri === model.uri ? `${model.file.text} ${scope.uri}` : scope.uri);
}
