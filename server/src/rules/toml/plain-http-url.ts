import { reachOf } from '../../knowledge/env/hosts.ts';
import { replaceValue } from '../../subjects/toml-edit.ts';
import { defineRule, fix, toml } from '../contract.ts';
import { checkProblem } from './findings/check-problem.ts';
import { type LooseLeaf, shownPath, tableOf } from './findings/switches.ts';

const ENDPOINT =
  /^(?:\w*_)?(?:urls?|uri|endpoints?|servers?|api|issuer|registry|webhook|upstream|base_url|host|target|address|proxy)$/;
const SECRET = /(?:^|_)(?:password|passwd|token|secret|api_?key|auth|authorization|username|user)(?:_|$)/i;

/** The host of a value that is a plain-HTTP address as a whole. */
function plainHost({ key, value }: LooseLeaf): string | undefined {
  if (typeof value !== 'string' || !ENDPOINT.test(key)) return undefined;
  const match = /^http:\/\/(?:[^@/\s]{1,200}@)?(\[[0-9a-f:]+\]|[^/:\s?#@]{1,253})(?:[:/?#]\S*)?$/i.exec(
    value.slice(0, 2000),
  );
  return match?.[1];
}

export default defineRule({
  id: 'toml/plain-http-url',
  subject: 'document',
  severity: 'medium',
  severityBecause:
    'a place on the network path × an easier next step: what is asked and answered, credentials beside it',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'Another machine is called over plain HTTP',
  why: 'Everything sent to this address and back crosses the network readable and changeable, with the credentials that go with it. Addresses on this machine and on private networks are not reported.',
  references: [{ name: 'CWE-319: cleartext transmission', url: 'https://cwe.mitre.org/data/definitions/319.html' }],
  fix: 'behavior-changing',
  formats: ['toml'],
  examples: {
    bad: [
      toml`
        [metrics]
        endpoint = "http://metrics.acmeshop.io/push"
        token = "\${METRICS_TOKEN}"
      `,
    ],
    good: [
      toml`
        [metrics]
        endpoint = "https://metrics.acmeshop.io/push"
        local_url = "http://localhost:9090"
        neighbour_url = "http://prometheus:9090"
      `,
      toml`
        [schema]
        namespace = "http://www.w3.org/1999/xhtml"
        help = "see http://www.acmeshop.io/"
      `,
    ],
  },
  check: checkProblem('plain-http-url', (loose, model, report) => {
    const host = plainHost(loose);
    if (host === undefined || reachOf(host) !== 'public' || host === '0.0.0.0') return;
    const { leaf, value } = loose;
    const https = typeof value === 'string' ? replaceValue(model, leaf, value.replace(/^http:/i, 'https:')) : undefined;
    const sendsSecrets = [...tableOf(leaf).entries.keys()].some((name) => SECRET.test(name));
    report({
      at: leaf.valueSpan,
      message: `${shownPath(leaf)} calls another machine over plain HTTP${sendsSecrets ? ', credentials too' : ''}; use https://`,
      severity: sendsSecrets ? 'medium' : 'low',
      path: leaf.path.map(String),
      ...(https === undefined
        ? {}
        : {
            fixes: [
              fix(`Use https:// in ${shownPath(leaf)} (the server must offer HTTPS)`, 'behavior-changing', https),
            ],
          }),
    });
  }),
});
