import { accessTo } from '../../subjects/nginx/access.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/cache-purge-open',
  subject: 'nginxDirective',
  severity: 'medium',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'Everybody may empty the cache',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    if (!/^(proxy|fastcgi|uwsgi|scgi)_cache_purge$/.test(directive.name) || accessTo(directive.scope) !== 'open')
      return;
    const { model } = directive.scope;
    // `PURGE from 127.0.0.1`, the module’s own address list.
    if (directive.has('from')) return;
    const names = model.variablesIn(directive.arg(0) ?? '').map(({ name }) => name);
    const isGuarded = names.some((name) =>
      model
        .variable(name)
        ?.definitions.some(
          ({ kind, values }) => kind === 'geo' || values?.some((value) => value.includes('$')) === true,
        ),
    );
    if (isGuarded) return;
    report({
      at: directive.at,
      message: 'Every client may purge this cache; limit it to your addresses by allow and deny, or geo',
    });
  },
});
