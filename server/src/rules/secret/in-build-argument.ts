import { classifyKey } from '../../secrets/purpose.ts';
import { shapeOf } from '../../secrets/value-shape.ts';
import { inFileOf } from '../../subjects/setting.ts';
import { defineRule, yaml } from '../contract.ts';

export default defineRule({
  id: 'secret/in-build-argument',
  subject: 'namedValue',
  severity: 'high',
  severityBecause: 'Whoever can pull the image (a leaked copy) reads the secret from its history.',
  category: 'secret',
  profile: 'recommended',
  stages: 'running',
  formats: ['compose'],
  summary: 'Secret is passed as a build argument',
  why: 'Build arguments stay in the image: docker history prints them to everybody who can pull it, wherever the value came from. Build secrets are mounted for one instruction and leave nothing behind.',
  references: [
    { name: 'Docker: build secrets', url: 'https://docs.docker.com/build/building/secrets/' },
    {
      name: 'Docker build check SecretsUsedInArgOrEnv',
      url: 'https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/',
    },
  ],
  fix: 'none',
  examples: {
    bad: [
      yaml`
        services:
          app:
            build:
              context: .
              args:
                NPM_TOKEN: \${NPM_TOKEN}
      `,
    ],
    good: [
      yaml`
        services:
          app:
            build:
              context: .
              secrets: [npm_token]
        secrets:
          npm_token:
            environment: NPM_TOKEN
      `,
      yaml`
        services:
          app:
            build:
              context: .
              args:
                TOKEN_FILE: /run/secrets/token
                API_PUBLIC_KEY: abc
      `,
    ],
  },
  check(value, report) {
    if (value.place !== 'compose-build-arg' || classifyKey(value.name, value.path).kind !== 'secret') return;
    const shape = value.literal === undefined ? 'reference' : shapeOf(value.literal);
    if (shape === 'plain' || shape === 'path' || shape === 'empty') return;
    const name = value.name.length > 40 ? `${value.name.slice(0, 39)}…` : value.name;
    report({
      at: inFileOf(value, value.nameSpan),
      message: `${name} as a build argument stays in the image's history; use a build secret instead`,
    });
  },
});
