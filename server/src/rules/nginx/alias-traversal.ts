import { fixIf } from '../../finding/fix.ts';
import type { NginxDirective, NginxLocation } from '../../formats/nginx/model/model.ts';
import { replacePath } from '../../subjects/nginx/location-edits.ts';
import { labelOf } from '../../subjects/nginx/scope-label.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/alias-traversal',
  subject: 'nginxDirective',
  directives: ['alias'],
  severity: 'high',
  category: 'exposure',
  profile: 'essential',
  stages: 'any',
  summary: 'The alias lets clients climb out of its folder',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    const { location } = directive.scope;
    const folder = directive.arg(0);
    if (location === undefined || folder === undefined || location.path === '') return;
    const isPrefix = location.modifier === '' || location.modifier === '^~';
    if (isPrefix && folder.endsWith('/') && !location.path.endsWith('/')) {
      report({
        at: location.pathAt,
        message: `${labelOf(location.scope)} with alias …/ lets ${location.path.slice(0, 18)}../ leave the folder; end the location with /`,
        related: [{ at: directive.argAt(0), message: 'The alias ends with a slash' }],
        fixes: fixIf(
          `Write location ${location.path}/ (${location.path} without the slash is no longer served from here)`,
          'behavior-changing',
          replacePath(location, `${location.path}/`),
        ),
      });
    } else if (isPrefix && isVariable(folder) && !location.path.endsWith('/') && !isInternal(location)) {
      const values = folderValues(directive, folder);
      if (ONE_FILE.test(location.path) || values?.every((value) => !value.endsWith('/'))) return;
      report({
        at: location.pathAt,
        message: `${labelOf(location.scope)} leaves the folder by ../ if ${folder.slice(0, 24)} ends in a slash; end both with /`,
        severity: values === undefined ? 'low' : 'medium',
        related: [
          {
            at: directive.argAt(0),
            message: values === undefined ? 'Nobody knows how this ends' : 'It may end in a slash',
          },
        ],
      });
    } else if (location.isRegex && climbsByCapture(location, folder)) {
      report({
        at: directive.argAt(0),
        message: 'The captured text may start with ../ and so leave the aliased folder; put a / in front of the group',
      });
    }
  },
});

/** A folder that is a variable as a whole: set from the environment before nginx starts, or by a map. */
function isVariable(folder: string): boolean {
  return /^\$(?:\{\w+\}|\w+)$/.test(folder);
}

/** A location of one file (`/robots.txt`): a slash behind it would end it. */
const ONE_FILE = /[^/]\.[a-z]\w{0,7}$/i;

/** What the files say the variable is; `undefined` where any of it is not known, or depends on another variable. */
function folderValues({ scope }: NginxDirective, folder: string): readonly string[] | undefined {
  const definitions = scope.model.variable(folder.replace(/[{}]/g, ''))?.definitions ?? [];
  const values = definitions.flatMap((one) => one.values ?? ['$']);
  return values.length === 0 || values.some((value) => value.includes('$')) ? undefined : values;
}

function isInternal({ scope }: NginxLocation): boolean {
  return scope.first('internal') !== undefined;
}

/** A group that takes any text right behind a name, put behind a `/` of the alias. */
function climbsByCapture(location: NginxLocation, folder: string): boolean {
  const use = /\$(\d)/.exec(folder);
  if (use === null || !folder.slice(0, use.index).endsWith('/')) return use?.index === 0;
  const groups = [...location.path.matchAll(/(^|[^\\])\((?!\?)/g)];
  const group = groups[Number(use[1]) - 1];
  if (group === undefined) return false;
  const open = group.index + group[0].length - 1;
  const isAnything = /^\((\.[*+]\??|\[\^[^\]./]*\][*+])/.test(location.path.slice(open));
  return isAnything && !location.path.slice(0, open).endsWith('/');
}
