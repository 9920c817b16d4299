/** A setting that programs stopped reading, or never read this way. */
export interface Ineffective {
  /** The whole normalized key. */
  readonly key: string;
  readonly text: RegExp;
  /** For `<NAME> <reason>`: why nothing happens and what to do. */
  readonly reason: string;
}

export const INEFFECTIVE: readonly Ineffective[] = [
  {
    // https://nodejs.org/api/cli.html#node_tls_reject_unauthorizedvalue: only "0" disables
    key: 'NODE_TLS_REJECT_UNAUTHORIZED',
    text: /^(?:false|no|off)$/i,
    reason: 'only knows the value 0, so certificates are still checked; remove it',
  },
  {
    // https://flask.palletsprojects.com/en/stable/changes/#version-2-3-0
    key: 'FLASK_ENV',
    text: /./,
    reason: 'is not read since Flask 2.3; use FLASK_DEBUG',
  },
  {
    // https://www.keycloak.org/docs/latest/upgrading/#hostname-v1-options-removed
    key: 'KC_HOSTNAME_STRICT_HTTPS',
    text: /./,
    reason: 'is not read since Keycloak 26; remove it',
  },
];
