import type { NginxDirective } from '../../formats/nginx/model/model.ts';
import { accessTo } from '../../subjects/nginx/access.ts';
import { handlerOf } from '../../subjects/nginx/answers.ts';
import { servedFolder } from '../../subjects/nginx/served-folder.ts';
import { defineRule } from '../contract.ts';

const SENSITIVE: ReadonlySet<string> = new Set(
  (
    '/etc /etc/nginx /etc/ssl /etc/letsencrypt /etc/pki /root /home /var /var/log /var/lib /var/run /run /usr /usr/local /usr/local/etc ' +
    '/proc /sys /dev /boot /bin /sbin /lib /opt /tmp /var/tmp /mnt /root/.ssh /var/lib/docker'
  ).split(' '),
);

export default defineRule({
  id: 'nginx/root-sensitive-dir',
  subject: 'nginxDirective',
  directives: ['root', 'alias'],
  severity: 'high',
  category: 'exposure',
  profile: 'essential',
  stages: 'any',
  summary: 'A system folder is served to clients',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    const folder = servedFolder(directive);
    if (folder === undefined || !SENSITIVE.has(folder) || !isServed(directive)) return;
    report({
      at: directive.argAt(0),
      message: `${folder} is a system folder: clients can read every file in it by name; serve a folder of its own`,
    });
  },
});

/** Whether files of the folder go out to strangers: nothing else answers, nobody is kept away. */
function isServed({ scope }: NginxDirective): boolean {
  if (handlerOf(scope) !== undefined) return false;
  const access = accessTo(scope);
  if (access === 'closed' || access === 'restricted') return false;
  const start = scope.kind === 'server' ? scope.server?.match('/') : undefined;
  return start === undefined || typeof start === 'string' || handlerOf(start.scope) === undefined;
}
