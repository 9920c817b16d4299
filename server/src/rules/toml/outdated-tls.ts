import { fix } from '../../finding/fix.ts';
import { replaceValue } from '../../formats/toml/edit/edit.ts';
import { isOutdatedTls } from '../../knowledge/toml/tls-version.ts';
import { checkProblem } from '../../subjects/toml/check-problem.ts';
import { type LooseLeaf, shownPath } from '../../subjects/toml/switches.ts';
import { defineRule } from '../contract.ts';

const VERSION_KEY =
  /^(?:\w*_)?(?:tls|ssl)_(?:min_|minimum_)?(?:version|protocol)s?$|^(?:\w*_)?min(?:imum)?_(?:tls_|ssl_)?(?:version|protocol)$|^(?:\w*_)?(?:tls|ssl)_(?:min|minimum)$/;
const TLS_WORD = /(?:^|_)(?:tls|ssl|https)(?:_|$)/;
const PLAIN_KEY = /^(?:min_version|min_protocol|versions?|protocols?|min_protocol_version)$/;

function isVersionKey({ key, above }: LooseLeaf): boolean {
  if (VERSION_KEY.test(key) && TLS_WORD.test(key)) return true;
  return (PLAIN_KEY.test(key) || VERSION_KEY.test(key)) && above.some((name) => TLS_WORD.test(name));
}

/** TLS 1.2 in the spelling of an outdated version: `TLSv1.1` to `TLSv1.2`, `VersionTLS10` to `VersionTLS12`, `1.0` to `1.2`. */
function inSpellingOf(version: string): string | undefined {
  if (/ssl/i.test(version)) return undefined;
  if (/1[._]?[01]$/.test(version)) return version.replace(/[01]$/, '2');
  return /v?1$/.test(version) ? `${version}.2` : undefined;
}

export default defineRule({
  id: 'toml/outdated-tls',
  subject: 'document',
  severity: 'medium',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'TLS versions below 1.2 are allowed',
  fix: 'behavior-changing',
  formats: ['toml'],
  check: checkProblem('outdated-tls', (loose, model, report) => {
    const { leaf, value } = loose;
    const text = typeof value === 'number' ? model.file.text.slice(leaf.valueSpan.start, leaf.valueSpan.end) : value;
    if (typeof text !== 'string' || !isVersionKey(loose) || !isOutdatedTls(text)) return;
    const newer = leaf.membership === 'array' || typeof value !== 'string' ? undefined : inSpellingOf(text);
    const edits = newer === undefined ? undefined : replaceValue(model, leaf, newer);
    report({
      at: leaf.valueSpan,
      message: `${shownPath(leaf)} allows ${text}, retired since 2021; require TLS 1.2 or newer`,
      path: leaf.path.map(String),
      ...(edits === undefined
        ? {}
        : { fixes: [fix(`Require ${newer} (clients without TLS 1.2 are refused)`, 'behavior-changing', edits)] }),
    });
  }),
});
