import { fixIf } from '../../finding/fix.ts';
import { HSTS_PRELOAD_MIN_AGE, type Hsts, parseHsts } from '../../knowledge/tls/hsts.ts';
import { HEADER_DIRECTIVES, headerOf } from '../../subjects/nginx/response-headers.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/hsts-invalid',
  subject: 'nginxDirective',
  directives: HEADER_DIRECTIVES,
  severity: 'medium',
  category: 'transport',
  profile: 'recommended',
  stages: 'any',
  summary: 'Strict-Transport-Security has a value browsers ignore',
  fix: 'safe',
  formats: ['nginx'],
  check(directive, report) {
    const header = headerOf(directive);
    if (header?.name !== 'strict-transport-security' || header.value === '' || header.value.includes('$')) return;
    const hsts = parseHsts(header.value);
    const problem = problemOf(hsts);
    if (problem === undefined) return;
    const age = Math.max(hsts.maxAge ?? HSTS_PRELOAD_MIN_AGE, hsts.preload ? HSTS_PRELOAD_MIN_AGE : 0);
    const value = [`max-age=${age}`, 'includeSubDomains', ...(hsts.preload ? ['preload'] : [])].join('; ');
    const { edit } = directive.scope.model;
    // Browsers honour the header all the same: only the preload list turns the site down.
    const isHonoured = hsts.maxAge !== undefined && hsts.repeated.length === 0 && hsts.unknown.length === 0;
    const withoutPreload = [`max-age=${hsts.maxAge}`, ...(hsts.includeSubDomains ? ['includeSubDomains'] : [])].join(
      '; ',
    );
    report({
      at: directive.argAt(header.valueIndex),
      message: isHonoured
        ? `Strict-Transport-Security ${problem}, so the preload list refuses the site; drop preload`
        : `Strict-Transport-Security ${problem}; write "max-age=31536000; includeSubDomains"`,
      ...(isHonoured ? { severity: 'low' as const } : {}),
      fixes: [
        ...fixIf(
          'Drop preload (browsers do not know the word, and the list refuses the site as it is)',
          'safe',
          isHonoured ? edit.replaceArg(directive, header.valueIndex, withoutPreload) : undefined,
        ),
        ...fixIf(
          `Send "${value}" (browsers refuse plain HTTP for this host and its subdomains)`,
          'behavior-changing',
          edit.replaceArg(directive, header.valueIndex, value),
        ),
      ],
    });
  },
});

function problemOf(hsts: Hsts): string | undefined {
  if (hsts.maxAge === undefined) return 'has no valid max-age, so browsers ignore it';
  if (hsts.repeated.length > 0) return `names ${hsts.repeated[0]} twice, so browsers ignore it`;
  if (hsts.unknown.length > 0) return 'has a part no browser knows';
  if (!hsts.preload) return undefined;
  if (!hsts.includeSubDomains) return 'asks for preload without includeSubDomains';
  return hsts.maxAge > 0 && hsts.maxAge < HSTS_PRELOAD_MIN_AGE ? 'asks for preload with less than a year' : undefined;
}
