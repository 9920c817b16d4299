import { fix } from '../../finding/fix.ts';
import type { Report } from '../../finding/report.ts';
import { removeNode } from '../../formats/toml/edit/edit.ts';
import type { TomlModel } from '../../formats/toml/model/model.ts';
import { checkProblem } from '../../subjects/toml/check-problem.ts';
import { type LooseLeaf, shownPath } from '../../subjects/toml/switches.ts';
import { defineRule, toml } from '../contract.ts';

const CIPHER_KEY = /^(?:\w*_)?ciphers?(?:_?suites?|_list|s)?$|^(?:\w*_)?cipher_suites?$/;
/** Parts of a suite's name, in OpenSSL's and IANA's spelling, that make it weak: no or broken encryption, no authentication, MD5. */
const WEAK_PART = /(?:^|[_-])(?:RC4|RC2|3DES|DES|NULL|EXPORT|EXP|ADH|AECDH|ANON|MD5|IDEA|SEED)(?:[_-]|$)/i;

/** The first weak suite of a list that is not excluded (`!RC4`, `-MD5`); `undefined` when there is none. */
function weakSuite(text: string): string | undefined {
  return text
    .slice(0, 4000)
    .split(/[:,\s]+/)
    .find((suite) => !/^[!-]/.test(suite) && WEAK_PART.test(suite));
}

function reportOf(model: TomlModel, { leaf }: LooseLeaf, suite: string): Report {
  const edits = leaf.membership === 'array' ? removeNode(model, leaf) : undefined;
  return {
    at: leaf.valueSpan,
    message: `${shownPath(leaf)} allows ${suite.slice(0, 45)}, which can be broken; remove it`,
    path: leaf.path.map(String),
    ...(edits === undefined
      ? {}
      : {
          fixes: [
            fix(
              `Remove ${suite.slice(0, 60)} (clients that know nothing better are refused)`,
              'behavior-changing',
              edits,
            ),
          ],
        }),
  };
}

export default defineRule({
  id: 'toml/weak-cipher',
  subject: 'document',
  severity: 'medium',
  severityBecause: 'a place on the network path × an easier next step',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'A broken cipher is allowed',
  why: 'RC4, DES and 3DES, export and null ciphers, MD5 and unauthenticated key exchange have practical attacks. Whoever sits between can talk both sides down to the weakest suite both allow.',
  references: [
    { name: 'RFC 7465: prohibiting RC4', url: 'https://www.rfc-editor.org/rfc/rfc7465' },
    { name: 'Mozilla: Server Side TLS', url: 'https://wiki.mozilla.org/Security/Server_Side_TLS' },
  ],
  fix: 'behavior-changing',
  formats: ['toml'],
  examples: {
    bad: [
      toml`
        [tls]
        cipher_suites = ["TLS_AES_128_GCM_SHA256", "TLS_RSA_WITH_RC4_128_SHA"]
      `,
      toml`
        ssl_ciphers = "ECDHE-RSA-AES128-GCM-SHA256:DES-CBC3-SHA"
      `,
    ],
    good: [
      toml`
        [tls]
        cipher_suites = ["TLS_AES_128_GCM_SHA256", "TLS_CHACHA20_POLY1305_SHA256"]
      `,
      toml`
        ssl_ciphers = "HIGH:!aNULL:!MD5:!RC4"
        cipher = "description"
      `,
    ],
  },
  check: checkProblem('weak-cipher', (loose, model, report) => {
    if (typeof loose.value !== 'string' || !CIPHER_KEY.test(loose.key)) return;
    const suite = weakSuite(loose.value);
    if (suite !== undefined) report(reportOf(model, loose, suite));
  }),
});
