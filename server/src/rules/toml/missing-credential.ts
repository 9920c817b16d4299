import type { TomlModel } from '../../formats/toml/model/model.ts';
import type { TomlTable } from '../../formats/toml/read/tree.ts';
import { normalName } from '../../knowledge/toml/key-path.ts';
import { checkProblem } from '../../subjects/toml/check-problem.ts';
import { severityInToml } from '../../subjects/toml/reach.ts';
import { scalarOf } from '../../subjects/toml/seen.ts';
import { arePeersOfTableNear, isOpenTo, type LooseLeaf, shownPath, tableOf } from '../../subjects/toml/switches.ts';
import { commentNear } from '../../text/comment-near.ts';
import { defineRule } from '../contract.ts';

const PASSWORD = /^(?:password|passwd|pass|pwd)$/;
const USER = /^(?:username|user|user_name|login)$/;
const ADMINISTRATORS = /^(?:admin|administrator|dashboard|web_?ui|management|web_?interface|console)$/;
const ADMIN_PASSWORD =
  /^(?:admin|administrator|root|superuser|master|dashboard|web_?ui|management)_(?:password|passwd|pass|pwd|token|api_?key|secret)$/;
/** Brokers, stores and others that ask for a login in a protocol of their own, and web services. */
const ADDRESS =
  /^(?:tcp|mqtts?|ssl|amqps?|nats|tls|wss?|https?|rediss?|kafka|ldaps?|smtps?|postgres(?:ql)?|mysql|mongodb):\/\/[^\s@$%{}<>]{1,500}$/i;
/** A comment that says what an empty one does. */
const OPENS =
  /(?:empty|blank|unset|not set|without (?:a )?password)[^.]{0,60}(?:no (?:auth|login|password)|disabl\w+ (?:auth|login|password)|without (?:auth|login|a password)|open|anyone|anybody)/i;

/** The empty password of whoever administers the program, where the file says that others reach it or that nobody is asked then. */
function opensInterface({ leaf, key, table, value }: LooseLeaf, model: TomlModel): boolean {
  if (value !== '' || !(ADMIN_PASSWORD.test(key) || (PASSWORD.test(key) && ADMINISTRATORS.test(table)))) return false;
  return isOpenTo(model, tableOf(leaf)) || OPENS.test(commentNear(model.file.text, leaf.valueSpan));
}

/** An address with a scheme, and beside it places for a user and a password that are both empty. */
function logsInAsNobody({ leaf, key, value }: LooseLeaf, model: TomlModel): boolean {
  if (value !== '' || !PASSWORD.test(key)) return false;
  const table = tableOf(leaf);
  const texts = entriesOf(model, table);
  const users = texts.filter(({ name }) => USER.test(name));
  if (users.length === 0 || users.some(({ text }) => text !== '')) return false;
  // a certificate or a token is a login too
  if (
    texts.some(
      ({ name, text }) => text !== '' && /(?:^|_)(?:token|cert\w*|key_file|private_key|nkey|jwt|api_key)$/.test(name),
    )
  )
    return false;
  return texts.some(({ text }) => ADDRESS.test(text)) && !arePeersOfTableNear(model, table);
}

function entriesOf(model: TomlModel, table: TomlTable): readonly { readonly name: string; readonly text: string }[] {
  return [...table.entries.values()].flatMap((node) => {
    const items = node.type === 'array' ? node.items : [node];
    return items.flatMap((item) => {
      const text = scalarOf(model.file.text, item);
      return typeof text === 'string' ? [{ name: normalName(node.name), text }] : [];
    });
  });
}

export default defineRule({
  id: 'toml/missing-credential',
  subject: 'document',
  severity: 'high',
  category: 'secret',
  profile: 'recommended',
  stages: 'production',
  summary: 'A password, token or key that protects a service is empty or malformed',
  fix: 'behavior-changing',
  formats: ['toml'],
  check: checkProblem('missing-credential', (loose, model, report) => {
    const { leaf } = loose;
    const isInterface = opensInterface(loose, model);
    if (!isInterface && !logsInAsNobody(loose, model)) return;
    const severity = isInterface ? severityInToml(model, tableOf(leaf), 'missing-credential', 'high') : 'medium';
    if (severity === undefined) return;
    report({
      at: leaf.valueSpan,
      message: isInterface
        ? `${shownPath(leaf)} is empty: whoever reaches the interface gets in; set a generated one`
        : `${shownPath(leaf)} and its user are empty: the other side must let anybody in; give each client a login`,
      severity,
      path: leaf.path.map(String),
    });
  }),
});
