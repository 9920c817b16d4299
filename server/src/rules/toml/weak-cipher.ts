import { fix } from '../../finding/fix.ts';
import type { Report } from '../../finding/report.ts';
import { removeNode } from '../../formats/toml/edit/edit.ts';
import type { TomlModel } from '../../formats/toml/model/model.ts';
import { checkProblem } from '../../subjects/toml/check-problem.ts';
import { type LooseLeaf, shownPath } from '../../subjects/toml/switches.ts';
import { defineRule } from '../contract.ts';

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
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'A broken cipher is allowed',
  fix: 'behavior-changing',
  formats: ['toml'],
  check: checkProblem('weak-cipher', (loose, model, report) => {
    if (typeof loose.value !== 'string' || !CIPHER_KEY.test(loose.key)) return;
    const suite = weakSuite(loose.value);
    if (suite !== undefined) report(reportOf(model, loose, suite));
  }),
});
