import { isDigestLine, weakHash } from '../../knowledge/env/password-hash.ts';
import type { NamedValue } from '../../subjects/named-value.ts';
import { inFileOf } from '../../subjects/setting.ts';
import { shownName } from '../../subjects/setting-key.ts';
import type { Span } from '../../text/span.ts';
import { defineRule } from '../contract.ts';

/** Users of an option of Traefik or of a variable for it: `traefik.http.middlewares.x.digestauth.users`. */
const DIGEST = /digest_?auth[._]users$/i;
/** No value of a person holds more users. */
const MOST_USERS = 1_000;

export default defineRule({
  id: 'secret/weak-hash',
  subject: 'namedValue',
  severity: 'medium',
  category: 'secret',
  profile: 'strict',
  stages: 'production',
  formats: ['dotenv', 'compose'],
  summary: 'Password is kept as a hash that is cheap to crack',
  fix: 'none',
  check(value, report) {
    // `$$apr1$$`: a dollar is doubled in compose files; one that is not makes a reference of a part, and the hash stands there all the same
    const text = (value.literal ?? value.source).replaceAll('$$', '$');
    if (!text.includes(':')) return;
    const name = shownName(/[^.]+\.users$/i.exec(value.name)?.[0] ?? value.name);
    const reported = new Set<string>();
    for (const item of text.split(/[,\n]/, MOST_USERS)) {
      const line = item.trim();
      const hash = weakHash(line);
      if (hash === undefined && !(DIGEST.test(value.name) && isDigestLine(line))) continue;
      const kind = hash?.kind ?? 'fast';
      if (reported.has(kind)) continue;
      reported.add(kind);
      report({
        at: inFileOf(value, placeIn(value, line)),
        severity: kind === 'fast' ? 'medium' : 'low',
        message:
          hash === undefined
            ? `${name}: the MD5 of a digest login opens it to whoever reads the file; use basicauth with bcrypt`
            : `${name}: a password as ${hash.name} is cracked ${kind === 'fast' ? 'in hours' : 'soon'} once the file leaks; hash it with bcrypt`,
      });
    }
  },
});

/** The place of one user in the value; all of it where it is written in another way than it is read. */
function placeIn({ source, valueSpan }: NamedValue, line: string): Span {
  for (const written of [line, line.replaceAll('$', '$$$$')]) {
    const at = source.indexOf(written);
    if (at >= 0) return { start: valueSpan.start + at, end: valueSpan.start + at + written.length };
  }
  return valueSpan;
}
