import { checkProblem } from '../../subjects/toml/check-problem.ts';
import { flip, isNegated, isUnclear, type LooseLeaf, shownPath } from '../../subjects/toml/switches.ts';
import { defineRule } from '../contract.ts';

const CERTS = '(?:certs?|certificates?|hostnames?|tls|ssl|peer|hosts?)';
const OFF_WHEN_TRUE = new RegExp(
  `^(?:\\w*_)?(?:insecure|(?:tls_|ssl_|https_)?insecure_skip_(?:tls_)?verif(?:y|ication)|skip_(?:${CERTS}_)?verif(?:y|ication)|(?:tls|ssl|cert)_skip_verify|(?:tls|ssl|https)_insecure|insecure_(?:tls|ssl|https)|(?:danger(?:ously|ous)?_)?(?:accept|allow)_(?:invalid|insecure|self_signed|untrusted)_${CERTS}|no_(?:${CERTS}_)?verify(?:_${CERTS})?|disable_(?:${CERTS}_)(?:verify|verification|validation|check)|ignore_(?:invalid_)?(?:${CERTS})(?:_errors)?|trust_server_certificate)$`,
);
const OFF_WHEN_FALSE = new RegExp(
  `^(?:\\w*_)?(?:verify_${CERTS}|(?:tls|ssl|https)_verify(?:_${CERTS})?|(?:check|validate)_(?:certs?|certificates?)|cert(?:ificate)?_(?:check|verification|validation)|reject_unauthorized|verify_server_certificate)$`,
);
const BARE_VERIFY = /^(?:verify|verification)$/;
const TLS_PLACE = /(?:^|_)(?:tls|ssl|https?|client|registry|ldaps?|smtp|imap)(?:_|$)/;
const MODE = /^(?:\w*_)?(?:verify_mode|verification_mode|tls_verify|ssl_verify|tls_reqcert)$/;
const NO_CHECK = /^(?:none|never|off|disabled?|no|no_verify)$/i;

const CONNECTION =
  /(?:^|_)(?:tls|ssl|https?|registry|mirror|client|grpc|server_transport|ldap|smtp|s3|storage|upstream)(?:s|_|$)/;

/** Whether this scalar turns the check of certificates off. A bare `insecure` or `verify` must stand in a table about a connection. */
function skipsCheck({ key, table, value }: LooseLeaf): boolean {
  if (value === true) return key === 'insecure' ? CONNECTION.test(table) : OFF_WHEN_TRUE.test(key) && !isUnclear(key);
  if (value === false && !isNegated(key)) {
    return OFF_WHEN_FALSE.test(key) || (BARE_VERIFY.test(key) && TLS_PLACE.test(table));
  }
  return typeof value === 'string' && MODE.test(key) && NO_CHECK.test(value);
}

export default defineRule({
  id: 'toml/tls-verification-disabled',
  subject: 'document',
  severity: 'high',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'Certificates of the other side are not checked',
  fix: 'behavior-changing',
  formats: ['toml'],
  check: checkProblem('tls-verification-disabled', (loose, model, report) => {
    if (!skipsCheck(loose)) return;
    const { leaf, value } = loose;
    const fix = flip(model, leaf, 'connections to hosts with an untrusted certificate fail');
    report({
      at: leaf.valueSpan,
      message: `${shownPath(leaf)} = ${value} accepts any certificate; check it against a CA instead`,
      path: leaf.path.map(String),
      ...(fix === undefined ? {} : { fixes: [fix] }),
    });
  }),
});
