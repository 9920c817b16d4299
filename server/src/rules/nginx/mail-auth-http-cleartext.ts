import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/mail-auth-http-cleartext',
  subject: 'nginxScope',
  severity: 'medium',
  severityBecause: 'anyone on the line × mail passwords',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'Mail passwords travel without TLS',
  why: 'A mail server without `ssl` and without `starttls only` takes user names and passwords in clear from whoever does not ask for encryption.',
  references: [{ name: 'nginx: starttls', url: 'https://nginx.org/en/docs/mail/ngx_mail_ssl_module.html#starttls' }],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        mail {
            auth_http 127.0.0.1:9000/auth;
            server {
                listen 143;
                protocol imap;
            }
        }
      `,
    ],
    good: [
      nginx`
        mail {
            starttls only;
            server {
                listen 143;
                protocol imap;
            }
        }
      `,
      nginx`
        mail {
            server {
                listen 993 ssl;
                protocol imap;
            }
        }
      `,
    ],
  },
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
