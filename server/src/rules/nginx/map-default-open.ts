import { defineRule } from '../contract.ts';

const GRANTS =
  /(^|_)(is_)?(allow|allowed|permit|permitted|granted?|whitelist(ed)?|allowlist(ed)?|trusted|authori[sz]ed|admin_ok|ip_ok|access_ok)(_|$)/i;
const YES = /^(1|yes|true|on|allow|ok)$/i;

export default defineRule({
  id: 'nginx/map-default-open',
  subject: 'nginxDirective',
  directives: ['map', 'geo'],
  severity: 'high',
  category: 'access',
  profile: 'recommended',
  stages: 'any',
  summary: 'The list of who is allowed lets everybody in by default',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    const variable = directive.values.at(-1) ?? '';
    const lines = directive.block?.directives ?? [];
    const fallback = lines.find((line) => line.name === 'default');
    if (!GRANTS.test(variable.replace('$', '')) || fallback === undefined || !YES.test(fallback.arg(0) ?? '')) return;
    // With refusing entries it is a list of those kept out.
    const others = lines.filter(
      (line) =>
        line !== fallback && !['include', 'hostnames', 'volatile', 'ranges', 'proxy', 'delete'].includes(line.name),
    );
    if (others.length === 0 || !others.every((line) => YES.test(line.arg(0) ?? ''))) return;
    report({
      at: fallback.at,
      message: `${variable.slice(0, 30)} is granted to everybody by default; make the default refuse (0)`,
    });
  },
});
