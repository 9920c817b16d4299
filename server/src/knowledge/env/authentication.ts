import { isOff, isOn } from './switch.ts';
import { turnsOff } from './switch-name.ts';

/** One way to sign in among several being off is a choice, not a hole. */
const ONE_METHOD =
  /(?:^|_)(?:LDAP|OAUTH2?|OIDC|OPENID|SAML|SSO|GOOGLE|GITHUB|GITLAB|FACEBOOK|MICROSOFT|AZURE|APPLE|DISCORD|TWITTER|KEYCLOAK|BASIC|PROXY|HEADER|JWT|TOKEN|MFA|2FA|TOTP|TWO_FACTOR|WEBAUTHN|PASSKEY|KERBEROS|RADIUS|PASSWORD|LOCAL|EMAIL|PHONE|SMS|SOCIAL|EXTERNAL|CERT|CERTIFICATE|CLIENT|SMTP|SMTPD|MAIL|IMAP|POP3|PUSH|WEBHOOK|NEXT|VITE|SENTRY)(?:_|$)/;

/** The switch of the whole door. Whether on or off opens it, its words say. */
const SWITCH =
  /(?:^|_)(?:(?:DISABLE|NO|SKIP|BYPASS|IGNORE|WITHOUT|ENABLE|REQUIRE)_AUTH(?:ENTICATION|ORIZATION)?|AUTH(?:ENTICATION)?_(?:ENABLED?|DISABLED?|REQUIRED|ACTIVE|BYPASS)|UNAUTHENTICATED|DISABLE_SECURITY(?:_PLUGIN)?|SECURITY_DISABLED|NO_PASSWORD|DISABLE_ADMIN_TOKEN|XPACK_SECURITY_ENABLED|FUNCTIONS_VERIFY_JWT)$/;
const MODE =
  /(?:^|_)(?:HOST_AUTH_METHOD|AUTH_MODE|AUTH_METHOD|AUTH_TYPE|AUTHENTICATION_MODE|AUTHENTICATION_METHOD|AUTHENTICATION_TYPE|AUTHENTICATOR)$/;
const NO_MODE = /^(?:trust|none|off|disabled|anonymous|no|noauth|no_auth|allowall\w*|false)$/i;

/** How a variable opens a program to callers who have not signed in. */
export type OpenDoor =
  /** Nobody is asked for anything. */
  | { readonly kind: 'off'; readonly safe: string | undefined }
  /** Nobody is asked before a screen is shown; `lock`: the variable that makes it view only. */
  | { readonly kind: 'screen'; readonly lock: string }
  /** Visitors without an account may look; `admin`: they may do everything. */
  | { readonly kind: 'anonymous'; readonly admin: boolean };

/** Whether a variable, by its normalized key and text, switches authentication off; `undefined` when not. */
export function openDoor(key: string, text: string): OpenDoor | undefined {
  const value = text.trim();
  switch (key) {
    case 'NEO4J_AUTH':
      return value.toLowerCase() === 'none' ? { kind: 'off', safe: undefined } : undefined;
    case 'POSTGRES_HOST_AUTH_METHOD':
      return value === 'trust' ? { kind: 'off', safe: 'scram-sha-256' } : undefined;
    case 'GF_AUTH_ANONYMOUS_ENABLED':
      return isOn(value) ? { kind: 'anonymous', admin: false } : undefined;
    case 'GF_AUTH_ANONYMOUS_ORG_ROLE':
      return value.toLowerCase() === 'admin' ? { kind: 'anonymous', admin: true } : undefined;
    case 'NOTEBOOK_ARGS':
    case 'JUPYTER_ARGS':
      return /\.(?:token|password)=(?:''|""|(?=\s|$))/.test(value) ? { kind: 'off', safe: undefined } : undefined;
    case 'AUTHENTICATION_BACKENDS':
      return /AllowAll/.test(value) ? { kind: 'off', safe: undefined } : undefined;
    case 'ME_CONFIG_BASICAUTH':
      return isOff(value) ? { kind: 'off', safe: undefined } : undefined;
  }
  // docker-selenium, "VNC": https://github.com/SeleniumHQ/docker-selenium#debugging
  const screen = /^((?:SE_)?VNC_)NO_PASSWORD$/.exec(key);
  if (screen !== null) return isOn(value) ? { kind: 'screen', lock: `${screen[1]}VIEW_ONLY` } : undefined;
  if (key.endsWith('_NO_PASSWORD')) return isOn(value) ? { kind: 'off', safe: undefined } : undefined;
  if (ONE_METHOD.test(key) && key !== 'FUNCTIONS_VERIFY_JWT') return undefined;
  if (SWITCH.test(key)) return turnsOff(key, value) ? { kind: 'off', safe: undefined } : undefined;
  if (MODE.test(key) && NO_MODE.test(value))
    return { kind: 'off', safe: key.startsWith('ANGARABASE') ? 'scram' : undefined };
  return undefined;
}
