import { missedFormat } from '../../secrets/format-check.ts';
import { plainUser } from '../../secrets/htpasswd.ts';
import { judgeSecrets } from '../../secrets/judge.ts';
import { nameOf } from '../../subjects/secret/report.ts';
import { inFileOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'secret/wrong-format',
  subject: 'namedValue',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'production',
  formats: ['dotenv', 'compose', 'toml'],
  summary: 'Key does not have the format its program demands',
  fix: 'none',
  check(value, report, context) {
    const plain = plainUser(value);
    if (plain !== undefined) {
      report({
        at: inFileOf(value, plain),
        message: 'Traefik takes only hashes here: the plain password opens nothing and stands in the file; hash it',
      });
      return;
    }
    for (const secret of judgeSecrets(value, context.workspaceWords)) {
      if (secret.grade.verdict !== 'strong' || secret.part === 'url-password') continue;
      // a default stands under the name of its variable and of the key it is given to
      const wanted = [secret.name, value.name]
        .map((name) => missedFormat(name, secret.purpose, secret.text))
        .find((missed) => missed !== undefined);
      if (wanted === undefined) continue;
      report({
        at: inFileOf(value, secret.span),
        message: `${nameOf(secret)} has a format its program refuses; it must be ${wanted}`,
      });
    }
  },
});
