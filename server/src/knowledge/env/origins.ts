import { isOn } from './switch.ts';

/** What a CORS setting lets in. */
export type OriginGrant =
  /** Every origin, by a wildcard in a list; `item` is the entry as written. */
  | { readonly kind: 'wildcard'; readonly item: string }
  /** Every origin, by a switch. */
  | { readonly kind: 'switch' }
  /** `null`: sandboxed frames and local files of anybody. */
  | { readonly kind: 'null'; readonly item: string };

/** Keys about the other CORS headers, where `*` lets nobody in. */
const OTHER_HEADERS = /(?:^|_)(?:HEADERS?|METHODS?|EXPOSED?|AGE|PATHS?|ROUTES?|CREDENTIALS?|CSRF|VARY)(?:_|$)/;
const ORIGIN_LIST =
  /(?:^|_)ORIGINS?(?:_|$)|(?:^|_)CORS_(?:ALLOW(?:ED)?_)?(?:DOMAINS?|HOSTS?|URLS?|ALLOW(?:ED)?|WHITELIST|ALLOWLIST)$|(?:^|_)CORS$/;
const ALLOW_ALL =
  /(?:^|_)(?:CORS_(?:ORIGINS?_)?ALLOW_(?:ALL|ANY)(?:_ORIGINS?)?|CORS_PERMISSIVE|PERMISSIVE_CORS|UNSAFE_CORS|CORS_ALL|ALLOW_(?:ALL|ANY)_ORIGINS?)$/;
const ANY_ORIGIN = /^(?:\*|https?:\/\/\*|\*:\/\/\*|(?:\^)?(?:https?:\/\/)?\.\*\$?|\/\.\*\/|all|any)$/i;

/** Which cross-origin pages a variable lets in beyond named ones; `undefined` when none, or when it is not about origins. */
export function grantOf(key: string, text: string): OriginGrant | undefined {
  if (OTHER_HEADERS.test(key)) return undefined;
  if (ALLOW_ALL.test(key)) return isOn(text) ? { kind: 'switch' } : undefined;
  if (!ORIGIN_LIST.test(key)) return undefined;
  // Directus and the npm package `cors` reflect every origin when the setting is `true`.
  if (/(?:^|_)CORS_ORIGINS?$/.test(key) && text.trim().toLowerCase() === 'true') return { kind: 'switch' };
  for (const item of listItems(text)) {
    if (ANY_ORIGIN.test(item)) return { kind: 'wildcard', item };
    if (item === 'null' && text.trim() !== 'null') return { kind: 'null', item };
  }
  return undefined;
}

/** The items of a list however it is written: commas, semicolons, blanks, JSON. */
export function listItems(text: string): readonly string[] {
  return text
    .split(/[\s,;[\]"']+/)
    .filter((item) => item !== '')
    .slice(0, MAX_ITEMS);
}

const MAX_ITEMS = 1_000;

/** The text with one list item replaced; every other character stays. */
export function replaceItem(text: string, item: string, replacement: string): string {
  const pattern = /[^\s,;[\]"']+/g;
  return text.replace(pattern, (found) => (found === item ? replacement : found));
}
