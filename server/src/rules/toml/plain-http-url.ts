import { fix } from '../../finding/fix.ts';
import { replaceValue } from '../../formats/toml/edit/edit.ts';
import { reachOf } from '../../knowledge/env/hosts.ts';
import { checkProblem } from '../../subjects/toml/check-problem.ts';
import { type LooseLeaf, shownPath, tableOf } from '../../subjects/toml/switches.ts';
import { defineRule } from '../contract.ts';

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
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'Another machine is called over plain HTTP',
  fix: 'behavior-changing',
  formats: ['toml'],
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
