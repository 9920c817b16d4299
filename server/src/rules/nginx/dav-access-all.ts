import { fixIf } from '../../finding/fix.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/dav-access-all',
  subject: 'nginxDirective',
  severity: 'medium',
  category: 'access',
  profile: 'recommended',
  stages: 'any',
  summary: 'Uploaded files may be changed by every user of the machine',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    const index = /^(dav_access|(proxy|fastcgi|uwsgi|scgi)_store_access)$/.test(directive.name)
      ? directive.values.indexOf('all:rw')
      : -1;
    if (index < 0) return;
    report({
      at: directive.argAt(index),
      message: `${directive.name} all:rw lets every user of the machine change these files; use all:r`,
      fixes: fixIf(
        'Use all:r (other users of the machine can only read)',
        'behavior-changing',
        directive.scope.model.edit.replaceArg(directive, index, 'all:r'),
      ),
    });
  },
});
