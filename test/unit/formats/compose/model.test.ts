import { describe, expect, it } from 'vitest';
import type { ComposeModel, ComposeService } from '../../../../server/src/formats/compose/model/model.ts';
import { modelOf } from './memory-files.ts';

function service(model: ComposeModel, name: string): ComposeService {
  const found = model.service(name);
  if (found === undefined) throw new Error(`no service ${name}`);
  return found;
}

const web = (lines: string, files: Readonly<Record<string, string>> = {}): ComposeService =>
  service(modelOf(`services:\n  web:\n${lines.replace(/^/gm, '    ')}\n`, files), 'web');

describe('interpolation', () => {
  const value = (text: string) => web(`user: ${text}`, { '.env': 'SET=s\nEMPTY=\n' }).scalar('user');
  it.each([
    ['$SET', 's'],
    ['${SET}', 's'],
    ['a${SET}b', 'asb'],
    ['${SET:-d}', 's'],
    ['${SET-d}', 's'],
    ['${EMPTY:-d}', 'd'],
    ['${EMPTY-d}', ''],
    ['${NONE:-d}', 'd'],
    ['${NONE-d}', 'd'],
    ['${SET:?e}', 's'],
    ['${EMPTY?e}', ''],
    ['${EMPTY:?e}', undefined],
    ['${NONE:?e}', undefined],
    ['${SET:+r}', 'r'],
    ['${SET+r}', 'r'],
    ['${EMPTY:+r}', ''],
    ['${EMPTY+r}', 'r'],
    ['${NONE:+r}', undefined],
    ['${NONE}', undefined],
    ['$NONE', undefined],
    ['$$SET', '$SET'],
    ['$$$SET', '$s'],
    ['${NONE:-${SET:-x}y}', 'sy'],
    ['${NONE:-${OTHER:-x}y}', 'xy'],
    ['${NONE:-${OTHER}}', undefined],
    ['x$1', 'x$1'],
  ])('%s is %s', (text, expected) => {
    expect(value(text)?.value).toBe(expected);
  });

  it('knows where a value comes from', () => {
    expect(value('a')?.certainty).toBe('literal');
    expect(value('$SET')?.certainty).toBe('resolved');
    expect(value('${NONE:-a}')?.certainty).toBe('default');
    expect(value('${NONE}')?.certainty).toBe('unknown');
  });

  it('gives references exact spans, inside quotes and escapes too', () => {
    const text = 'services:\n  web:\n    user: "a\\t${X:-d}\\n${Y}"\n';
    const scalar = service(modelOf(text), 'web').scalar('user');
    const spans = scalar?.references.map(({ span }) => text.slice(span.start, span.end));
    expect(spans).toEqual(['${X:-d}', '${Y}']);
    const word = scalar?.references[0]?.word;
    expect([word?.text, word && text.slice(word.span.start, word.span.end)]).toEqual(['d', 'd']);
  });
});

describe('anchors and merge keys', () => {
  const text = [
    'x-base: &base',
    '  restart: always',
    '  environment: &env { A: 1 }',
    'x-more: &more { restart: "no", user: app }',
    'services:',
    '  a:',
    '    <<: [*base, *more]',
    '    image: a',
    '  b:',
    '    <<: *base',
    '    environment:',
    '      <<: *env',
    '      B: 2',
    '  c: { image: c, restart: always }',
    '',
  ].join('\n');
  const model = modelOf(text);

  it('prefers own keys, then earlier merges', () => {
    expect(service(model, 'a').text('restart')).toBe('always');
    expect(service(model, 'a').text('user')).toBe('app');
    expect(service(model, 'b').environment.map((one) => [one.name, one.value?.value])).toEqual([
      ['B', '2'],
      ['A', '1'],
    ]);
  });

  it('tells shared text from text used once', () => {
    expect(service(model, 'a').get('restart')?.shared).toBe(true);
    expect(service(model, 'a').get('user')?.shared).toBe(false);
    expect(service(model, 'c').get('restart')?.shared).toBe(false);
    const restart = service(model, 'a').get('restart');
    expect(restart && service(model, 'a').owns(restart)).toBe(false);
  });
});

