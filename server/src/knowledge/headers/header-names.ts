/** Headers of answers that browsers act on; a name next to one of them is a slip. */
export const RESPONSE_HEADERS: readonly string[] = [
  'Access-Control-Allow-Credentials',
  'Access-Control-Allow-Headers',
  'Access-Control-Allow-Methods',
  'Access-Control-Allow-Origin',
  'Access-Control-Expose-Headers',
  'Access-Control-Max-Age',
  'Cache-Control',
  'Content-Disposition',
  'Content-Security-Policy',
  'Content-Security-Policy-Report-Only',
  'Cross-Origin-Embedder-Policy',
  'Cross-Origin-Opener-Policy',
  'Cross-Origin-Resource-Policy',
  'Permissions-Policy',
  'Referrer-Policy',
  'Strict-Transport-Security',
  'Timing-Allow-Origin',
  'X-Content-Type-Options',
  'X-Frame-Options',
  'X-Permitted-Cross-Domain-Policies',
  'X-Robots-Tag',
];

/** Headers of requests that applications read. */
export const REQUEST_HEADERS: readonly string[] = [
  'Authorization',
  'X-Forwarded-For',
  'X-Forwarded-Host',
  'X-Forwarded-Port',
  'X-Forwarded-Prefix',
  'X-Forwarded-Proto',
  'X-Real-IP',
];

/** Too far for a slip of the finger, but seen for one of the names above. */
export const HEADER_SLIPS: Readonly<Record<string, string>> = {
  'x-content-options': 'X-Content-Type-Options',
  'x-content-type': 'X-Content-Type-Options',
  'x-content-type-option': 'X-Content-Type-Options',
  'strict-transport': 'Strict-Transport-Security',
  'content-security': 'Content-Security-Policy',
};

/** Names that are their own although they are close to another one. */
export const OWN_HEADERS: ReadonlySet<string> = new Set([
  'x-content-security-policy',
  'x-forwarded-by',
  'x-forwarded-path',
  'x-forwarded-protocol',
  'x-forwarded-ssl',
  'x-forwarded-root',
  'x-forwarded-post',
]);
