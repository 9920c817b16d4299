import { fix } from '../../finding/fix.ts';
import { reachOf } from '../../knowledge/env/hosts.ts';
import { editsIn, inFileOf } from '../../subjects/setting.ts';
import { resolvedPart, type UrlValue } from '../../subjects/url.ts';
import { defineRule } from '../contract.ts';

/** Parameters that switch the check of the server's certificate off: name, the bad value, the good one. */
const SWITCHES: readonly (readonly [RegExp, RegExp, string | undefined])[] = [
  [/^trust ?server ?certificate$/i, /^(true|yes)$/i, 'False'],
  [/^tls(allowinvalidcertificates|allowinvalidhostnames|insecure)$/i, /^true$/i, 'false'],
  [/^sslaccept$/i, /^accept_invalid_certs$/i, 'strict'],
  [/^ssl_cert_reqs$/i, /^(none|cert_none|optional|cert_optional)$/i, 'required'],
  [/^(tls|ssl)$/i, /^(skip-verify|skip_verify|insecure)$/i, 'true'],
  [
    /^(ssl_?verify|verify|verify_ssl|tls_?verify|sslverify|ssl_check_hostname|verifyservercertificate)$/i,
    /^(false|0|no|none|off)$/i,
    'true',
  ],
  [/^(insecure_?skip_?verify|skip_?verify|allowinvalidcertificates)$/i, /^(true|1)$/i, 'false'],
];

export default defineRule({
  id: 'url/tls-not-verified',
  subject: 'url',
  severity: 'medium',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  formats: ['dotenv', 'compose', 'toml'],
  summary: 'Connection accepts any certificate',
  fix: 'behavior-changing',
  check(url, report) {
    if (isHere(url)) return;
    for (const { name, value } of url.query) {
      const match = SWITCHES.find(([key, bad]) => key.test(name.text) && value !== undefined && bad.test(value.text));
      if (match === undefined || value === undefined) continue;
      const good = match[2];
      const edits = good === undefined ? undefined : url.value.replacePart(value.span, good);
      const shown = url.value.name.length > 36 ? `${url.value.name.slice(0, 35)}…` : url.value.name;
      report({
        at: inFileOf(url.value, { start: name.span.start, end: value.span.end }),
        message: `${shown} accepts any certificate (${name.text}): a man in the middle stays unseen; check it`,
        severity: isPublic(url) ? 'medium' : 'low',
        fixes:
          edits === undefined
            ? []
            : [
                fix(
                  `Set ${name.text} to ${good} (the server needs a certificate the client trusts)`,
                  'behavior-changing',
                  editsIn(url.value, edits),
                ),
              ],
      });
      return;
    }
  },
});

function reaches(url: UrlValue): readonly string[] {
  return url.hosts.map(({ host }) => reachOf(resolvedPart(url.value, host) ?? '$'));
}

function isHere(url: UrlValue): boolean {
  const all = reaches(url);
  return (
    url.scheme === 'http' ||
    url.scheme === 'https' ||
    (all.length > 0 && all.every((reach) => reach === 'here' || reach === 'reserved'))
  );
}

function isPublic(url: UrlValue): boolean {
  return reaches(url).includes('public');
}
