import data from '../../data/nginx-directive-summaries.json' with { type: 'json' };

const SUMMARIES: ReadonlyMap<string, string> = new Map(Object.entries(data.summaries));

/** What a directive does, in one or two sentences of our own; `undefined` for rare ones. */
export function directiveSummary(name: string): string | undefined {
  const family = /^(?:proxy|fastcgi|uwsgi|scgi|grpc|memcached)(_\w+)$/.exec(name);
  return SUMMARIES.get(name) ?? (family === null ? undefined : SUMMARIES.get(`*${family[1]}`));
}
