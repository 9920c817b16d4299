import { type Fix, fix } from '../../finding/fix.ts';
import { isOn } from '../../knowledge/env/switch.ts';
import type { RuleContext } from '../../subjects/context.ts';
import { severityAt } from '../../subjects/env/reach.ts';
import { removeFix } from '../../subjects/env/repairs.ts';
import type { NamedValue } from '../../subjects/named-value.ts';
import { besides, editsIn, inFileOf, type Setting, settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const KEYS =
  /(?:^|_)(?:ALLOW_EMPTY_PASSWORD|ALLOW_EMPTY_ROOT_PASSWORD|ALLOW_ANONYMOUS_LOGIN|CLICKHOUSE_SKIP_USER_SETUP|ENABLE_EMPTY_PASSWORD)$/;
/** The MySQL and MariaDB images take any text as yes (https://hub.docker.com/_/mysql: "Set to a non-empty value, like yes"). */
const ANY_TEXT = /^(?:MYSQL_ALLOW_EMPTY_PASSWORD|MARIADB_ALLOW_EMPTY(?:_ROOT)?_PASSWORD)$/;

/** The password of an application's own login at a database, by the words its user has too. */
const LOGIN = /^((?:\w+_)?(?:DB|DATABASE|MYSQL|MARIADB|SQL|MSSQL)_)(PASS|PASSWORD|PASSWD|PWD)$/;
/** Accounts that may do everything. */
const ADMINISTRATOR = /^(?:root|sa)$/i;

/** The user of a login without a password, when it is the administrator of a server. */
function administratorOf(login: Setting, context: RuleContext): Setting | undefined {
  const prefix = LOGIN.exec(login.key)?.[1];
  if (prefix === undefined || login.written === undefined || login.text !== '') return undefined;
  const others = besides(login, context.all('setting')).filter(({ key }) => key.startsWith(prefix));
  const is = (words: RegExp, text: RegExp): boolean =>
    others.some((other) => words.test(other.key.slice(prefix.length)) && text.test(other.text));
  // a file needs no login; without a host nothing is set up yet
  if (is(/^(?:CONNECTION|DRIVER|TYPE|CLIENT|ENGINE|DIALECT|PASSWORD_FILE)$/, /sqlite|^\//i) || is(/^HOST$/, /^$/))
    return undefined;
  return others.find(({ key, text }) => /^USER(?:NAME)?$/.test(key.slice(prefix.length)) && ADMINISTRATOR.test(text));
}

const ROOT_PASSWORD = /^(?:MYSQL|MARIADB)_(?:RANDOM_)?ROOT_PASSWORD$/;

/** Without a password in its place the server would not start: the switch becomes one that has to be set. */
function requirePassword(value: NamedValue, key: string): readonly Fix[] {
  const name = key.startsWith('MARIADB') ? 'MARIADB_ROOT_PASSWORD' : 'MYSQL_ROOT_PASSWORD';
  if (value.place !== 'compose-environment' || !ANY_TEXT.test(key) || value.name !== key) return [];
  const edits = value.replacePart(value.valueSpan, `\${${name}:?set ${name}}`);
  if (edits === undefined || value.references.length > 0) return [];
  const renamed = [{ span: value.nameSpan, newText: name }, ...edits];
  return [
    fix(
      `Require ${name} instead (Compose refuses to start until it is set; an existing database keeps its account)`,
      'behavior-changing',
      editsIn(value, renamed),
    ),
  ];
}

export default defineRule({
  id: 'env/empty-password-allowed',
  subject: 'setting',
  severity: 'high',
  category: 'access',
  profile: 'essential',
  stages: 'production',
  summary: 'A database starts without a password',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report, context) {
    const { value } = variable;
    const administrator = administratorOf(variable, context);
    if (administrator !== undefined) {
      report({
        at: inFileOf(value, value.nameSpan),
        severity: 'medium',
        message: `${variable.name} is empty for ${administrator.name} ${administrator.text}; set a password and use an account of its own`,
        related: [{ at: administrator.at, message: 'the account' }],
      });
      return;
    }
    const setting = settingOf(variable, KEYS);
    if (setting === undefined) return;
    if (ANY_TEXT.test(setting.key) ? setting.text === '' : !isOn(setting.text)) return;
    const root = besides(variable, context.all('setting')).find(({ key }) => ROOT_PASSWORD.test(key));
    if (ANY_TEXT.test(setting.key) && root !== undefined && root.value.source !== '') {
      // with a password the image does not look at it; a variable may be empty
      const isCertain = root.text !== '';
      report({
        at: setting.at,
        severity: isCertain ? 'low' : 'medium',
        message: `${setting.name} lets the server start without a password if ${root.name} is ever empty; remove it`,
        related: [{ at: root.at, message: 'the password it is given now' }],
        fixes: () => removeFix(value, `the server does not start while ${root.name} is empty`),
      });
      return;
    }
    const severity = severityAt(value, context, 'high');
    if (severity === undefined) return;
    report({
      at: setting.at,
      severity,
      // ZooKeeper knows no administrator who logs in
      message: setting.key.endsWith('ANONYMOUS_LOGIN')
        ? `${setting.name} lets everybody in without a login; remove it and set up users`
        : `${setting.name} lets the administrator in without a password; remove it and set a password`,
      fixes: requirePassword(value, setting.key),
    });
  },
});
