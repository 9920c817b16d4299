import { describe, expect, it } from 'vitest';
import { lintFiles } from '../../support/lint.ts';

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
});
