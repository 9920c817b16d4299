import { judgeSecrets } from '../../secrets/judge.ts';
import { looksGenerated } from '../../secrets/tokens/generated.ts';
import { shapeOf } from '../../secrets/value-shape.ts';
import { inFileOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

/** Query parameters that carry a secret by their name. */
const SECRET_PARAMETER =
  /^(?:password|passwd|pwd|api[-_]?key|apikey|access[-_]?token|auth[-_]?token|token|secret|client[-_]?secret|sig|signature|sas)$/i;

export default defineRule({
  id: 'url/secret-in-query',
  subject: 'url',
  severity: 'medium',
  category: 'secret',
  profile: 'recommended',
  stages: 'production',
  formats: ['dotenv', 'compose', 'toml', 'nginx'],
  summary: 'Secret is passed in the query of a web address',
  fix: 'none',
  check(url, report, context) {
    if (url.scheme !== 'http' && url.scheme !== 'https' && url.scheme !== 'ws' && url.scheme !== 'wss') return;
    const leaked = judgeSecrets(url.value, context.workspaceWords).some(({ grade }) => grade.verdict === 'leaked');
    for (const { name, value } of url.query) {
      if (leaked || value === undefined || !SECRET_PARAMETER.test(name.text)) continue;
      const text = /^\$\{\w+:?-([^{}]*)\}$/.exec(value.text)?.[1] ?? value.text;
      const start = value.span.start + value.text.indexOf(text);
      if (shapeOf(text) !== 'text' || !looksGenerated(text)) continue;
      const shown = url.value.name.length > 36 ? `${url.value.name.slice(0, 35)}…` : url.value.name;
      report({
        at: inFileOf(url.value, { start, end: start + text.length }),
        message: `${shown} sends a secret in '${name.text}', which every log on the way keeps; use a header`,
      });
    }
  },
});
