import type { NginxLocation } from './model.ts';

type Found =
  | { readonly state: 'final' | 'tentative'; readonly location: NginxLocation }
  | { readonly state: 'none' }
  | { readonly state: 'unknown' };

/** The location nginx chooses for a normalised URI, as `ngx_http_core_find_location` does. */
export function matchLocation(locations: readonly NginxLocation[], uri: string): NginxLocation | 'none' | 'unknown' {
  const found = find(locations, uri);
  if (found.state === 'none' || found.state === 'unknown') return found.state;
  return found.location;
}

function find(locations: readonly NginxLocation[], uri: string): Found {
  let prefix: NginxLocation | undefined;
  for (const location of locations) {
    if (location.isRegex || location.modifier === '@') continue;
    const covers = location.covers(uri);
    if (covers === undefined) return { state: 'unknown' };
    if (!covers) continue;
    if (location.path === uri && location.modifier === '=') return { state: 'final', location };
    if (location.modifier !== '=' && (prefix === undefined || location.path.length > prefix.path.length))
      prefix = location;
  }
  const best = prefix === undefined ? undefined : within(prefix, uri);
  if (best?.state === 'final' || best?.state === 'unknown') return best;
  if (prefix?.modifier !== '^~') {
    const regex = findRegex(locations, uri);
    if (regex !== undefined) return regex;
  }
  return best ?? { state: 'none' };
}

/** A prefix location, or what a location inside it makes of the URI. */
function within(location: NginxLocation, uri: string): Found {
  const inner = find(location.nested, uri);
  return inner.state === 'none' ? { state: 'tentative', location } : inner;
}

/** The first regex location in the order of the file. */
function findRegex(locations: readonly NginxLocation[], uri: string): Found | undefined {
  for (const location of locations) {
    if (!location.isRegex) continue;
    const covers = location.covers(uri);
    if (covers === undefined) return { state: 'unknown' };
    if (!covers) continue;
    const inner = find(location.nested, uri);
    if (inner.state === 'none') return { state: 'final', location };
    return inner.state === 'unknown' ? inner : { state: 'final', location: inner.location };
  }
  return undefined;
}
