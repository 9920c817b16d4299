import { fixIf } from '../../finding/fix.ts';
import { defineRule } from '../contract.ts';

/** Spellings of `$http_…` that name no header any client or proxy sends, and the one that was meant. */
const MEANT: Readonly<Record<string, string>> = {
  http_referrer: 'http_referer',
  http_refer: 'http_referer',
  http_useragent: 'http_user_agent',
  http_user_agents: 'http_user_agent',
  http_orgin: 'http_origin',
  http_origins: 'http_origin',
  http_authorisation: 'http_authorization',
  http_x_forward_for: 'http_x_forwarded_for',
  http_x_forwared_for: 'http_x_forwarded_for',
  http_x_fowarded_for: 'http_x_forwarded_for',
  http_x_forwarder_for: 'http_x_forwarded_for',
  http_x_forward_proto: 'http_x_forwarded_proto',
  http_x_forwared_proto: 'http_x_forwarded_proto',
  http_x_realip: 'http_x_real_ip',
};

export default defineRule({
  id: 'nginx/request-header-variable',
  subject: 'nginxDirective',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'A variable for a request header that nobody sends',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    for (const [index, text] of directive.values.entries()) {
      if (!text.includes('http_')) continue;
      const use = directive.scope.model.variablesIn(text).find(({ name }) => Object.hasOwn(MEANT, name));
      const right = use === undefined ? undefined : MEANT[use.name];
      if (use === undefined || right === undefined || directive.scope.model.variable(use.name) !== undefined) continue;
      // In a log nothing depends on it.
      const isLog = directive.name === 'log_format';
      report({
        at: directive.argAt(index),
        ...(isLog ? { severity: 'low' as const } : {}),
        message: `${use.raw} is always empty: no client sends that header; write $${right}`,
        fixes: fixIf(
          `Write $${right} (it holds what clients send)`,
          'behavior-changing',
          directive.scope.model.edit.replaceArg(
            directive,
            index,
            text.slice(0, use.from) + use.raw.replace(/\w+/, right) + text.slice(use.to),
          ),
        ),
      });
      return;
    }
  },
});
