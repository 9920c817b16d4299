import { describe, expect, it } from 'vitest';
import { lintFiles, memoryProject } from '../../../support/lint.ts';
import { MemoryHost } from '../../../support/memory-host.ts';

const RUNNER = '[[runners]]\n  [runners.docker]\n    privileged = true\n';
const rulesOf = async (files: Record<string, string>, path: string) => {
  const only = { selection: { only: new Set(['toml/excessive-privilege']) } };
  return (await lintFiles({ files, path, ...only })).findings.map(({ message }) =>
    message.split(' ').slice(0, 2).join(' '),
  );
};

describe('a compose mount', () => {
  it.each([
    [
      'short syntax',
      'compose.yml',
      'services:\n  ci:\n    volumes:\n      - ./conf/runner.toml:/etc/gitlab-runner/config.toml:ro\n',
    ],
    [
      'quoted',
      'docker-compose.yaml',
      'services:\n  ci:\n    volumes:\n      - "./conf/runner.toml:/etc/gitlab-runner/config.toml"\n',
    ],
    [
      'long syntax',
      'compose.yml',
      'services:\n  ci:\n    volumes:\n      - type: bind\n        source: ./conf/runner.toml\n        target: /etc/gitlab-runner/config.toml\n',
    ],
    [
      'CRLF',
      'compose.yml',
      'services:\r\n  ci:\r\n    volumes:\r\n      - ./conf/runner.toml:/etc/gitlab-runner/config.toml\r\n',
    ],
    [
      'the image',
      'compose.yml',
      'services:\n  ci:\n    volumes:\n      - ./conf:/data\n    image: gitlab/gitlab-runner:v18.0\n  web:\n    image: nginx\n',
    ],
    [
      'a folder',
      'compose.yml',
      'services:\n  ci:\n    volumes: [./conf:/etc/traefik, "./conf/:/etc/containers"]\n    image: a\n  b:\n    volumes:\n      - ./conf:/srv/gitlab-runner\n    image: registry.example/gitlab-runner:${TAG:-v18}\n',
    ],
    [
      'a flow list',
      'compose.yaml',
      'services: { ci: { volumes: ["./conf/runner.toml:/etc/gitlab-runner/config.toml:ro"] } }\n',
    ],
    [
      'a bind without a dot',
      'compose.yml',
      'services:\n  ci:\n    volumes:\n      - type: bind\n        source: conf/runner.toml\n        target: /etc/gitlab-runner/config.toml\n        read_only: true\n',
    ],
    [
      'a folder with its working directory',
      'compose.yml',
      'services:\n  ci:\n    volumes:\n      - ${PWD}/conf/runner.toml:/etc/gitlab-runner/config.toml\n',
    ],
    [
      'a variable with a default',
      'compose.yml',
      'services:\n  ci:\n    volumes:\n      - ${CONF:-./conf}/runner.toml:/etc/gitlab-runner/config.toml\n',
    ],
    [
      'configs with a target',
      'compose.yml',
      'services:\n  ci:\n    configs:\n      - source: runner\n        target: /etc/gitlab-runner/config.toml\nconfigs:\n  runner:\n    file: ./conf/runner.toml\n',
    ],
    [
      'secrets by their name',
      'compose.yml',
      'services:\n  ci:\n    secrets: [gitlab-runner.toml]\nsecrets:\n  gitlab-runner.toml:\n    file: conf/runner.toml\n',
    ],
    [
      'a merged template',
      'compose.yml',
      'x-ci: &ci\n  volumes: &v\n    - ./conf/runner.toml:/etc/gitlab-runner/config.toml\nservices:\n  ci:\n    <<: *ci\n    image: x\n',
    ],
    [
      'a compose file in a folder of its own',
      'docker/compose.prod.yml',
      'services:\n  ci:\n    volumes:\n      - ../conf/runner.toml:/etc/gitlab-runner/config.toml\n',
    ],
    [
      'non-ASCII',
      'compose.yml',
      '# Größe ändern 🙂\nservices:\n  läufer:\n    volumes:\n      - ./conf/runner.toml:/etc/gitlab-runner/config.toml # für CI\n',
    ],
  ])('names the application: %s', async (_, name, compose) => {
    expect(await rulesOf({ [name]: compose, 'conf/runner.toml': RUNNER }, 'conf/runner.toml')).toEqual([
      'GitLab Runner',
    ]);
  });

  it('of another file, or of a file without the keys, names nothing', async () => {
    const other = 'services:\n  ci:\n    volumes:\n      - ./conf/other.toml:/etc/gitlab-runner/config.toml\n';
    expect(await rulesOf({ 'compose.yml': other, 'conf/runner.toml': RUNNER }, 'conf/runner.toml')).toEqual([
      'runners[0].docker.privileged =',
    ]);
    const mount = 'services:\n  ci:\n    volumes:\n      - ./conf/runner.toml:/etc/gitlab-runner/config.toml\n';
    const text = '[docker]\nprivileged = true\n';
    expect(await rulesOf({ 'compose.yml': mount, 'conf/runner.toml': text }, 'conf/runner.toml')).toEqual([
      'docker.privileged =',
    ]);
  });

  it.each([
    ['a named volume', '      - runner:/etc/gitlab-runner\n'],
    ['an absolute path', '      - /srv/conf/runner.toml:/etc/gitlab-runner/config.toml\n'],
    ['a variable nobody sets', '      - ${CONF}/runner.toml:/etc/gitlab-runner/config.toml\n'],
    ['a comment', '      # - ./conf/runner.toml:/etc/gitlab-runner/config.toml\n      - a:/b\n'],
    ['a folder beside it', '      - ./con:/etc/gitlab-runner\n'],
  ])('that cannot be followed names nothing: %s', async (_, volume) => {
    const files = { 'compose.yml': `services:\n  ci:\n    volumes:\n${volume}`, 'conf/runner.toml': RUNNER };
    expect(await rulesOf(files, 'conf/runner.toml')).toEqual(['runners[0].docker.privileged =']);
  });

  it('changes the findings when it is edited, comes or goes, and costs no read on a keystroke', async () => {
    const compose = 'services:\n  ci:\n    volumes:\n      - ./conf/runner.toml:/etc/gitlab-runner/config.toml\n';
    const { project, host } = memoryProject({
      files: { 'conf/runner.toml': RUNNER },
      selection: { only: new Set(['toml/excessive-privilege']) },
    });
    const uri = MemoryHost.uri('conf/runner.toml');
    const isKnown = async () => (await project.check(uri)).findings[0]?.message.startsWith('GitLab Runner') === true;
    expect(await isKnown()).toBe(false);
    host.set('compose.yml', compose);
    project.changed(MemoryHost.uri('compose.yml'));
    expect(await isKnown()).toBe(true);
    project.open(MemoryHost.uri('compose.yml'), compose.replace('./conf/runner', './conf/other'));
    expect(await isKnown()).toBe(false);
    project.open(MemoryHost.uri('compose.yml'), compose);
    const { reads } = host;
    project.open(uri, `${RUNNER}# typed\n`);
    const report = await project.check(uri);
    expect(host.reads).toBe(reads);
    expect([...report.dependencies.keys()]).toContain(MemoryHost.uri('compose.yml'));
    project.close(MemoryHost.uri('compose.yml'));
    host.delete('compose.yml');
    project.changed(MemoryHost.uri('compose.yml'));
    expect(await isKnown()).toBe(false);
  });
});
