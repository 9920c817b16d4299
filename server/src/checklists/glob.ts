/** `*` and `?` over a whole text, several patterns with `|`, without regard to case. Linear for one star, pattern × text at worst. */
export function matchesPattern(pattern: string, text: string): boolean {
  const lower = text.toLowerCase();
  return pattern
    .toLowerCase()
    .split('|')
    .some((one) => matchesOne(one, lower));
}

function matchesOne(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let retry = 0;
  while (t < text.length) {
    if (pattern[p] === '*') {
      star = p++;
      retry = t;
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t])) {
      p += 1;
      t += 1;
    } else if (star >= 0) {
      p = star + 1;
      t = ++retry;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') p += 1;
  return p === pattern.length;
}
