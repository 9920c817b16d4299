import { fixIf } from '../../finding/fix.ts';
import type { NginxLocation, NginxServer } from '../../formats/nginx/model/model.ts';
import { accessTo, refuses } from '../../subjects/nginx/access.ts';
import { allLocations, answer, handlerOf } from '../../subjects/nginx/answers.ts';
import { labelOf } from '../../subjects/nginx/scope-label.ts';
import { defineRule } from '../contract.ts';

const FILES = ['.env', '.git/config'] as const;

export default defineRule({
  id: 'nginx/deny-regex-shadowed',
  subject: 'nginxScope',
  severity: 'medium',
  category: 'access',
  profile: 'recommended',
  stages: 'any',
  summary: 'A ^~ location serves what a regex location denies',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(scope, report) {
    const { location, server } = scope;
    if (scope.kind !== 'location' || location === undefined || server === undefined || location.modifier !== '^~')
      return;
    if (location.path.includes('/.') || handlerOf(scope) !== undefined || answer(scope) !== undefined) return;
    if (refuses(scope) || accessTo(scope) === 'restricted' || accessTo(scope) === 'closed') return;
    const folder = location.path.endsWith('/') ? location.path : `${location.path}/`;
    const shadowed = shadowedBy(server, location, folder);
    if (shadowed === undefined) return;
    report({
      at: location.pathAt,
      message: `${labelOf(scope)} is chosen before the deny for dotfiles, so ${folder.slice(0, 20)}.env is served; deny it here too`,
      related: [{ at: shadowed.scope.at, message: 'The deny that is never reached' }],
      fixes: fixIf(
        'Deny dotfiles inside this location (such files answer 403)',
        'behavior-changing',
        scope.model.edit.insert(scope, ['location ~ /\\. {', '\tdeny all;', '}']),
      ),
    });
  },
});

/** The refusing regex location that covers a dotfile in the folder, while nginx chooses `location` for it. */
function shadowedBy(server: NginxServer, location: NginxLocation, folder: string): NginxLocation | undefined {
  const refusing = allLocations(server).filter(
    (other) => other.isRegex && other.parent === undefined && refuses(other.scope),
  );
  return refusing.find((other) =>
    FILES.some((file) => other.covers(`${folder}${file}`) === true && server.match(`${folder}${file}`) === location),
  );
}
