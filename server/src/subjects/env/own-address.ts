import type { Setting } from '../setting.ts';

/** The address of the site itself, as frameworks call it. */
const OWN_ADDRESS = /(?:^|_)(?:BASE|APP|SITE|PUBLIC|ROOT|EXTERNAL|SERVER|WEB)_?UR[LI]$/;
/** Addresses of others: where people sign in, what is called. */
const OTHERS_ADDRESS = /(?:^|_)(?:OIDC|OAUTH2?|OPENID|SAML|CROWD|AUTH0|ISSUER|LDAP|API|GATEWAY|WEBHOOK)_/;

function ownAddresses(others: readonly Setting[]): readonly string[] {
  return others.flatMap(({ key, value }) =>
    OWN_ADDRESS.test(key) && !OTHERS_ADDRESS.test(key) ? [value.resolved?.trim() ?? ''] : [],
  );
}

/** An address of the site itself says https: something in front ends TLS, and the switch is for what stands behind it. */
export function isServedOverHttps(others: readonly Setting[]): boolean {
  return ownAddresses(others).some((address) => /^https:\/\//i.test(address));
}

/**
 * Whether the site's own address is http on this machine: forced to https, its links and styles would point to a port that speaks no TLS.
 * Who gives the site a name changes both.
 */
export function isOnThisMachine(others: readonly Setting[]): boolean {
  return ownAddresses(others).some((address) => /^http:\/\/(?:localhost|127\.|\[::1\])/i.test(address));
}
