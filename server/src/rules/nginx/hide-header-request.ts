import type { NginxDirective } from '../../formats/nginx/model/model.ts';
import { someOf } from '../../subjects/nginx/scope-label.ts';
import { defineRule } from '../contract.ts';

/** Headers of requests that no answer has (RFC 9110), and what proxies and clients put into requests. */
const OF_REQUESTS: ReadonlySet<string> = new Set(
  (
    'accept accept-encoding accept-language authorization cookie forwarded host origin proxy-authorization referer user-agent ' +
    'cf-connecting-ip true-client-ip x-client-ip x-forwarded-for x-forwarded-host x-forwarded-port x-forwarded-proto x-forwarded-server ' +
    'x-host x-http-host-override x-original-url x-real-ip x-rewrite-url'
  ).split(' '),
);

/** What a proxy in front of an application has to write itself: no client sends it, or nginx replaces it (`Host`). */
const OF_PROXIES = /^(?:host|forwarded|x-real-ip|x-forwarded-.+)$/;

export default defineRule({
  id: 'nginx/hide-header-request',
  subject: 'nginxDirective',
  severity: 'low',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'A request header stands where headers of answers are meant',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    const [, family, verb] = /^(proxy|grpc|fastcgi|uwsgi|scgi)_(hide|pass)_header$/.exec(directive.name) ?? [];
    if (family === undefined || !isMeantForRequests(directive)) return;
    // other protocols have no header of a request to set
    if (verb === 'hide' && family !== 'proxy' && family !== 'grpc') return;
    const all = directive.scope
      .own(directive.name)
      .filter((line) => line.uri === directive.uri && isMeantForRequests(line));
    if (all[0] !== directive) return;
    const names = all.map((line) => line.arg(0) ?? '');
    report({
      at: directive.argAt(0),
      message:
        verb === 'hide'
          ? `${directive.name} is for answers; clients still send ${someOf(names, 2, 26)}: use ${family}_set_header … ""`
          : toPass(directive, family, names),
      related: all.slice(1).map((line) => ({ at: line.argAt(0), message: 'Another one' })),
    });
  },
});

function toPass({ name }: NginxDirective, family: string, names: readonly string[]): string {
  const isHttp = family === 'proxy' || family === 'grpc';
  // parameters carry each header of the client, `Host` too
  const written = names.filter((one) => OF_PROXIES.test(one.toLowerCase()) && (isHttp || one.toLowerCase() !== 'host'));
  return written.length === 0
    ? `${name} is for answers, which have no ${someOf(names, 2, 26)}; requests carry it anyway: remove the line`
    : `${name} is for answers; to send ${someOf(written, 2, 26)} to the application write ${family}_${isHttp ? 'set_header' : 'param'}`;
}

/** Whether a line names a header of requests that nothing else in its block sets. */
function isMeantForRequests(directive: NginxDirective): boolean {
  const name = directive.arg(0)?.toLowerCase() ?? '';
  const setter = directive.name.replace(/_(?:hide|pass)_/, '_set_');
  return (
    OF_REQUESTS.has(name) &&
    !directive.scope.array(setter).directives.some((line) => line.arg(0)?.toLowerCase() === name)
  );
}
