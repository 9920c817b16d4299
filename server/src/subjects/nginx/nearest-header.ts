import { HEADER_SLIPS, OWN_HEADERS, REQUEST_HEADERS, RESPONSE_HEADERS } from '../../knowledge/headers/header-names.ts';
import { editDistance } from '../../text/closest.ts';

/** The header a misspelled name must mean; `undefined`: the name is known, or close to none or to two of them. */
export function nearestHeader(name: string, of: 'request' | 'response'): string | undefined {
  const lower = name.toLowerCase();
  const names = of === 'request' ? REQUEST_HEADERS : RESPONSE_HEADERS;
  if (OWN_HEADERS.has(lower) || [...REQUEST_HEADERS, ...RESPONSE_HEADERS].some((one) => one.toLowerCase() === lower))
    return undefined;
  const slip = of === 'response' && Object.hasOwn(HEADER_SLIPS, lower) ? HEADER_SLIPS[lower] : undefined;
  if (slip !== undefined) return slip;
  const most = lower.length < 12 ? 1 : 2;
  const near = names.filter((one) => editDistance(lower, one.toLowerCase(), most) <= most);
  return near.length === 1 ? near[0] : undefined;
}
