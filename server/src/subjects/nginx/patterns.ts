import type { Location } from '../../formats/format.ts';
import type { NginxDirective } from '../../formats/nginx/model/model.ts';
import { regexCondition } from '../../formats/nginx/model/taint.ts';
import { parseRegex } from '../../formats/nginx/read/regex.ts';
import type { Regex } from '../../formats/nginx/read/regex-tree.ts';

/** A regular expression that a directive holds. */
export interface Pattern {
  readonly regex: Regex;
  readonly at: Location;
}

/** The patterns of `location ~`, `if (… ~ …)`, `rewrite`, `server_name ~` and map keys in a directive. */
export function patternsOf(directive: NginxDirective): readonly Pattern[] {
  switch (directive.name) {
    case 'location': {
      const location = directive.block?.location;
      if (location?.isRegex !== true || location.scope !== directive.block) return [];
      return [{ regex: parseRegex(location.path, location.modifier === '~*'), at: location.pathAt }];
    }
    case 'rewrite':
      return directive.arg(0) === undefined
        ? []
        : [{ regex: parseRegex(directive.arg(0) ?? '', false), at: directive.argAt(0) }];
    case 'server_name':
      return directive.values.flatMap((name, i) =>
        name.startsWith('~') ? [{ regex: parseRegex(name.slice(1), true), at: directive.argAt(i) }] : [],
      );
    case 'if':
      return conditionPattern(directive);
    case 'map':
      return (directive.block?.directives ?? []).flatMap((line) => {
        if (!line.name.startsWith('~')) return [];
        const ignoreCase = line.name.startsWith('~*');
        return [{ regex: parseRegex(line.name.slice(ignoreCase ? 2 : 1), ignoreCase), at: line.at }];
      });
    default:
      return [];
  }
}

function conditionPattern(directive: NginxDirective): readonly Pattern[] {
  const condition = regexCondition(directive.values);
  if (condition === undefined) return [];
  const index = directive.values.findIndex((value) => /^!?~\*?$/.test(value)) + 1;
  return [{ regex: parseRegex(condition.pattern, condition.ignoreCase), at: directive.argAt(index) }];
}

const EVERYTHING = /^\^?\/?(?:\(?\.\*\)?\$?)?$|^\.$/;

/** Whether a regular expression matches every path, by its spelling: every path begins with a slash, so `^`, `/` and `.` do as well. */
export function matchesEveryPath(pattern: string): boolean {
  return EVERYTHING.test(pattern);
}
