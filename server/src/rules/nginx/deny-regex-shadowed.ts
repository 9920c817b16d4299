import { fixIf } from '../../finding/fix.ts';
import type { ReportFunction } from '../../finding/report.ts';
import type { NginxLocation, NginxServer } from '../../formats/nginx/model/model.ts';
import { accessTo, refuses } from '../../subjects/nginx/access.ts';
import { allLocations, answer, handlerOf } from '../../subjects/nginx/answers.ts';
import { textsOf } from '../../subjects/nginx/origin-pattern.ts';
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
  summary: 'Another location serves what a regex location denies',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(scope, report) {
    const { location, server } = scope;
    if (scope.kind !== 'location' || location?.scope !== scope || server === undefined) return;
    if (location.isRegex) {
      reportBehind(location, server, report);
      return;
    }
    if (location.modifier !== '^~') return;
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

/** A deny behind a location for PHP whose pattern is tried first: scripts in what it denies run all the same. */
function reportBehind(location: NginxLocation, server: NginxServer, report: ReportFunction): void {
  if (location.parent !== undefined || !refuses(location.scope)) return;
  const texts = textsOf(location.path, location.modifier === '~*').filter((text) => /^\/?[\w-]{3,}/.test(text));
  const script = texts
    .flatMap((text) => [text, `${text.replace(/\/$/, '')}/x.php`])
    .map((text) => (text.startsWith('/') ? text : `/${text}`))
    .find((path) => {
      const chosen = path.endsWith('.php') && location.covers(path) === true ? server.match(path) : 'none';
      return typeof chosen !== 'string' && chosen !== location && chosen.isRegex && runs(chosen);
    });
  const first = script === undefined ? 'none' : server.match(script);
  if (script === undefined || typeof first === 'string') return;
  report({
    at: location.pathAt,
    message: `This deny comes too late: ${script.slice(0, 28)} runs in an earlier location; move it in front of that one`,
    related: [{ at: first.scope.at, message: 'The location that is chosen first' }],
  });
}

function runs(location: NginxLocation): boolean {
  return handlerOf(location.scope)?.name === 'fastcgi_pass' && !refuses(location.scope);
}
