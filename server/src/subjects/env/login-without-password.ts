import { isPublicAddress, reachOf } from '../../knowledge/env/hosts.ts';
import type { RuleContext } from '../context.ts';
import { besides, type Setting } from '../setting.ts';

/** The password of an application's own login at a database, by the words its user has too. */
const LOGIN = /^((?:\w+_)?(?:DB|DATABASE|MYSQL|MARIADB|SQL|MSSQL)_)(PASS|PASSWORD|PASSWD|PWD)$/;
/** Accounts that may do everything. */
const ADMINISTRATOR = /^(?:root|sa)$/i;

/** The user of a login without a password, when it is the administrator of a server. */
export function administratorOf(login: Setting, context: RuleContext): Setting | undefined {
  const prefix = LOGIN.exec(login.key)?.[1];
  if (prefix === undefined || !saysNothing(login)) return undefined;
  const others = besides(login, context.all('setting')).filter(({ key }) => key.startsWith(prefix));
  const is = (words: RegExp, text: RegExp): boolean =>
    others.some((other) => words.test(other.key.slice(prefix.length)) && text.test(other.text));
  // a file needs no login; without a host nothing is set up yet
  if (is(/^(?:CONNECTION|DRIVER|TYPE|CLIENT|ENGINE|DIALECT|PASSWORD_FILE)$/, /sqlite|^\//i) || is(/^HOST$/, /^$/))
    return undefined;
  return others.find(({ key, text }) => /^USER(?:NAME)?$/.test(key.slice(prefix.length)) && ADMINISTRATOR.test(text));
}

/** The password of a client at a store that lets in whoever connects unless a password is set there. */
const OPEN_STORE = /^((?:\w+_)?(?:REDIS|VALKEY|KEYDB|MONGO|MONGODB)_)(?:PASS|PASSWORD|PASSWD|PWD)$/;
/** What frameworks read as no value (`env()` of Laravel: null and empty, with or without parentheses; templates of Python: None). */
const NO_VALUE = /^(?:null|\(null\)|none|nil|empty|\(empty\))?$/i;

function saysNothing({ written, text }: Setting): boolean {
  return written !== undefined && NO_VALUE.test(text);
}

/** What carries the proof instead of the password. */
const PROOF = /(?:USER|USERNAME|PASSWORD_FILE|AUTH|TOKEN|CERT|CERTIFICATE|CERT_FILE|URL|URI|DSN)$/;

/** The host of a store that a client logs in to with nothing. */
export interface OpenHost {
  readonly setting: Setting;
  /** Without a port. */
  readonly host: string;
  /** Whether it is an address anybody reaches; a name may lead to a private one. */
  readonly isPublic: boolean;
}

/** The host of another network that a client of a store logs in to with nothing. */
export function openHostOf(login: Setting, context: RuleContext): OpenHost | undefined {
  const prefix = OPEN_STORE.exec(login.key)?.[1];
  if (prefix === undefined || !saysNothing(login)) return undefined;
  const others = besides(login, context.all('setting')).filter(({ key }) => key.startsWith(prefix));
  const named = (words: RegExp): Setting | undefined => others.find(({ key }) => words.test(key.slice(prefix.length)));
  if (others.some(({ key, value }) => PROOF.test(key.slice(prefix.length)) && value.source !== '')) return undefined;
  const setting = named(/^(?:HOST|HOSTNAME|SERVER)$/);
  if (setting === undefined) return undefined;
  const host = setting.text.replace(/^([^:]*|\[.*\]):\d{1,5}$/, '$1');
  if (!['public', 'reserved'].includes(reachOf(host))) return undefined;
  return { setting, host, isPublic: isPublicAddress(host) };
}
