import type { NginxScope } from '../../formats/nginx/model/model.ts';

/** Whether a location hands every path that ends in `.php` to PHP: `~ \.php$`, `~ [^/]\.php(/|$)` …, not one named script. */
export function isPhpCatchAll(scope: NginxScope): boolean {
  const { location } = scope;
  if (scope.kind !== 'location' || location?.isRegex !== true || location.scope !== scope) return false;
  return (
    /^(\^)?(\(?(\.[*+]|\[\^\/\]\+?|\/)\)?)?\\?\.(php\b|\(?(php|html)[|)])/i.test(location.path) &&
    scope.first('fastcgi_pass') !== undefined
  );
}
