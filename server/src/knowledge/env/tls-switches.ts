import { isOn } from './switch.ts';
import { turnsOff } from './switch-name.ts';
import { namesCertificateCheck } from './tls-verification.ts';

/** A switch that leaves a connection or a site without TLS. */
export interface PlaintextSwitch {
  /**
   * `peer`: a connection this program opens; `mail`: the same to a mail server. Of what this program serves: `site`: whether browsers
   * are sent to HTTPS; `listener`: whether it speaks TLS itself; `server`: whether its mail server does.
   */
  readonly kind: 'peer' | 'mail' | 'site' | 'listener' | 'server';
  /** The value that encrypts, in the spelling of the setting. `undefined`: opposite of a switch. */
  readonly safe: string | undefined;
  /** The text before the words that name the switch (`DB` of `DB_SSLMODE`): where to look for the host. */
  readonly prefix: string;
  /** TLS happens when the server offers it: an attacker on the path takes the offer away. */
  readonly opportunistic: boolean;
}

/** https://www.postgresql.org/docs/current/libpq-ssl.html: `allow` and `prefer` fall back to plain text. */
const SSL_MODE = /(?:^|_)(?:PG_?SSL_?MODE|SSL_?MODE|TLS_?MODE)$/;
const NO_MODE = /^(?:disable|allow)$/i;
const MAYBE_MODE = /^prefer$/i;
/** https://dev.mysql.com/doc/refman/8.4/en/connection-options.html#option_general_ssl-mode */
const MYSQL_NO_MODE = /^DISABLED$/i;
const MYSQL_MAYBE_MODE = /^PREFERRED$/i;

const SWITCH_NAME =
  /(?:^|_)(?:USE_(?:SSL|TLS|STARTTLS|HTTPS)|(?:SSL|TLS|STARTTLS|HTTPS)(?:_(?:ENABLED?|REQUIRED?|ON|ENFORCED?))?|(?:ENABLE|REQUIRE|FORCE|ENFORCE)_(?:SSL|TLS|HTTPS)|(?:SSL|HTTPS)_REDIRECT|SSL_(?:HTTP|TRANSPORT)_ENABLED|(?:SSL|TLS)_DISABLED|INSECURE_HTTP|INSECURE_TRANSPORT|SECURE_TRANSPORT|REQUIRE_SECURE_TRANSPORT)$/;
const SITE =
  /(?:FORCE|ENFORCE|REQUIRE)_(?:SSL|TLS|HTTPS)$|HTTPS_(?:ENFORCED?|REQUIRED?|ENABLED?)$|(?:SSL|HTTPS)_REDIRECT$|^SERVER_SSL_ENABLED$|^(?:SSL|TLS)(?:_ENABLED?)?$|(?:^|_)HTTPS$/;
/** Of these the ones that send browsers to HTTPS; the others make a program speak TLS itself, for which it needs a certificate. */
const REDIRECT = /FORCE|ENFORCE|REQUIRE|REDIRECT/;
/**
 * Of a server whose callers are programs: Elastic's Fleet Server for its agents, Elasticsearch and OpenSearch for all that query them.
 * https://www.elastic.co/docs/reference/fleet/agent-environment-variables, https://www.elastic.co/docs/reference/elasticsearch/configuration-reference/security-settings
 */
const SERVER = /(?:^|_)SMTPD(?:_|$)|INSECURE_HTTP$|^(?:XPACK_SECURITY|PLUGINS_SECURITY)_/;
/** These ask what is accepted or checked, not whether there is TLS: `IGNORE_SSL`, `ALLOW_SSL`, `SELF_SIGNED_TLS`. */
const OTHER_QUESTION =
  /(?:^|_)(?:IGNORE|IGNORES|IGNORED|BYPASS|ALLOW(?!_INSECURE_)|ACCEPT|TRUST|INVALID|SELF|SIGNED|SELFSIGNED|UNTRUSTED|UNVERIFIED|VERIFY|VALIDATE|CHECK)(?:_|$)/;
const MAIL = /(?:^|_)(?:MAIL|MAILER|EMAIL|SMTP|IMAP|POP3)(?:_|$)/;
const MAIL_MODE = /(?:^|_)(?:MAIL|MAILER|EMAIL|SMTP)_(?:ENCRYPTION|SECURITY)$/;
const NO_MAIL_MODE = /^(?:null|none|off|plain|plaintext|false|no|disabled)$/i;
const PROTOCOL = /(?:^|_)SECURITY_PROTOCOL$/;

/**
 * What a variable leaves unencrypted, by its normalized key and text; `undefined` when nothing or not known.
 * The caller looks at the host it talks to: inside one machine or one private network plain text is usual.
 */
export function plaintextSwitch(key: string, text: string): PlaintextSwitch | undefined {
  const value = text.trim();
  const found = (kind: PlaintextSwitch['kind'], safe: string | undefined, pattern: RegExp, opportunistic = false) => ({
    kind,
    safe,
    prefix: key.replace(pattern, ''),
    opportunistic,
  });
  if (SSL_MODE.test(key)) {
    // Other words (`off`, `mixed`, `full`) are those of a web server or of a product of its own.
    if (NO_MODE.test(value)) return found('peer', inCaseOf(value, 'verify-full'), SSL_MODE);
    if (MYSQL_NO_MODE.test(value)) return found('peer', inCaseOf(value, 'verify_identity'), SSL_MODE);
    if (MAYBE_MODE.test(value)) return found('peer', inCaseOf(value, 'verify-full'), SSL_MODE, true);
    return MYSQL_MAYBE_MODE.test(value) ? found('peer', inCaseOf(value, 'verify_identity'), SSL_MODE, true) : undefined;
  }
  if (MAIL_MODE.test(key))
    return NO_MAIL_MODE.test(value) ? found('mail', 'tls', /_(?:ENCRYPTION|SECURITY)$/) : undefined;
  if (PROTOCOL.test(key)) return protocolSwitch(key, value);
  if (key === 'OAUTHLIB_INSECURE_TRANSPORT') return isOn(value) ? found('site', undefined, SWITCH_NAME) : undefined;
  if (!SWITCH_NAME.test(key) || OTHER_QUESTION.test(key) || namesCertificateCheck(key)) return undefined;
  if (!turnsOff(key, value)) return undefined;
  if (SERVER.test(key)) return found('server', undefined, SWITCH_NAME);
  if (SITE.test(key)) return found(REDIRECT.test(key) ? 'site' : 'listener', undefined, SWITCH_NAME);
  return found(MAIL.test(key) ? 'mail' : 'peer', undefined, SWITCH_NAME);
}

function protocolSwitch(key: string, value: string): PlaintextSwitch | undefined {
  const safe = new Map([
    ['PLAINTEXT', 'SSL'],
    ['SASL_PLAINTEXT', 'SASL_SSL'],
  ]).get(value.toUpperCase());
  if (safe === undefined) return undefined;
  return { kind: 'peer', safe, prefix: key.replace(/_?SECURITY_PROTOCOL$/, ''), opportunistic: false };
}

/** A word as the other was written: `DISABLED` to `VERIFY_IDENTITY`. */
function inCaseOf(written: string, word: string): string {
  return written === written.toUpperCase() ? word.toUpperCase() : word;
}
