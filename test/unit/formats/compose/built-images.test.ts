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
    ['docker tag', 'build.sh', 'docker build -t shop:42 .\ndocker tag shop:42 acme/node:latest\n'],
    ['docker tag of a tag', 'build.sh', 'docker tag b acme/node\ndocker tag a b\ndocker build -t a .\n'],
    ['in a condition', 'build.sh', 'if true; then (cd web && docker build -t acme/node . >log 2>&1); fi # all\n'],
    ['beside a push of something else', 'build.sh', 'docker build -t acme/node .\ndocker push acme/other # it\n'],
    ['below a comment of Make', 'Makefile', "image:\n\t@# don't\n\t-docker build -t acme/node .\n"],
    ['under a continued line', 'build.sh', "docker build \\\n  -t 'acme/node' \\\n  .\nOUT=$(docker images)\n"],
    [
      'beside a push of code',
      'build.sh',
      'docker build -t acme/node .\ngit push origin main\necho "nothing to push"\n',
    ],
    [
      'beside a target named push',
      'Makefile',
      '.PHONY: build push\nbuild:\n\tdocker build -t acme/node .\npush: build\n\tdocker push acme/other\n',
    ],
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
    ['words in quotes', 'echo "run: x ; docker build -t acme/node ."\n'],
    ['words in quotes over lines', 'echo "run:\n  docker build -t acme/node .\n"\n'],
    ['a document', 'cat <<EOF\ndocker build -t acme/node .\nEOF\n'],
    ['another name of an image from elsewhere', 'docker pull node:9\ndocker tag node:9 acme/node\n'],
    ['another name of what nobody knows', 'docker build -t $1 .\ndocker tag $1 acme/node\n'],
    ['what is not understood to its end', "docker build -t acme/node .\nit's\n"],
    ['what any option may be given to', 'docker build $FLAGS -t acme/node .\n'],
  ])('is none where a script builds %s', async (_, text) => {
    expect(await moves('acme/node', { 'build.sh': text })).toBe(true);
  });

  it.each([
    ['before a comment', 'docker push acme/node # to the hub'],
    ['with its output thrown away', 'docker push acme/node >/dev/null'],
    ['with its output kept', 'docker push acme/node >> log 2>&1'],
    ['quietly', 'sudo docker push -q "acme/node:latest"'],
    ['with all tags', 'docker push --all-tags acme/node'],
    ['in a loop', 'for t in latest v1; do docker push acme/node:$t; done'],
    ['in a loop over a name that was literal', 'i=acme/other\nfor i in a b; do docker push $i; done'],
    ['in a condition', 'if true; then docker push acme/node; fi'],
    ['in a case', 'case $1 in\n  push) docker push acme/node ;;\nesac'],
    ['in a function', 'push() { docker push "$1"; }\npush acme/node'],
    ['through another program', 'ssh host docker push acme/node'],
    ['through a pipe', 'docker images -q | xargs -n1 docker push'],
    ['in a substitution', 'out=$(docker push acme/node)'],
    ['in a document', 'ssh host <<EOF\ndocker push acme/node\nEOF'],
    ['by Compose', 'docker compose push web'],
    ['by the older Compose', 'docker-compose push'],
    ['by Podman under another name', 'podman push acme/node docker://hub/acme/node'],
    ['by an engine behind a variable', '$(ENGINE) push $(IMAGE)'],
    ['by a build’s output', 'docker buildx build -t acme/node . --output type=registry'],
    ['by a build’s output, joined', 'docker buildx build -t acme/node --output=type=image,push=true .'],
    ['by a build that says so', 'docker buildx build -t acme/node --push=true .'],
    ['by a build of a name nobody knows', 'docker buildx build -t $1 --push .'],
    ['by a bake', 'docker buildx bake --push'],
    ['by a copy', 'skopeo copy docker-daemon:acme/node:latest docker://acme/node'],
  ])('is none where it is pushed %s', async (_, line) => {
    expect(await moves('acme/node', { 'build.sh': `docker build -t acme/node .\n${line}\n` })).toBe(true);
    expect(await moves('acme/node', { 'build.sh': 'docker build -t acme/node .\n', 'deploy.sh': `${line}\n` })).toBe(
      true,
    );
  });

  it('is none that is named after a registry', async () => {
    for (const image of ['ghcr.io/acme/web', 'localhost:5000/web'])
      expect(await moves(image, { 'build.sh': `docker build -t ${image} .\n` })).toBe(true);
  });

  it('leaves what is known of an image from elsewhere', async () => {
    const image = 'registry.acme.example/mirror/postgres:9.6';
    const { project } = memoryProject({
      files: {
        [PATH]: compose(image),
        'mirror.sh': `docker pull postgres:9.6\ndocker tag postgres:9.6 ${image}\n`,
      },
      profile: 'recommended',
    });
    const { findings } = await project.check(MemoryHost.uri(PATH));
    expect(findings.map(({ rule }) => rule)).toContain('compose/unsupported-version');
  });
});