describe('bombs', () => {
  it('are left out with one note', { timeout: 120_000 }, () => {
    const lines = ['x-0: &a0 [x,x,x,x,x,x,x,x,x,x]'];
    for (let i = 1; i < 12; i++)
      lines.push(
        `x-${i}: &a${i} [${Array(10)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
      );
    const bomb = modelOf(`${lines.join('\n')}\nservices:\n  a: { image: i, command: *a11 }\n`);
    expect(bomb.notes.length).toBeGreaterThan(0);
    expect(bomb.service('a')?.complete).toBe(false);
    const many = Array.from({ length: 3000 }, (_, i) => ` s${i}: { <<: *m }\n`).join('');
    const keys = Array.from({ length: 3000 }, (_, i) => `k${i}: 1`).join(', ');
    expect(modelOf(`x-m: &m { ${keys} }\nservices:\n${many}`).notes.length).toBeGreaterThan(0);
  });
});

describe('image', () => {
  it.each([
    ['nginx', 'docker.io', 'nginx', undefined, undefined],
    ['library/nginx:1.25', 'docker.io', 'nginx', '1.25', undefined],
    ['registry:5000/team/app', 'registry:5000', 'team/app', undefined, undefined],
    ['registry:5000/team/app:v1@sha256:abc', 'registry:5000', 'team/app', 'v1', 'sha256:abc'],
    ['ghcr.io/a/b:${TAG:-latest}', 'ghcr.io', 'a/b', 'latest', undefined],
    ['${REPO:-postgres:16}', 'docker.io', 'postgres', '16', undefined],
  ])('%s', (text, registry, repository, tag, digest) => {
    const image = web(`image: ${text}`).image;
    expect([image?.registry, image?.repository, image?.tag?.value, image?.digest?.value]).toEqual([
      registry,
      repository,
      tag,
      digest,
    ]);
  });

  it('leaves unknown what is unknown', () => {
    const image = web('image: nginx:${TAG}').image;
    expect([image?.repository, image?.tag?.written, image?.tag?.value]).toEqual(['nginx', '${TAG}', undefined]);
    expect(web('image: ${IMAGE}').image?.repository).toBeUndefined();
  });
});

describe('ports', () => {
  const ports = (item: string, env = '') => {
    const [port] = web(`ports:\n  - ${item}`, { '.env': env }).ports;
    return port && [port.hostIp?.value, port.publishedRange, port.targetRange, port.protocol];
  };
  const one = (port: number) => ({ first: port, last: port });
  it.each([
    ['80', [undefined, undefined, one(80), 'tcp']],
    ['"8080:80/udp"', [undefined, one(8080), one(80), 'udp']],
    ['127.0.0.1:8080:80', ['127.0.0.1', one(8080), one(80), 'tcp']],
    ['"[::1]:8080:80"', ['::1', one(8080), one(80), 'tcp']],
    ['"127.0.0.1::80"', ['127.0.0.1', undefined, one(80), 'tcp']],
    ['3000-3002:4000-4002', [undefined, { first: 3000, last: 3002 }, { first: 4000, last: 4002 }, 'tcp']],
    ['"${P:-8080}:80"', [undefined, one(8080), one(80), 'tcp']],
    ['"${P:-127.0.0.1:8080}:80"', ['127.0.0.1', one(8080), one(80), 'tcp']],
    ['{target: 80, published: "8080", host_ip: 127.0.0.1, protocol: UDP}', ['127.0.0.1', one(8080), one(80), 'udp']],
  ])('%s', (item, expected) => {
    expect(ports(item)).toEqual(expected);
  });

  it('takes an unknown first part for a possible address', () => {
    const [port] = web('ports:\n  - "${X}:80"').ports;
    expect(port?.hostIp?.written).toBe('${X}');
    expect(port?.hostIp?.value).toBeUndefined();
    expect(port?.targetRange).toEqual(one(80));
    expect(ports('"$HOST:$PORT:1025"')).toEqual([undefined, undefined, one(1025), 'tcp']);
    expect(ports('"$HOST:$PORT:1025"', 'HOST=0.0.0.0\nPORT=25')).toEqual(['0.0.0.0', one(25), one(1025), 'tcp']);
  });

  it('gives parts their spans', () => {
    const text = 'services:\n  web:\n    ports:\n      - "127.0.0.1:8080:80/tcp"\n';
    const [port] = service(modelOf(text), 'web').ports;
    const at = (part: { span: { start: number; end: number } } | undefined) =>
      part && text.slice(part.span.start, part.span.end);
    expect([at(port?.hostIp), at(port?.published), at(port?.target)]).toEqual(['127.0.0.1', '8080', '80']);
  });
});

describe('mounts', () => {
  it.each([
    ['/data', 'anonymous', undefined, '/data', false],
    ['./a:/b:ro', 'bind', './a', '/b', true],
    ['data:/b', 'volume', 'data', '/b', false],
    ['/var/run/docker.sock:/s:ro,z', 'bind', '/var/run/docker.sock', '/s', true],
    ['C:\\a:/b', 'bind', 'C:\\a', '/b', false],
    ['${DATA:-./d}:/b', 'bind', './d', '/b', false],
    ['${DATA}:/b', 'unknown', undefined, '/b', false],
    ['${DATA}/x:/b', 'bind', undefined, '/b', false],
    ['{type: bind, source: /a, target: /b, read_only: true}', 'bind', '/a', '/b', true],
    ['{type: volume, target: /b}', 'anonymous', undefined, '/b', false],
  ])('%s', (item, type, source, target, readOnly) => {
    const [mount] = web(`volumes:\n  - ${item}`).mounts;
    expect([mount?.type, mount?.source?.value, mount?.target?.value, mount?.readOnly]).toEqual([
      type,
      source,
      target,
      readOnly,
    ]);
  });

  it('reads tmpfs in both forms with options', () => {
    expect(web('tmpfs: /run:size=64m,exec').mounts[0]?.options.map(({ value }) => value)).toEqual(['size=64m', 'exec']);
    expect(web('tmpfs: [/run, /tmp]').mounts.map(({ target }) => target?.value)).toEqual(['/run', '/tmp']);
  });
});

describe('environment', () => {
  it('reads list and map, and lets a name alone take its value from .env', () => {
    const env = { '.env': 'FROM=here\n' };
    for (const lines of ['environment:\n  A: 1\n  B: ""\n  FROM:\n', 'environment:\n  - A=1\n  - B=\n  - FROM\n']) {
      const made = web(lines, env);
      expect([made.variable('A')?.value, made.variable('B')?.value, made.variable('FROM')?.value]).toEqual([
        '1',
        '',
        'here',
      ]);
      expect(made.variable('C')).toBeUndefined();
      expect(made.environmentComplete).toBe(true);
    }
  });

  it('reads env files of every form; the environment wins, then the last file', () => {
    const files = { 'a.env': 'A=1\nB=1\n', 'b.env': 'B=2\nC="q"\n' };
    const made = web(
      'env_file:\n  - a.env\n  - path: b.env\n    format: raw\n  - { path: gone.env, required: false }\nenvironment: [A=0]',
      files,
    );
    expect(['A', 'B', 'C'].map((name) => made.variable(name)?.value)).toEqual(['0', '2', '"q"']);
    expect(made.variable('B')?.at.uri).toBe('file:///p/b.env');
    expect(made.environmentComplete).toBe(true);
    expect(web('env_file: gone.env').environmentComplete).toBe(false);
    expect(web('env_file: ${WHICH}').environmentComplete).toBe(false);
  });
});

describe('commands and health checks', () => {
  it('splits strings as a shell does and keeps list items', () => {
    const words = (line: string) => web(line).command?.words.map(({ text }) => text);
    expect(words('command: redis-server --requirepass "a b" --x=\'y\'')).toEqual([
      'redis-server',
      '--requirepass',
      'a b',
      '--x=y',
    ]);
    expect(words('command: [a, "b c"]')).toEqual(['a', 'b c']);
    expect(words('command:')).toBeUndefined();
  });

  it('tells kinds of tests', () => {
    const kind = (line: string) => {
      const check = web(`healthcheck:\n  ${line}`).healthcheck;
      return [check?.kind, check?.disabled];
    };
    expect(kind('test: curl localhost')).toEqual(['CMD-SHELL', false]);
    expect(kind('test: [CMD, curl]')).toEqual(['CMD', false]);
    expect(kind('test: [NONE]')).toEqual(['NONE', true]);
    expect(kind('test: NONE')).toEqual(['NONE', true]);
    expect(kind('disable: yes')).toEqual([undefined, true]);
  });
});
