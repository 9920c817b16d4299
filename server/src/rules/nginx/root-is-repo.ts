import type { NginxDirective } from '../../formats/nginx/model/model.ts';
import { handsOut } from '../../subjects/nginx/access.ts';
import { isLocal } from '../../subjects/nginx/answers.ts';
import { someOf } from '../../subjects/nginx/scope-label.ts';
import { defineRule } from '../contract.ts';

const SECRET: readonly string[] = ['.env', '.git'];

export default defineRule({
  id: 'nginx/root-is-repo',
  subject: 'nginxDirective',
  severity: 'high',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'The web folder is the project itself',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    const folder = directive.scope.model.served.get(directive);
    const { server } = directive.scope;
    if (folder === undefined || server?.protocol !== 'http' || isLocal(server)) return;
    const out = folder.has.filter((name) => isHandedOut(directive, name === '.git' ? '.git/HEAD' : name));
    if (out.length === 0) return;
    report({
      at: directive.argAt(0),
      message: `This folder is the project: clients can fetch ${someOf(out, 3)}; serve a folder below it`,
      ...(out.some((name) => SECRET.includes(name)) ? {} : { severity: 'low' as const }),
    });
  },
});

/** Whether the line decides about the path of a file directly in its folder, and nothing keeps clients from it. */
function isHandedOut(directive: NginxDirective, name: string): boolean {
  const { server, location } = directive.scope;
  if (server === undefined || location?.isRegex === true || location?.modifier === '=') return false;
  // `root` keeps the location's path, so its folder is reached from `/` only.
  if (directive.name === 'root' && location !== undefined && location.path !== '/') return false;
  const before = location?.path ?? '/';
  if (!before.endsWith('/')) return false;
  const uri = before + name;
  const place = server.match(uri);
  if (place === 'unknown') return false;
  const scope = place === 'none' ? server.scope : place.scope;
  return scope.scalar('root').directive === directive && handsOut(server, uri);
}
