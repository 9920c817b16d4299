import { fixIf } from '../../finding/fix.ts';
import type { NginxDirective, NginxEdit, NginxScope } from '../../formats/nginx/model/model.ts';
import { isForDevelopment, isLocal, startOf } from '../../subjects/nginx/answers.ts';
import { isSeenOrOfPackage } from '../../subjects/nginx/packaged.ts';
import { hostKind, upstreamTarget } from '../../subjects/nginx/upstream-target.ts';
import { defineRule } from '../contract.ts';

const WANTED: Readonly<Record<string, string>> = {
  Host: '$host',
  'X-Forwarded-For': '$proxy_add_x_forwarded_for',
  'X-Forwarded-Proto': '$scheme',
};

export default defineRule({
  id: 'nginx/forwarded-headers-missing',
  subject: 'nginxDirective',
  directives: ['proxy_pass'],
  severity: 'low',
  category: 'correctness',
  profile: 'strict',
  stages: 'production',
  summary: 'The application does not learn host, scheme or address of the client',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    const { scope } = directive;
    if (scope.protocol !== 'http' || !isWholeApplication(directive)) return;
    const inForce = scope.array('proxy_set_header');
    const target = upstreamTarget(directive);
    if (!isSeenOrOfPackage(scope, 'proxy_set_header') || target === undefined || isForeign(directive)) return;
    const sent = inForce.directives.map((it) => it.arg(0)?.toLowerCase());
    if (sent.includes('forwarded')) return;
    const missing = Object.keys(WANTED).filter((name) => !sent.includes(name.toLowerCase()));
    // Without a name, an address or TLS of the client to pass on there is nothing to say.
    const knowsAddress = !missing.includes('X-Forwarded-For') || sent.includes('x-real-ip');
    if (knowsAddress && (scope.server?.tls === 'none' || !missing.includes('X-Forwarded-Proto'))) return;
    report({
      at: directive.at,
      message: `The application does not learn who asks and how: no ${missing.join(', ')}; add proxy_set_header`,
      fixes: fixIf(
        `Send ${missing.join(', ')} (the application sees client, host and scheme)`,
        'behavior-changing',
        // proxy_set_header may not stand in `if` and limit_except.
        scope.kind === 'location' && (inForce.scope === undefined || inForce.scope === scope)
          ? editsFor(scope, missing)
          : undefined,
      ),
    });
  },
});

/** Whether a `proxy_pass` stands for the whole site of a server that others reach: single paths are often machines' own. */
function isWholeApplication({ scope }: NginxDirective): boolean {
  const { server } = scope;
  if (scope.kind !== 'location' || server === undefined || isLocal(server) || isForDevelopment(server)) return false;
  return startOf(server)?.scope === scope;
}

/** A foreign site wants its own name and nothing of our clients. */
function isForeign(directive: NginxDirective): boolean {
  const target = upstreamTarget(directive);
  return target !== undefined && target.upstream === undefined && /^public/.test(hostKind(target.host));
}

/** Blocks further in with a set of their own would lose what is added out here: they get it too. */
function editsFor(scope: NginxScope, missing: readonly string[]): readonly NginxEdit[] | undefined {
  const { edit } = scope.model;
  const inner = scope.descendants().filter((block) => block.own('proxy_set_header').length > 0);
  if (inner.some((block) => block.own('proxy_pass').some(isForeign))) return undefined;
  return [scope, ...inner].flatMap((block) => {
    const own = block.own('proxy_set_header').map((line) => line.arg(0)?.toLowerCase());
    const lacking = missing.filter((name) => !own.includes(name.toLowerCase()));
    return (
      edit.insert(
        block,
        lacking.map((name) => `proxy_set_header ${name} ${WANTED[name]};`),
      ) ?? []
    );
  });
}
