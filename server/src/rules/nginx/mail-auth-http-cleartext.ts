import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/mail-auth-http-cleartext',
  subject: 'nginxScope',
  severity: 'medium',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'Mail passwords travel without TLS',
  fix: 'none',
  formats: ['nginx'],
  check(scope, report) {
    const { server } = scope;
    if (
      scope.kind !== 'server' ||
      server?.protocol !== 'mail' ||
      server.tls !== 'none' ||
      scope.enclosing('mail')?.complete !== true
    )
      return;
    if (
      scope.scalar('starttls').directive?.arg(0)?.toLowerCase() === 'only' ||
      server.listens.every(({ socket }) => socket.isLocal)
    )
      return;
    const protocol = scope.first('protocol')?.arg(0) ?? '';
    const methods = scope.scalar('smtp_auth').directive?.values ?? [];
    // SMTP between servers has no passwords.
    if (protocol === 'smtp' && methods.length === 1 && methods[0] === 'none') return;
    report({
      at: scope.at,
      message: 'This mail server takes passwords without TLS; set starttls only, or listen with ssl',
    });
  },
});
