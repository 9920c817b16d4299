import data from '../../data/published-secrets.json' with { type: 'json' };

/** Secrets that everybody can read: shipped defaults and documentation samples, by fingerprint (`fingerprint.ts`), with who published them. */
export const PUBLISHED_VALUES: ReadonlyMap<string, string> = new Map(Object.entries(data.values));

/** The same for values of which only the beginning is fixed. */
export const PUBLISHED_PREFIXES = data.prefixes.map(([length, fingerprint, publisher]) => ({
  length: Number(length),
  fingerprint: String(fingerprint),
  publisher: String(publisher),
}));

/** Fingerprints of tokens printed in public documentation and sample code: the form is right, the token is nobody's. */
export const PUBLIC_SAMPLES: ReadonlySet<string> = new Set(data.samples);
