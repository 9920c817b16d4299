import { expect, it } from 'vitest';
import { memoryProject } from '../../support/lint.ts';
import { MemoryHost } from '../../support/memory-host.ts';

it('many folders beside a file are no chain of files: it is checked to its end', async () => {
  const files: Record<string, string> = { 'service-0/config.toml': 'listen = "0.0.0.0:80"\n' };
  for (let i = 1; i <= 60; i++) files[`service-${i}/compose.yml`] = 'services:\n  api:\n    image: api:1\n';
  const { project } = memoryProject({ files, profile: 'all' });
  const { findings } = await project.check(MemoryHost.uri('service-0/config.toml'));
  expect(findings.map(({ rule }) => rule)).not.toContain('preflight/unreadable');
});
