import { type Fix, fixIf } from '../../finding/fix.ts';
import type { NginxDirective } from '../../formats/nginx/model/model.ts';
import { tlsLevel } from '../../knowledge/tls/mozilla.ts';

/**
 * The fix that writes Mozilla's list. All of its suites came with TLS 1.2: older versions stay in `ssl_protocols` and nobody gets in with them
 * any more.
 */
export function mozillaListFixes(directive: NginxDirective): readonly Fix[] {
  return fixIf(
    "Use Mozilla's intermediate cipher list (clients below TLS 1.2 or without ECDHE and AEAD lose access)",
    'behavior-changing',
    directive.scope.model.edit.replaceArg(directive, 0, tlsLevel('intermediate').ciphers ?? ''),
  );
}
