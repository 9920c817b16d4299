import { withArticle } from '../../secrets/expectation.ts';
import { guardsOpenStore } from '../../subjects/secret/open-store.ts';
import { nameOf, nounOf, reportSecret, secretsGraded } from '../../subjects/secret/report.ts';
import { isShared } from '../../subjects/secret/shared-place.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'secret/literal',
  subject: 'namedValue',
  severity: 'high',
  category: 'secret',
  profile: 'recommended',
  stages: 'running',
  formats: ['compose', 'toml', 'nginx'],
  summary: 'Secret is written into a file that is shared',
  fix: 'behavior-changing',
  check(value, report, context) {
    if (value.format === 'dotenv' || !isShared(value, context)) return;
    for (const secret of secretsGraded(value, context, 'strong')) {
      // in a URL and on a command line other rules say it
      if (secret.part === 'url-password' || value.place === 'compose-command') continue;
      const message = `${nameOf(secret)} is ${withArticle(nounOf(secret))} in a file that is shared; take it from outside and change it`;
      const isLess = secret.purpose === 'salt' || guardsOpenStore(value, context);
      reportSecret({ value, secret, report, context }, message, isLess ? 'medium' : 'high');
    }
  },
});
