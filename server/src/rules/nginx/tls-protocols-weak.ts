import { fixIf } from '../../finding/fix.ts';
import { isWeakProtocol, protocolNamed, TLS_PROTOCOLS } from '../../knowledge/tls/mozilla.ts';
import { cover } from '../../text/span.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/tls-protocols-weak',
  subject: 'nginxDirective',
  severity: 'high',
  category: 'transport',
  profile: 'essential',
  stages: 'any',
  summary: 'TLS protocols with known attacks are enabled',
  fix: 'behavior-changing',
  formats: ['nginx'],
  thresholds: { 'minimum-version': { default: 1.2, description: 'Oldest TLS version that is accepted (1.2 or 1.3)' } },
  check(directive, report, context) {
    if (directive.name !== 'ssl_protocols' && directive.name !== 'mail_ssl_protocols') return;
    const strict = context.threshold('minimum-version') >= 1.3 || context.nginx.tls === 'modern';
    const isTooOld = (name: string): boolean => isWeakProtocol(name) || (strict && name === 'TLSv1.2');
    const named = directive.args.map((word) => ({ word, name: protocolNamed(word.value) }));
    const weak = named.filter(({ name }) => name !== undefined && isTooOld(name));
    const [first] = weak;
    const last = weak.at(-1);
    if (first === undefined || last === undefined) return;
    const kept = named.filter((it) => !weak.includes(it)).map(({ word }) => word.value);
    const wanted = kept.length > 0 ? kept : TLS_PROTOCOLS.filter((name) => !isTooOld(name));
    const names = weak.map(({ name }) => name).join(', ');
    const onlyStrict = weak.every(({ name }) => name === 'TLSv1.2');
    report({
      at: { uri: directive.uri, span: cover(first.word.span, last.word.span) },
      message: onlyStrict
        ? 'ssl_protocols allows TLSv1.2 although TLS 1.3 is the minimum asked for; keep TLSv1.3'
        : `ssl_protocols allows ${names}, which can be broken on the line; keep TLSv1.2 and TLSv1.3`,
      ...(onlyStrict ? { severity: 'low' as const } : {}),
      fixes: fixIf(
        `Use ssl_protocols ${wanted.join(' ')} (clients that only speak ${names} lose access)`,
        'behavior-changing',
        directive.scope.model.edit.replaceArgs(directive, wanted),
      ),
    });
  },
});
