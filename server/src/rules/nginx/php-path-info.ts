import { fixIf } from '../../finding/fix.ts';
import type { NginxScope } from '../../formats/nginx/model/model.ts';
import { isPhpCatchAll } from '../../subjects/nginx/php.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/php-path-info',
  subject: 'nginxScope',
  severity: 'low',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'Paths that only end in .php reach PHP without a check that the file exists',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(scope, report) {
    if (!isPhpCatchAll(scope) || isChecked(scope) || !isUnderRoot(scope)) return;
    const file = takesPathInfo(scope) ? '$fastcgi_script_name' : '$uri';
    report({
      at: scope.at,
      message: `Any path ending in .php reaches PHP, even below an uploaded file; add try_files ${file} =404`,
      fixes: fixIf(
        `Add try_files ${file} =404 (scripts that do not exist answer 404 from nginx)`,
        'behavior-changing',
        !losesPathInfo(scope)
          ? scope.model.edit.insert(scope, [`try_files ${file} =404;`], { first: true })
          : undefined,
      ),
    });
  },
});

/** A path may go on behind the script (`/index.php/user`): `$uri` is then no file. */
function takesPathInfo(scope: NginxScope): boolean {
  return scope.first('fastcgi_split_path_info') !== undefined || !/\.php\$$/.test(scope.location?.path ?? '');
}

/** `try_files` empties `$fastcgi_path_info` (trac.nginx.org ticket 321), and without a split its own variable is no file. */
function losesPathInfo(scope: NginxScope): boolean {
  if (!takesPathInfo(scope)) return false;
  const isUsed = scope.directives.some(({ values }) => values.some((value) => /\$\{?fastcgi_path_info\b/.test(value)));
  return isUsed || scope.first('fastcgi_split_path_info') === undefined;
}

/** Whether PHP looks for its scripts where nginx does: another machine may have another folder. */
function isUnderRoot(scope: NginxScope): boolean {
  const script = scriptOf(scope);
  if (script === undefined || /^\$\{?(?:document_root|realpath_root|request_filename)/.test(script)) return true;
  const root = scope.effective('root');
  return !root.known || root.directive === undefined || script.startsWith(root.directive.arg(0) ?? '$');
}

function scriptOf(scope: NginxScope): string | undefined {
  return scope
    .array('fastcgi_param')
    .directives.find((it) => it.arg(0) === 'SCRIPT_FILENAME')
    ?.arg(1);
}

/** Whether existence is checked, the script is fixed, or an include we cannot read may do either. */
function isChecked(scope: NginxScope): boolean {
  const includes = scope.model.includes.filter(({ directive }) => directive.scope === scope);
  const isSeen = includes.every(({ path, state }) => state === 'read' || /(^|\/)fastcgi(_params|\.conf)$/.test(path));
  if (!isSeen || (!scope.complete && includes.length === 0)) return true;
  if (scope.first('try_files') !== undefined) return true;
  if (
    scope.children.some(
      ({ kind, opener }) =>
        kind === 'if' && opener?.values.some((word) => word.includes('!-f') || word.includes('!-e')) === true,
    )
  )
    return true;
  const script = scriptOf(scope);
  return script !== undefined && !/\$\{?(fastcgi_script_name|uri|document_uri|request_filename|\d)/.test(script);
}
