import type { NginxDirective } from '../../formats/nginx/model/model.ts';
import { parseRegex } from '../../formats/nginx/read/regex.ts';
import { isFollowedBy } from './order.ts';

const NUMBERED = /\$\{?[1-9]/;

/**
 * Whether a `rewrite` with a query and without a flag is followed, at its level, by a `set`, `if` or `rewrite` that takes numbered
 * captures: what CVE-2026-42945 needs.
 */
export function leavesQueryMode(directive: NginxDirective): boolean {
  const [, target, flag] = directive.values;
  if (directive.name !== 'rewrite' || target?.includes('?') !== true || flag !== undefined) return false;
  return isFollowedBy(directive, takesCaptures);
}

function takesCaptures({ name, values }: NginxDirective): boolean {
  return /^(?:set|if|rewrite)$/.test(name) && values.slice(1).some((value) => NUMBERED.test(value));
}

/**
 * Whether a redirect or a query repeats a capture and one inside it, `^/((.*))$` with `$1$2`: what CVE-2026-9256 needs.
 */
export function repeatsCapture(directive: NginxDirective): boolean {
  const [pattern = '', target = '', flag] = directive.values;
  if (directive.name !== 'rewrite') return false;
  const isRedirect = flag === 'redirect' || flag === 'permanent' || /^https?:\/\//.test(target);
  if (!isRedirect && !target.includes('?')) return false;
  const used = [...target.matchAll(/\$\{?([1-9])/g)].map((match) => Number(match[1]));
  if (new Set(used).size < 2) return false;
  const regex = parseRegex(pattern, false);
  if (regex.invalid) return false;
  const inside = (outer: number): ReadonlySet<number> => groupsIn(regex.groups[outer - 1]?.node);
  return used.some((outer) => used.some((inner) => inner !== outer && inside(outer).has(inner)));
}

/** The numbers of the captures inside a part of a pattern. */
function groupsIn(node: ReturnType<typeof parseRegex>['node'] | undefined): ReadonlySet<number> {
  const found = new Set<number>();
  const open = node === undefined ? [] : [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === 'group' && next.index !== undefined) found.add(next.index);
    if (next.kind === 'group' || next.kind === 'repeat') open.push(next.node);
    else if (next.kind === 'sequence' || next.kind === 'choice') for (const child of next.nodes) open.push(child);
  }
  return found;
}
