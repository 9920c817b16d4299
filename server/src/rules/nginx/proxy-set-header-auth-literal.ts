import { defineRule } from '../contract.ts';

const SETS: readonly string[] = ['proxy_set_header', 'grpc_set_header', 'uwsgi_param', 'fastcgi_param', 'scgi_param'];
const NAMES = /^(http_)?(proxy[-_])?authorization$/i;

export default defineRule({
  id: 'nginx/proxy-set-header-auth-literal',
  subject: 'nginxDirective',
  severity: 'high',
  category: 'secret',
  profile: 'recommended',
  stages: 'any',
  summary: 'Credentials for the application stand in the file',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report, context) {
    const [name, value] = directive.values;
    if (!SETS.includes(directive.name) || name === undefined || !NAMES.test(name)) return;
    const match = /^(basic|bearer|token|digest|apikey)\s+(\S{6,})$/i.exec(value?.trim() ?? '');
    if (match === null || /[$<{]|x{4}|\.\.\.|your|change|example|placeholder/i.test(match[2] ?? '')) return;
    if (context.stage === 'template') return;
    report({
      at: directive.argAt(1),
      message: `${name} holds ${match[1]} credentials in clear; include them from a file outside the repository`,
    });
  },
});
