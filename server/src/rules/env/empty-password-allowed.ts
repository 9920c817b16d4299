import { type Fix, fix } from '../../finding/fix.ts';
import { isOn } from '../../knowledge/env/switch.ts';
import { administratorOf, openHostOf } from '../../subjects/env/login-without-password.ts';
import { severityAt } from '../../subjects/env/reach.ts';
import { removeFix } from '../../subjects/env/repairs.ts';
import type { NamedValue } from '../../subjects/named-value.ts';
import { besides, editsIn, inFileOf, type Setting, settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const KEYS =
  /(?:^|_)(?:ALLOW_EMPTY_PASSWORD|ALLOW_EMPTY_ROOT_PASSWORD|ALLOW_ANONYMOUS_LOGIN|CLICKHOUSE_SKIP_USER_SETUP|ENABLE_EMPTY_PASSWORD)$/;
/** The MySQL and MariaDB images take any text as yes (https://hub.docker.com/_/mysql: "Set to a non-empty value, like yes"). */
const ANY_TEXT = /^(?:MYSQL_ALLOW_EMPTY_PASSWORD|MARIADB_ALLOW_EMPTY(?:_ROOT)?_PASSWORD)$/;

const ROOT_PASSWORD = /^(?:MYSQL|MARIADB)_(?:RANDOM_)?ROOT_PASSWORD$/;

/** A word such as `null` means nothing only to the program that reads it as none. */
function nothing({ name, text }: Setting): string {
  return `${name} is ${text === '' ? 'empty' : 'none'}`;
}

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
        message: `${nothing(variable)} for ${administrator.name} ${administrator.text}; set a password and use an account of its own`,
        related: [{ at: administrator.at, message: 'the account' }],
      });
      return;
    }
    const open = openHostOf(variable, context);
    if (open !== undefined) {
      report({
        at: inFileOf(value, value.nameSpan),
        severity: open.isPublic ? 'high' : 'medium',
        message: open.isPublic
          ? `${nothing(variable)} and the host public: anybody can log in too; set one on the server`
          : `${nothing(variable)}: whoever else reaches the host logs in too; set one on the server`,
        related: [{ at: open.setting.at, message: 'the host' }],
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
