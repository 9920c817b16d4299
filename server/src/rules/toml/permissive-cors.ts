import type { TomlModel } from '../../formats/toml/model/model.ts';
import { normalName } from '../../knowledge/toml/key-path.ts';
import { checkProblem } from '../../subjects/toml/check-problem.ts';
import { severityInToml } from '../../subjects/toml/reach.ts';
import { scalarOf } from '../../subjects/toml/seen.ts';
import { nameOneOrigin } from '../../subjects/toml/setting-fix.ts';
import { flip, type LooseLeaf, shownPath, tableOf } from '../../subjects/toml/switches.ts';
import { defineRule } from '../contract.ts';

const ORIGINS =
  /^(?:\w*_)?(?:cors_)?allow(?:ed)?_origins?(?:_list)?$|^(?:\w*_)?access_control_allow_origin(?:_list)?$|^(?:\w*_)?cors_(?:allow(?:ed)?_)?(?:origins?|domains?|hosts?)$|^(?:(?:ws|rpc|http|websocket)_)?origins$|^cors_?domains?$/;
const IN_CORS = /^(?:allow(?:ed)?_)?(?:origins?|domains?)$/;
const ALLOW_ALL =
  /^(?:\w*_)?(?:allow_(?:any|all)_origins?|permissive_cors|cors_permissive|cors_allow_(?:any|all)|enabled?_unsafe_cors|unsafe_cors)$/;
const EVERYBODY = /^(?:\*|all|any|permissive|https?:\/\/\*|\.\*)$/i;
const CREDENTIALS =
  /^(?:\w*_)?(?:allow_credentials|access_control_allow_credentials|supports_credentials|credentials)$/;

function letsEverybodyIn({ key, above, value }: LooseLeaf): boolean {
  if (value === true) return ALLOW_ALL.test(key);
  if (typeof value !== 'string' || !EVERYBODY.test(value.trim())) return false;
  const inCors = above.some((name) => /(?:^|_)cors(?:_|$)/.test(name));
  return ORIGINS.test(key) || (inCors && IN_CORS.test(key)) || (key === 'cors' && value !== '');
}

function sendsCredentials(model: TomlModel, { leaf }: LooseLeaf): boolean {
  return [...tableOf(leaf).entries.values()].some(
    (node) => CREDENTIALS.test(normalName(node.name)) && scalarOf(model.file.text, node) === true,
  );
}

export default defineRule({
  id: 'toml/permissive-cors',
  subject: 'document',
  severity: 'high',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'Every web site may call this API from its visitors’ browsers',
  fix: 'behavior-changing',
  formats: ['toml'],
  check: checkProblem('permissive-cors', (loose, model, report) => {
    if (!letsEverybodyIn(loose)) return;
    const { leaf, value } = loose;
    const fix =
      value === true ? flip(model, leaf, 'pages of other origins lose access') : nameOneOrigin(shownPath(leaf), leaf);
    const credentials = sendsCredentials(model, loose);
    // without cookies a page reads what anybody can fetch, unless the reader sits in a closed network
    const severity = severityInToml(model, tableOf(leaf), 'permissive-cors', credentials ? 'high' : 'low');
    if (severity === undefined) return;
    report({
      at: leaf.valueSpan,
      message: `${shownPath(leaf)} lets every web site read this API${credentials ? ' as the user' : ''}; name the origins`,
      severity,
      path: leaf.path.map(String),
      ...(fix === undefined ? {} : { fixes: [fix] }),
    });
  }),
});
