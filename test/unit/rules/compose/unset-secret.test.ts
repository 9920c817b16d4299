import { expect, it } from 'vitest';
import { withFixes } from '../../../../server/src/project/with-fixes.ts';
import { memoryProject } from '../../../support/lint.ts';
import { MemoryHost } from '../../../support/memory-host.ts';

const compose = (lines: readonly string[]) =>
  `services:\n  api:\n    image: example/api:1.4.2\n    environment:\n${lines.map((line) => `      ${line}\n`).join('')}`;

it.each([
  ['JWT_SECRET: ${SIGNER}', 'SIGNER'],
  ['SESSION_SECRET: ${AUTH_API_KEY}', 'AUTH_API_KEY'],
  ['- APP_PASSWORD=${LETTERS}', 'LETTERS'],
])('the secret in %s is told once, and never made empty by a fix', async (line, name) => {
  const rest = ['PORT', 'LEVEL'].map((one) => (line.startsWith('-') ? `- ${one}=\${${one}}` : `${one}: \${${one}}`));
  const files = { 'docker-compose.yml': compose([...rest, line]), '.env': 'PORT=80\nLEVEL=info\n' };
  const { project } = memoryProject({ files, profile: 'strict' });
  const { findings } = await withFixes(project, await project.check(MemoryHost.uri('docker-compose.yml')));
  const told = findings.filter(({ message }) => message.startsWith(`${name} `));
  expect(told.map(({ rule, severity }) => [rule, severity])).toEqual([['compose/unset-variable', 'medium']]);
  expect(told[0]?.fixes.map(({ title }) => title)).toEqual([
    `Require ${name} (Compose refuses to start until it is set)`,
  ]);
});
