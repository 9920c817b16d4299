/** One directive of a policy: `script-src 'self' https://cdn.example`. */
export interface CspDirective {
  /** Lower case. */
  readonly name: string;
  /** As written. */
  readonly sources: readonly string[];
  /** Offsets of the whole directive in the value. */
  readonly start: number;
  readonly end: number;
}

/** Reads a `Content-Security-Policy` value: directives separated by `;`, the first of a name counts (CSP3 §2.2.1). */
export function parseCsp(value: string): readonly CspDirective[] {
  const directives: CspDirective[] = [];
  let start = 0;
  for (let i = 0; i <= value.length; i++) {
    if (i < value.length && value.charAt(i) !== ';') continue;
    const text = value.slice(start, i);
    const lead = text.length - text.trimStart().length;
    const [name, ...sources] = text.trim().split(/[\s]+/);
    if (name !== undefined && name !== '') {
      directives.push({
        name: name.toLowerCase(),
        sources,
        start: start + lead,
        end: start + lead + text.trim().length,
      });
    }
    start = i + 1;
  }
  return directives;
}

/** The sources that govern a kind of content: its own directive, else the ones it falls back to. */
export function sourcesFor(policy: readonly CspDirective[], ...names: readonly string[]): CspDirective | undefined {
  for (const name of names) {
    const found = policy.find((directive) => directive.name === name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Every directive name of CSP Level 3 and the documents that extend it; old ones browsers still read included. */
export const CSP_DIRECTIVES: ReadonlySet<string> = new Set(
  (
    'base-uri block-all-mixed-content child-src connect-src default-src fenced-frame-src font-src form-action frame-ancestors ' +
    'frame-src img-src manifest-src media-src navigate-to object-src plugin-types prefetch-src referrer reflected-xss report-to ' +
    'report-uri require-sri-for require-trusted-types-for sandbox script-src script-src-attr script-src-elem style-src ' +
    'style-src-attr style-src-elem trusted-types upgrade-insecure-requests webrtc worker-src'
  ).split(' '),
);

/** Keywords that mean nothing (a host name!) without their quotes. */
export const CSP_KEYWORDS: ReadonlySet<string> = new Set(
  'self none unsafe-inline unsafe-eval unsafe-hashes strict-dynamic report-sample wasm-unsafe-eval inline-speculation-rules'.split(
    ' ',
  ),
);

/** Directives whose values are not source lists: keywords in them need no quotes. */
export const CSP_NOT_SOURCES: ReadonlySet<string> = new Set(
  'sandbox report-to report-uri referrer reflected-xss require-sri-for require-trusted-types-for trusted-types plugin-types upgrade-insecure-requests block-all-mixed-content webrtc'.split(
    ' ',
  ),
);
