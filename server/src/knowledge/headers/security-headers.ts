/** A response header that protects the visitor, with a value nearly every site can send. */
export interface SecurityHeader {
  /** As it is usually written. */
  readonly name: string;
  /** What browsers do without it, in a few words. */
  readonly guards: string;
  /** `undefined`: no value fits every site. */
  readonly value: string | undefined;
}

// Values: https://owasp.org/www-project-secure-headers/ (2026-07-19); SAMEORIGIN rather than deny, which breaks own frames.
export const NOSNIFF: SecurityHeader = {
  name: 'X-Content-Type-Options',
  guards: 'MIME sniffing',
  value: 'nosniff',
};
export const FRAME_OPTIONS: SecurityHeader = { name: 'X-Frame-Options', guards: 'clickjacking', value: 'SAMEORIGIN' };
export const REFERRER_POLICY: SecurityHeader = {
  name: 'Referrer-Policy',
  guards: 'leaking addresses to other sites',
  value: 'strict-origin-when-cross-origin',
};
export const PERMISSIONS_POLICY: SecurityHeader = {
  name: 'Permissions-Policy',
  guards: 'use of camera, microphone and location',
  value: 'camera=(), microphone=(), geolocation=()',
};
export const CONTENT_SECURITY_POLICY: SecurityHeader = {
  name: 'Content-Security-Policy',
  guards: 'injected scripts',
  value: undefined,
};

/** Lower-case names whose loss or wrong value weakens the visitor's protection. */
export const SECURITY_HEADER_NAMES: ReadonlySet<string> = new Set([
  'content-security-policy',
  'content-security-policy-report-only',
  'cross-origin-embedder-policy',
  'cross-origin-opener-policy',
  'cross-origin-resource-policy',
  'permissions-policy',
  'referrer-policy',
  'strict-transport-security',
  'x-content-type-options',
  'x-frame-options',
  'x-permitted-cross-domain-policies',
]);

/** The tokens of the Referrer Policy specification, by whether they keep the path from other origins. */
export const REFERRER_POLICIES: Readonly<Record<string, 'safe' | 'leaks'>> = {
  'no-referrer': 'safe',
  'no-referrer-when-downgrade': 'leaks',
  'same-origin': 'safe',
  origin: 'safe',
  'strict-origin': 'safe',
  'origin-when-cross-origin': 'safe',
  'strict-origin-when-cross-origin': 'safe',
  'unsafe-url': 'leaks',
};

/** Headers browsers no longer act on, and what to use today. */
export const OBSOLETE_HEADERS: Readonly<Record<string, string>> = {
  'feature-policy': 'Permissions-Policy',
  'public-key-pins': 'nothing: browsers removed pinning',
  'public-key-pins-report-only': 'nothing: browsers removed pinning',
  'expect-ct': 'nothing: browsers enforce it',
  'x-download-options': 'nothing: only Internet Explorer read it',
  'x-content-security-policy': 'Content-Security-Policy',
  'x-webkit-csp': 'Content-Security-Policy',
  'x-ua-compatible': 'nothing: only Internet Explorer read it',
};
