import { againstAdvice } from '../../subjects/env/production-advice.ts';
import { inFileOf } from '../../subjects/setting.ts';
import { shownName } from '../../subjects/setting-key.ts';
import { defineRule } from '../contract.ts';

/** What has rules of its own, whatever the comment says. */
const KNOWN =
  /(?:^|_)(?:DEBUG|DEBUGBAR|DEV_MODE|PLAYGROUND|CONSOLE|EMPTY_PASSWORDS?|GRAPHIQL|INTROSPECTION|PPROF)(?:_|$)/i;

export default defineRule({
  id: 'env/not-for-production',
  subject: 'document',
  severity: 'medium',
  category: 'exposure',
  profile: 'strict',
  stages: 'production',
  summary: 'A switch is set the other way than its own comment says for production',
  fix: 'none',
  formats: ['dotenv', 'compose', 'toml'],
  check(model, report, context) {
    for (const { value, wanted } of againstAdvice(model, context.all('namedValue'), context.text, context.uri)) {
      if (KNOWN.test(value.name)) continue;
      const name = shownName(value.name);
      report({
        at: inFileOf(value, value.valueSpan),
        message:
          wanted === 'off'
            ? `${name} is on, and the comment at it says not in production; turn it off`
            : `${name} is off, and the comment at it wants it on in production; turn it on`,
        path: value.path,
      });
    }
  },
});
