import { parseImageName } from './image-name.ts';
import { SUPPORTED_PRODUCTS } from './support-table.ts';
import type { SupportedProduct } from './supported-product.ts';

/** A version without fixes: what for people, and since when. */
export interface SupportEnd {
  readonly product: string;
  /** As much of the tag as names the version. */
  readonly version: string;
  /** `YYYY-MM`, the month the last free fix could come in; of a version the table does not know, that of the next newer line it does. */
  readonly end: string;
  /** Since when there are no fixes, in words: `2024-05`; `before 2021-04` of a version whose own line is not in the table. */
  readonly since: string;
  /** Support ended within the last year before the tables were looked at: people are in the middle of the move. */
  readonly isRecent: boolean;
  /** The tag names a patch release that its own line left behind more than a year before it ended: it lacks fixes that came since. */
  readonly isLeftBehind: boolean;
  /** The line the version is of, as the table names it (`8.0` of `8.0.28`); of a version the table does not know, the next newer one. */
  readonly line: string;
}

const A_YEAR_AGO = '2025-12';

type Version = readonly number[];

const versionOf = (text: string): Version => text.split('.').map(Number);

/** Missing parts of a tag float to the newest: `8` is every 8.x. */
function isBelow(version: Version, floor: Version): boolean {
  for (let i = 0; i < floor.length; i++) {
    const part = version[i] ?? Number.MAX_SAFE_INTEGER;
    const limit = floor[i] ?? 0;
    if (part !== limit) return part < limit;
  }
  return false;
}

const startsWith = (version: Version, prefix: Version) => prefix.every((part, i) => version[i] === part);

/** The version a tag begins with: `7.4` of `7.4-fpm-alpine`. */
const TAG = /^v?(\d{1,4}(?:\.\d{1,4}){0,3})(?=$|[-_+])/;

function endOf(product: SupportedProduct, tag: string): SupportEnd | undefined {
  const name = product.names?.[tag.split('-')[0] ?? ''];
  const version = name ?? TAG.exec(tag)?.[1];
  if (version === undefined) return undefined;
  const parts = versionOf(version);
  if ((parts[0] ?? 0) < (product.from ?? 1)) return undefined;
  const lines = Object.entries(product.ends)
    .map(([line, end]) => ({ parts: versionOf(line), end }))
    .sort((a, b) => (a.parts[0] ?? 0) - (b.parts[0] ?? 0) || (a.parts[1] ?? 1e6) - (b.parts[1] ?? 1e6));
  const own = lines.filter((line) => startsWith(parts, line.parts)).sort((a, b) => b.parts.length - a.parts.length)[0];
  const end =
    own ?? (isBelow(parts, versionOf(product.floor)) ? lines.find((l) => isBelow(parts, l.parts)) : undefined);
  if (end === undefined) return undefined;
  const line = end.parts.join('.');
  const isLeftBehind = isOlder(parts, end.parts, product.lastYear?.[line]);
  const isRecent = end.end >= A_YEAR_AGO && !isLeftBehind;
  const since = own === undefined ? `before ${end.end}` : end.end;
  return { product: product.name, version: name ?? version, end: end.end, since, isRecent, isLeftBehind, line };
}

/** Whether the part of a version behind its line is given and below a patch release. */
function isOlder(version: Version, line: Version, patch: number | undefined): boolean {
  const own = version[line.length];
  return patch !== undefined && own !== undefined && own < patch;
}

const byImage: ReadonlyMap<string, SupportedProduct> = new Map(
  SUPPORTED_PRODUCTS.flatMap((product) => product.images.map((image) => [image, product] as const)),
);
const byVariable: ReadonlyMap<string, SupportedProduct> = new Map(
  SUPPORTED_PRODUCTS.flatMap((product) => product.variables.map((name) => [name, product] as const)),
);

/** The end of support of the version an image's tag names; `undefined` while it is supported, floats, or is not known. */
export function supportEndOfImage(image: string | undefined): SupportEnd | undefined {
  const name = image === undefined ? undefined : parseImageName(image);
  const product = name === undefined ? undefined : byImage.get(name.repository);
  return product === undefined || name?.tag === undefined ? undefined : endOf(product, name.tag.toLowerCase());
}

/** `MYSQL_VERSION`, `PHP74_VERSION`, `NGINX_IMAGE_TAG`; `MY_SQL_…` is how `MySQL_…` is normalized. */
const VARIABLE = /^([A-Z][A-Z0-9_]*?)\d{0,3}_(?:IMAGE_)?(?:VERSION|TAG)$/;

/** The same of a variable that is named like a product's version. */
export function supportEndOfVariable(key: string, value: string): SupportEnd | undefined {
  const name = VARIABLE.exec(key)?.[1];
  const product = name === undefined ? undefined : (byVariable.get(name) ?? byVariable.get(name.replaceAll('_', '')));
  return product === undefined ? undefined : endOf(product, value.toLowerCase());
}
