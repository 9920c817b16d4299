import type { NginxDirective, NginxScope } from '../../../formats/nginx/model/model.ts';
import { isOlder } from '../../../knowledge/nginx/version.ts';
import { cipherElements, evaluateCiphers } from '../../../knowledge/tls/cipher-string.ts';
import { checkPlainValue } from './plain-values.ts';
import { badArgument, isOpaque, type ValueProblem } from './value-problem.ts';

/** A cipher list in which OpenSSL knows no name at all. */
export function checkCiphers(directive: NginxDirective): readonly ValueProblem[] {
  const list = directive.arg(0) ?? '';
  if (isOpaque(list)) return [];
  const elements = cipherElements(list);
  if (elements.length === 0 || elements.some((element) => element.kind === 'known')) return [];
  if (evaluateCiphers(list).isOpaque) return [];
  return badArgument(directive, 0, `"${directive.name}" names no cipher that OpenSSL knows for TLS 1.2`);
}

/** The post-quantum groups came with OpenSSL 3.5 (April 2025), `?` with 3.3 (April 2024): older nginx packages are built on older ones. */
export function checkCurves(directive: NginxDirective, version: string | undefined): readonly ValueProblem[] {
  const list = directive.arg(0) ?? '';
  if (version === undefined || !isOlder(version, '1.27.4') || isOpaque(list)) return [];
  const isNew = list.split(':').some((group) => group.startsWith('?') || /mlkem/i.test(group));
  return isNew
    ? badArgument(directive, 0, `a group in "${directive.name}" needs OpenSSL 3.5, newer than this nginx`)
    : [];
}

/** Each `ssl_certificate` needs its `ssl_certificate_key`, in the same order. */
export function checkCertificatePair(directive: NginxDirective): readonly ValueProblem[] {
  const { scope } = directive;
  if (scope.kind !== 'server' || scope.protocol !== 'http') return [];
  const certificates = inForce(scope, 'ssl_certificate');
  const keys = inForce(scope, 'ssl_certificate_key');
  const index = certificates?.indexOf(directive) ?? -1;
  if (keys === undefined || index < 0 || index < keys.length) return [];
  return [{ at: directive.at, message: 'no "ssl_certificate_key" is defined for this certificate' }];
}

/** Client certificates are checked against something; `optional_no_ca` alone does without. */
export function checkVerifyClient(directive: NginxDirective): readonly ValueProblem[] {
  const plain = checkPlainValue(directive);
  const mode = directive.arg(0)?.toLowerCase();
  const { scope } = directive;
  if (plain.length > 0 || (mode !== 'on' && mode !== 'optional') || scope.kind !== 'server') return plain;
  const authorities = [scope.scalar('ssl_client_certificate'), scope.scalar('ssl_trusted_certificate')];
  const isMissing = authorities.every(({ directive: found, known }) => known && found === undefined);
  return isMissing && scope.server?.tls !== 'none'
    ? [{ at: directive.at, message: 'no ssl_client_certificate for ssl_verify_client' }]
    : [];
}

function inForce(scope: NginxScope, name: string): readonly NginxDirective[] | undefined {
  const { directives, known } = scope.array(name);
  return known ? directives : undefined;
}
