import { CATCHERS } from '../../formats/content-marks.ts';
import { isReservedHost } from '../../knowledge/env/hosts.ts';
import type { Purpose } from '../../secrets/purpose.ts';
import { isRelayPassword } from '../../secrets/purpose.ts';
import type { RuleContext } from '../context.ts';
import type { NamedValue } from '../named-value.ts';
import { loginBeside } from './login.ts';

/**
 * Whether the mail of a program goes to a catcher, which takes every login: its server is one (`SMTP_HOST: mailpit`), or one is named for
 * the same program (`MAILHOG_HOST`) while the server is a name of the documentation's own or none.
 */
export function isMailCaught(value: NamedValue, purpose: Purpose, context: RuleContext): boolean {
  if (purpose !== 'password' || !isRelayPassword(value.name)) return false;
  const server = loginBeside(value, context)?.host;
  if (server !== undefined && isCatcher(server)) return true;
  if (server !== undefined && !isReservedHost(server)) return false;
  return context
    .all('namedValue')
    .some(
      ({ owner, uri, name, resolved }) =>
        owner === value.owner && uri === value.uri && HOST.test(name) && isCatcher(resolved?.trim() ?? ''),
    );
}

const HOST = /(?:HOST|HOSTNAME|SERVER|ADDR|ADDRESS)$/i;

/** A service of that name asks for the login it gave out. */
const HOSTED = 'mailtrap';

/** `mailhog`, `mailpit:1025`, `dev-mailpit.internal`. */
function isCatcher(host: string): boolean {
  return host
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .some((word) => CATCHERS.has(word) && word !== HOSTED);
}
