import { judgeSecrets } from '../../secrets/judge.ts';
import { looksGenerated } from '../../secrets/tokens/generated.ts';
import { shapeOf } from '../../secrets/value-shape.ts';
import { inFileOf } from '../../subjects/setting.ts';
import { defineRule, env, yaml } from '../contract.ts';

/** Query parameters that carry a secret by their name. */
const SECRET_PARAMETER =
  /^(?:password|passwd|pwd|api[-_]?key|apikey|access[-_]?token|auth[-_]?token|token|secret|client[-_]?secret|sig|signature|sas)$/i;

export default defineRule({
  id: 'url/secret-in-query',
  subject: 'url',
  severity: 'medium',
  severityBecause:
    "A foothold in one of the logs on the way (proxy, server, browser history) gives one service's identity.",
  category: 'secret',
  profile: 'recommended',
  stages: 'production',
  formats: ['dotenv', 'compose', 'toml', 'nginx'],
  summary: 'Secret is passed in the query of a web address',
  why: 'Query strings are written to the access log of every server and proxy on the way and handed on in the Referer header. A header or the body keeps the secret out of them. Database URLs, which are not requested over HTTP, are not reported.',
  references: [
    {
      name: 'CWE-598: Use of GET Request Method With Sensitive Query Strings',
      url: 'https://cwe.mitre.org/data/definitions/598.html',
    },
  ],
  fix: 'none',
  examples: {
    bad: [
      env`
        HOOK_URL=https://hooks.example.net/deploy?token=Vq7Lx2Kd9Rt4Zw8N5c
      `,
      yaml`
        services:
          app:
            image: example/app:1
            environment:
              FEED_URL: https://feed.example.net/v1?api_key=\${FEED_KEY:-Vq7Lx2Kd9Rt4Zw8N5c}
      `,
    ],
    good: [
      env`
        HOOK_URL=https://hooks.example.net/deploy?token=\${HOOK_TOKEN}
        SEARCH_URL=https://example.net/?q=password&page=2
      `,
      env`
        JDBC_URL=jdbc:postgresql://db/app?user=app&password=Vq7Lx2Kd9Rt4Zw8N
      `,
    ],
  },
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
