import { describe, expect, it } from 'vitest';
import { memoryProject } from '../../../support/lint.ts';
import { MemoryHost } from '../../../support/memory-host.ts';

const PATH = 'docker-compose.yml';
const compose = (image: string) => `services:\n  app:\n    image: ${image}\n    ports: ["80:80"]\n`;

/** Whether the tag of the image is said to move, given files beside it. */
async function moves(image: string, files: Readonly<Record<string, string>>): Promise<boolean> {
  const { project } = memoryProject({ files: { [PATH]: compose(image), ...files }, profile: 'recommended' });
  const { findings } = await project.check(MemoryHost.uri(PATH));
  return findings.some(({ rule }) => rule === 'compose/mutable-image-tag');
}

describe('an image that the project’s own scripts build', () => {
  it.each([
    ['docker build -t', 'Makefile', 'image:\n\t@docker build -t acme/node .\n'],
    ['--tag=', 'build.sh', '#!/bin/sh\nsudo docker build --tag="acme/node:latest" .\n'],
    [
      'buildx over several lines',
      'scripts/image.sh',
      'docker buildx build \\\n  --platform linux/amd64 \\\n  --tag acme/node \\\n  .\n',
    ],
    ['docker tag', 'build.sh', 'docker tag shop:42 acme/node:latest\n'],
    ['podman', 'build.sh', 'podman build -t acme/node .\n'],
    ['a variable of the script', 'Makefile', 'IMAGE ?= acme/node\nimage:\n\tdocker build -t $(IMAGE):latest .\n'],
  ])('keeps its tag: %s', async (_, name, text) => {
    expect(await moves('acme/node', { [name]: text })).toBe(false);
  });

  it.each([
    ['cd', 'node:\n\t@cd networks/local && make\n'],
    ['-C', 'node:\n\t$(MAKE) -C networks/local\n'],
  ])('is found in the Makefile that another one makes: %s', async (_, text) => {
    const below = 'all:\n\tdocker build --tag acme/node node\n';
    expect(await moves('acme/node', { Makefile: text, 'networks/local/Makefile': below })).toBe(false);
    expect(await moves('acme/node', { Makefile: 'all:\n\ttrue\n', 'networks/local/Makefile': below })).toBe(true);
  });

  it.each([
    ['another image', 'docker build -t acme/other .\n'],
    ['another tag', 'docker build -t acme/node:1.0 .\n'],
    ['one that is pushed, so that others pull it', 'docker build -t acme/node .\ndocker push acme/node\n'],
    ['one that the build pushes', 'docker buildx build --push -t acme/node .\n'],
    ['a comment', '# docker build -t acme/node .\n'],
    ['a name nobody knows', 'docker build -t $1 .\n'],
    ['nothing', 'docker compose up -d\n'],
  ])('is none where a script builds %s', async (_, text) => {
    expect(await moves('acme/node', { 'build.sh': text })).toBe(true);
  });
});
