import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/pid-in-tmp',
  subject: 'nginxDirective',
  severity: 'low',
  category: 'isolation',
  profile: 'strict',
  stages: 'any',
  summary: 'Caches or temporary files lie in a folder every user can write to',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    if (
      !/^(pid|lock_file|(proxy|fastcgi|uwsgi|scgi)_cache_path|(client_body|proxy|fastcgi|uwsgi|scgi)_temp_path)$/.test(
        directive.name,
      )
    )
      return;
    if (!/^(\/var)?\/tmp(\/|$)|^\/dev\/shm(\/|$)/.test(directive.arg(0) ?? '')) return;
    report({
      at: directive.argAt(0),
      message: `${directive.name} in a folder every user can write to may be prepared by others; use /var/cache/nginx or /run`,
    });
  },
});
