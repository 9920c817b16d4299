import { fixIf } from '../../finding/fix.ts';
import type { NginxScope, NginxServer } from '../../formats/nginx/model/model.ts';
import {
  CONTENT_SECURITY_POLICY,
  FRAME_OPTIONS,
  NOSNIFF,
  PERMISSIONS_POLICY,
  REFERRER_POLICY,
  SECURITY_HEADER_NAMES,
  type SecurityHeader,
} from '../../knowledge/headers/security-headers.ts';
import {
  allLocations,
  isForDevelopment,
  isForMachines,
  isLocal,
  servesContent,
  servesPages,
} from '../../subjects/nginx/answers.ts';
import { hasNoVisitors } from '../../subjects/nginx/developer-tool.ts';
import { isMadeForFrames } from '../../subjects/nginx/framed.ts';
import {
  addHeaderEdits,
  copiedHeaders,
  responseHeaders,
  sendsAnywhere,
} from '../../subjects/nginx/response-headers.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/security-headers-missing',
  subject: 'nginxScope',
  severity: 'low',
  category: 'exposure',
  profile: 'strict',
  stages: 'production',
  summary: 'Pages are sent without the headers that protect visitors',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(scope, report) {
    const { server } = scope;
    if (scope.kind !== 'server' || server === undefined || server.protocol !== 'http' || !isConcerned(scope, server))
      return;
    const missing = missingHeaders(scope);
    // Browsers have a careful Referrer-Policy of their own.
    if (missing.every(({ name }) => name === REFERRER_POLICY.name)) return;
    const all = [
      ...missing,
      ...[PERMISSIONS_POLICY, CONTENT_SECURITY_POLICY].filter(({ name }) => !sendsAnywhere(scope, name)),
    ];
    const added = missing.map(({ name, value }) => ({ name, statement: `add_header ${name} "${value}" always;` }));
    report({
      at: scope.at,
      message: messageFor(scope, missing, all),
      fixes: fixIf(
        `Add ${missing.map(({ name }) => name).join(', ')} (${missing.flatMap(({ name }) => CONSEQUENCES[name] ?? []).join(', ')})`,
        'behavior-changing',
        addHeaderEdits(scope, added),
        copiedHeaders(scope),
      ),
    });
  },
});

/**
 * Servers whose pages nginx answers for: it hands them out itself, or sends some security header already. An application
 * behind a proxy usually sends its own, and a second copy would break them.
 */
function isConcerned(scope: NginxScope, server: NginxServer): boolean {
  if (isLocal(server) || isForDevelopment(server) || isForMachines(server) || !servesContent(server)) return false;
  if (hasNoVisitors(scope.uri)) return false;
  const scopes = [scope, ...allLocations(server).map((location) => location.scope)];
  if (!scopes.every((inner) => responseHeaders(inner).known)) return false;
  return (
    servesPages(server) ||
    [...SECURITY_HEADER_NAMES].some((name) => name !== 'strict-transport-security' && sendsAnywhere(scope, name))
  );
}

function messageFor(scope: NginxScope, missing: readonly SecurityHeader[], all: readonly SecurityHeader[]): string {
  const isSent = ({ name }: SecurityHeader): boolean => sendsAnywhere(scope, name);
  const sent = missing.filter(isSent).map(shortName);
  if (sent.length === 0) return `Server sends no ${all.map(shortName).join(', ')}; add them`;
  const nowhere = missing.filter((header) => !isSent(header)).map(shortName);
  const none = nowhere.length === 0 ? '' : `, none ${nowhere.join(', ')}`;
  return `Only single locations send ${sent.join(', ')}${none}; add them to the server`;
}

function shortName({ name }: SecurityHeader): string {
  return name === CONTENT_SECURITY_POLICY.name ? 'CSP' : name;
}

const CONSEQUENCES: Readonly<Record<string, string>> = {
  [NOSNIFF.name]: 'browsers no longer guess types',
  [FRAME_OPTIONS.name]: 'other sites no longer frame pages',
  [REFERRER_POLICY.name]: 'other sites see no paths',
};

/**
 * What the start page goes without: a header that single locations send does not reach it. One that the server sends and the page's own
 * `add_header` drops is not missing: `add-header-inheritance` says that.
 */
function missingHeaders(scope: NginxScope): readonly SecurityHeader[] {
  const start = scope.server?.match('/');
  const page = responseHeaders(start === undefined || typeof start === 'string' ? scope : start.scope);
  const outer = responseHeaders(scope);
  const framing = [...page.all('content-security-policy')].some(({ value }) => /frame-ancestors|\$/.test(value));
  return [NOSNIFF, FRAME_OPTIONS, REFERRER_POLICY].filter(
    ({ name }) =>
      page.find(name) === undefined &&
      outer.find(name) === undefined &&
      !(name === FRAME_OPTIONS.name && (framing || isMadeForFrames(scope))),
  );
}
