import { fingerprint } from './fingerprint.ts';
import { PUBLISHED_PREFIXES, PUBLISHED_VALUES } from './tables/published-values.ts';

/** Who published this very value as a default or a sample; `undefined` when nobody known did. */
export function publisherOf(value: string): string | undefined {
  if (value.length > 4096) return undefined;
  const exact = PUBLISHED_VALUES.get(fingerprint(value));
  if (exact !== undefined) return exact;
  for (const { length, fingerprint: print, publisher } of PUBLISHED_PREFIXES) {
    if (value.length >= length && fingerprint(value.slice(0, length)) === print) return publisher;
  }
  return value.startsWith('django-insecure-') ? 'django-admin startproject' : undefined;
}
