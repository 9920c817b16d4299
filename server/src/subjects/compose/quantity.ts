const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  k: 2 ** 10,
  m: 2 ** 20,
  g: 2 ** 30,
  t: 2 ** 40,
  p: 2 ** 50,
};

/**
 * Bytes of a size as Compose reads it (go-units RAMInBytes: `512m`, `1.5G`, `1gb`, `64MiB`, plain bytes); `undefined` when it is none.
 */
export function bytesOf(text: string): number | undefined {
  const match = /^(\d{1,15}(?:\.\d{1,6})?) ?([kmgtp]?)i?b?$/.exec(text.trim().toLowerCase());
  if (match === null) return undefined;
  return Math.floor(Number(match[1]) * (UNITS[match[2] ?? ''] ?? 1));
}

/** A number of CPUs (`0.5`, `2`). */
export function cpusOf(text: string): number | undefined {
  return /^\d{1,6}(?:\.\d{1,9})?$/.test(text.trim()) ? Number(text) : undefined;
}

/** A whole number, possibly negative (`-1`: no limit). */
export function countOf(text: string): number | undefined {
  return /^-?\d{1,12}$/.test(text.trim()) ? Number(text) : undefined;
}

/** Bytes in the largest unit that keeps them whole, in the form Compose reads. */
export function sizeText(bytes: number): string {
  if (bytes % 2 ** 30 === 0) return `${bytes / 2 ** 30}G`;
  return bytes % 2 ** 20 === 0 ? `${bytes / 2 ** 20}M` : String(bytes);
}

const SECONDS: Readonly<Record<string, number>> = {
  h: 3600,
  m: 60,
  s: 1,
  ms: 0.001,
  us: 0.000001,
};

/** Seconds of a duration (`1m30s`, `500ms`); a bare number is seconds, as in healthy practice of old files; `undefined` when it is none. */
export function secondsOf(text: string): number | undefined {
  const body = text.trim();
  if (/^\d{1,9}$/.test(body)) return Number(body);
  let rest = body;
  let total = 0;
  while (rest !== '') {
    const match = /^(\d{1,9}(?:\.\d{1,6})?)(ms|us|h|m|s)/.exec(rest);
    if (match === null) return undefined;
    total += Number(match[1]) * (SECONDS[match[2] ?? ''] ?? 0);
    rest = rest.slice(match[0].length);
  }
  return body === '' ? undefined : total;
}
