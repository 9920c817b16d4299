/** How a regular expression for an `Origin` lets strangers in. */
export type OriginHole =
  /** `example\.com$` also matches `https://evil-example.com`. */
  | 'start'
  /** `^https://example\.com` also matches `https://example.com.evil.io`. */
  | 'end'
  /** `^https://www.example\.com$` also matches `https://wwwXexample.com`. */
  | 'dot';

/**
 * What is wrong with a pattern (without `~`) that is meant to admit some origins; `undefined` when nothing is, or it cannot be
 * told. An origin is `scheme://host[:port]`, nothing else, so a pattern needs `^` (or a `.` or `/` in front of the name), `$`,
 * and escaped dots in front of the registrable name.
 */
export function originHole(pattern: string): OriginHole | undefined {
  const alternatives = splitAlternatives(pattern);
  for (const alternative of alternatives) {
    if (!/[a-z]{2}/i.test(alternative)) continue;
    const hole = holeOf(alternative);
    if (hole !== undefined) return hole;
  }
  return undefined;
}

function holeOf(pattern: string): OriginHole | undefined {
  const body = pattern.replace(/^\^/, '');
  const isStart = pattern.startsWith('^') || /^\(*(\\\.|:?\/|:?\\\/)/.test(pattern);
  if (!isStart) return 'start';
  if (/(^|[^\\])\.[*+]\??\)?(?!\\\.)[a-z0-9]/i.test(body)) return 'start';
  if (!/(\$\)*|\(\$\|[^)]*\)|\([^()]*\|\$\))$/.test(pattern)) return 'end';
  return hasOpenDot(body) ? 'dot' : undefined;
}

/** An unescaped dot with a name of two or more parts behind it: `www.example\.com`. */
function hasOpenDot(body: string): boolean {
  for (let i = 0; i < body.length; i++) {
    const character = body.charAt(i);
    if (character === '\\') i++;
    else if (character === '[') i = Math.max(i, body.indexOf(']', i));
    else if (character === '.' && !'*+?{'.includes(body.charAt(i + 1) || ' ')) {
      // The last dot only stands for the top level domain, which nobody can register without it.
      if (/\.(?:[a-z0-9-]+)\\?\./i.test(body.slice(i))) return true;
    }
  }
  return false;
}

/** The parts of a top-level alternation, each with the anchors of a group around the whole. */
function splitAlternatives(pattern: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern.charAt(i);
    if (character === '\\') i++;
    else if (character === '[') i = Math.max(i, pattern.indexOf(']', i));
    else if (character === '(') depth++;
    else if (character === ')') depth--;
    else if (character === '|' && depth === 0) {
      parts.push(pattern.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(pattern.slice(start));
  return parts;
}
