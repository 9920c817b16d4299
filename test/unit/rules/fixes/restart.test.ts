import { expect, it } from 'vitest';
import { memoryProject } from '../../../support/lint.ts';
import { MemoryHost } from '../../../support/memory-host.ts';

const PATH = 'docker-compose.yml';
const policy = (condition: string) => `    deploy:\n      restart_policy:\n        condition: ${condition}\n`;

it.each([
  ['on-failure only', [policy('on-failure'), '    restart: on-failure:3\n'], 'a crash', 'on-failure'],
  ['any', [policy('on-failure'), policy('any')], 'a crash or a reboot', 'unless-stopped'],
  [
    'the default of deploy',
    ['    deploy:\n      restart_policy:\n        delay: 5s\n'],
    'a crash or a reboot',
    'unless-stopped',
  ],
])('a service is brought back as the others are: %s', async (_, others, when, restart) => {
  const text = `services:\n  web:\n    image: acme/shop:1.0\n${others.map((more, i) => `  s${i}:\n    image: acme/jobs:1.0\n${more}`).join('')}`;
  const { project } = memoryProject({
    files: { [PATH]: text },
    selection: { only: new Set(['compose/inconsistent-restart']) },
    profile: 'all',
  });
  const { findings } = await project.check(MemoryHost.uri(PATH));
  expect(findings.map(({ message }) => message)).toEqual([
    `"web" stays down after ${when}, others come back: set restart: ${restart}`,
  ]);
});
