import { answerOf } from '../../subjects/nginx/answers.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/redirect-host-header',
  subject: 'nginxDirective',
  severity: 'low',
  category: 'access',
  profile: 'strict',
  stages: 'any',
  summary: 'A server for any name redirects to the name the client wrote',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    const sent = answerOf(directive);
    const { server } = directive.scope;
    // Under a condition (`if ($scheme = http)`) it only changes the scheme of a request the server takes anyway.
    if (
      sent?.isRedirect !== true ||
      server === undefined ||
      directive.scope.kind === 'if' ||
      !/^https?:\/\/\$\{?(http_)?host\b/i.test(sent.text ?? '')
    )
      return;
    const explicit = server.listens.some(({ isDefault }) => isDefault);
    const isCatchAll = server.names.length === 0 || server.names.every(({ text }) => text === '_' || text === '');
    if (!explicit && !isCatchAll) return;
    report({
      at: directive.argAt(directive.name === 'return' ? directive.args.length - 1 : 1),
      message: 'For unknown names this redirects to whatever host the client wrote; name the host',
    });
  },
});
