import { parseRegex } from '../../formats/nginx/read/regex.ts';
import { isAnchoredAtStart } from '../../formats/nginx/read/regex-facts.ts';
import { loginIn } from '../../subjects/nginx/access.ts';
import { answer } from '../../subjects/nginx/answers.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/unanchored-auth-exemption',
  subject: 'nginxScope',
  severity: 'medium',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'A pattern that lets requests in without login matches anywhere in a path',
  fix: 'none',
  formats: ['nginx'],
  check(scope, report) {
    const { location, parent } = scope;
    if (scope.kind !== 'location' || location?.isRegex !== true || location.scope !== scope || parent === undefined)
      return;
    const off = scope.directives.find(
      ({ name, values }) => (name === 'auth_basic' || name === 'auth_request') && values[0]?.toLowerCase() === 'off',
    );
    if (off === undefined || loginIn(parent) === undefined || answer(scope) !== undefined) return;
    const regex = parseRegex(location.path, location.modifier === '~*');
    // A folder or a name: an extension is meant for the whole site.
    const folder = /^\(?\/?([\w-]{2,})/.exec(location.path)?.[1];
    if (regex.invalid || isAnchoredAtStart(regex) || folder === undefined) return;
    const path = `/private/${folder}/`;
    if (location.covers(path) !== true && location.covers(path.slice(0, -1)) !== true) return;
    report({
      at: location.pathAt,
      message: `Without ^ this also lets /private/${folder.slice(0, 20)}/ in without the login; begin the pattern with ^/`,
      related: [{ at: off.at, message: 'The login is switched off here' }],
    });
  },
});
