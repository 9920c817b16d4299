import type { NginxDirective } from '../../formats/nginx/model/model.ts';
import { ADVISORIES, isVulnerable, type VulnerableFeature } from '../../knowledge/nginx/advisories.ts';
import { leavesQueryMode, repeatsCapture } from '../../subjects/nginx/rewrite-captures.ts';
import { defineRule } from '../contract.ts';

/** Whether a directive switches a feature on. */
const USES: Readonly<Record<VulnerableFeature, (directive: NginxDirective) => boolean>> = {
  http3: (one) => (one.name === 'listen' && one.has('quic')) || (one.name === 'http3' && one.arg(0) === 'on'),
  http2: (one) => (one.name === 'listen' && one.has('http2')) || (one.name === 'http2' && one.arg(0) === 'on'),
  mp4: (one) => one.name === 'mp4',
  resolver: (one) => one.name === 'resolver',
  dav: (one) => one.name === 'dav_methods' && one.arg(0) !== 'off',
  charset: (one) => one.name === 'charset' && one.arg(0) !== 'off',
  grpc: (one) => one.name === 'grpc_pass',
  'scgi-uwsgi': (one) => one.name === 'scgi_pass' || one.name === 'uwsgi_pass',
  'tls-upstream': (one) => one.name === 'proxy_pass' && one.arg(0)?.startsWith('https://') === true,
  'mail-smtp': (one) => one.name === 'protocol' && one.scope.protocol === 'mail' && one.arg(0) === 'smtp',
  slice: (one) => one.name === 'slice' && !/^0[kmg]?$/i.test(one.arg(0) ?? '0'),
  ssi: (one) => one.name === 'ssi' && one.arg(0) === 'on' && isInUse(one),
  'rewrite-query': leavesQueryMode,
  'rewrite-overlap': repeatsCapture,
  'http2-upstream': (one) => one.name === 'proxy_http_version' && one.arg(0) === '2',
  'mail-challenge': (one) =>
    /^(?:smtp|imap|pop3)_auth$/.test(one.name) && one.values.some((word) => /^(?:cram-md5|apop)$/i.test(word)),
};

export default defineRule({
  id: 'nginx/vulnerable-version',
  subject: 'document',
  severity: 'high',
  category: 'supply-chain',
  profile: 'recommended',
  stages: 'any',
  summary: 'The configuration uses a part of nginx that has a published hole in this version',
  fix: 'none',
  formats: ['nginx'],
  check(model, report, { nginx: { version } }) {
    if (model.format !== 'nginx' || version === undefined) return;
    const open = ADVISORIES.filter((advisory) => isVulnerable(version, advisory));
    for (const feature of new Set(open.map((advisory) => advisory.feature))) {
      const user = model.directives.find((directive) => USES[feature](directive));
      if (user === undefined) continue;
      const holes = open.filter((advisory) => advisory.feature === feature);
      const worst =
        holes.find(({ severity }) => severity === 'high') ??
        holes.find(({ severity }) => severity === 'medium') ??
        holes[0];
      if (worst === undefined) continue;
      const more = holes.length === 1 ? '' : ` and ${holes.length - 1} more`;
      report({
        at: user.at,
        path: ['nginx', feature],
        severity: worst.severity,
        message: `nginx ${version} has ${worst.cve}${more} in what ${user.name} uses; update to ${worst.fixed.join(' or ')} or later`,
      });
    }
  },
});

/** A switch of an outer block counts only where something below it does not switch it off again. */
function isInUse({ name, scope }: NginxDirective): boolean {
  const below = scope.descendants().filter(({ kind }) => kind === 'server' || kind === 'location');
  return below.length === 0 || scope.kind === 'location' || below.some((inner) => inner.isOn(name, false) !== false);
}
