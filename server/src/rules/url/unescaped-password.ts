import { fix } from '../../finding/fix.ts';
import { editsIn, inFileOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'url/unescaped-password',
  subject: 'url',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'production',
  formats: ['dotenv', 'compose', 'toml'],
  summary: 'Password in a URL holds a character that ends it',
  fix: 'behavior-changing',
  check(url, report) {
    const { password, value } = url;
    if (url.syntax !== 'url' || password === undefined || /[${]/.test(password.text)) return;
    const found = /[/?#@]/.exec(password.text)?.[0];
    if (found === undefined) return;
    const encoded = password.text.replace(/[/?#@]/g, encodeURIComponent);
    const edits = value.replacePart(password.span, encoded);
    const shown = value.name.length > 36 ? `${value.name.slice(0, 35)}…` : value.name;
    report({
      at: inFileOf(value, password.span),
      message: `Password in ${shown} holds a bare '${found}', where its URL ends; write ${encodeURIComponent(found)}`,
      fixes:
        edits === undefined
          ? []
          : [
              fix(
                `Percent-encode the password in ${value.name} (the connection reaches its host)`,
                'behavior-changing',
                editsIn(value, edits),
              ),
            ],
    });
  },
});
