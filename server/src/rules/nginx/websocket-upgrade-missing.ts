import { upstreamTarget } from '../../subjects/nginx/upstream-target.ts';
import { defineRule } from '../contract.ts';

/** Last names of paths that are for WebSockets by convention or by the library that serves them. */
const SOCKETS = /\/(?:ws|wss|websockets?|socket\.io|sockjs(?:-node)?|cable|signalr)\/?$/i;
/** Libraries whose clients fall back to long polling. */
const FALLS_BACK = /\/(?:socket\.io|sockjs(?:-node)?|signalr)\/?$/i;

export default defineRule({
  id: 'nginx/websocket-upgrade-missing',
  subject: 'nginxDirective',
  directives: ['proxy_pass'],
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'A location for WebSockets passes no upgrade on',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    const { scope } = directive;
    const { location } = scope;
    if (location === undefined || location.isRegex) return;
    if (scope.kind !== 'location' || !SOCKETS.test(location.path)) return;
    const headers = scope.array('proxy_set_header');
    if (!headers.known || !/^https?$/.test(upstreamTarget(directive)?.scheme ?? '')) return;
    if (headers.directives.some((line) => line.arg(0)?.toLowerCase() === 'upgrade')) return;
    const fallsBack = FALLS_BACK.test(location.path);
    report({
      at: directive.at,
      ...(fallsBack ? { severity: 'low' as const } : {}),
      message: `WebSockets ${fallsBack ? 'fall back to polling' : 'fail'} here: no Upgrade goes to the application; set Upgrade and Connection headers`,
    });
  },
});
