import { describe, expect, it } from 'vitest';
import { modelOf } from './memory-files.ts';

describe('extends', () => {
  it('merges a service of the same file, maps deeply, lists by appending', () => {
    const model = modelOf(`services:
  base:
    image: app
    cap_drop: [ALL]
    environment: { A: base, B: base }
    ports: ["80:80"]
    healthcheck: { test: [CMD, a], interval: 5s }
    command: [one]
  web:
    extends: { service: base }
    environment: [A=own]
    ports: ["81:81", "80:80"]
    healthcheck: { test: [CMD, b] }
    command: [two, three]
    cap_drop: [NET_RAW]
`);
    const web = model.service('web');
    expect(web?.image?.repository).toBe('app');
    expect(web?.variable('A')?.value).toBe('own');
    expect(web?.variable('B')?.value).toBe('base');
    expect(web?.ports.map((port) => port.publishedRange?.first)).toEqual([80, 81]);
    expect(web?.healthcheck?.test?.words.map(({ text }) => text)).toEqual(['CMD', 'b']);
    expect(web?.text('healthcheck', 'interval')).toBe('5s');
    expect(web?.command?.words.map(({ text }) => text)).toEqual(['two', 'three']);
    expect(web?.scalars('cap_drop').map(({ text }) => text)).toEqual(['ALL', 'NET_RAW']);
    expect(web?.extended[0]?.name).toBe('base');
    expect(web?.complete).toBe(true);
  });

  it('follows other files, whose nodes keep their place', () => {
    const model = modelOf('services:\n  web:\n    extends: { service: base, file: common/base.yml }\n', {
      'common/base.yml': 'services:\n  base:\n    extends: root\n    env_file: x.env\n  root:\n    privileged: true\n',
      'common/x.env': 'X=1\n',
    });
    const web = model.service('web');
    expect(web?.flag('privileged')).toBe(true);
    expect(web?.get('privileged')?.uri).toBe('file:///p/common/base.yml');
    expect(web?.variable('X')?.value).toBe('1');
    expect(web?.extended.map(({ name }) => name)).toEqual(['base', 'root']);
  });

  it.each([
    ['extends: { service: base, file: gone.yml }'],
    ['extends: nobody'],
    ['extends: web'],
    ['extends: { service: base, file: "${WHERE}" }'],
  ])('says once what it cannot follow: %s', (line) => {
    const model = modelOf(`services:\n  web:\n    ${line}\n`);
    expect(model.notes).toHaveLength(1);
    expect(model.service('web')?.complete).toBe(false);
  });

  it('stops at long chains and cycles', () => {
    const services = Array.from({ length: 200 }, (_, i) => `  s${i}:\n    extends: s${i + 1}\n`).join('');
    expect(modelOf(`services:\n${services}  s200:\n    extends: s0\n`).notes.length).toBeGreaterThan(0);
  });
});

describe('override files', () => {
  const base = 'services:\n  web:\n    image: app\n    privileged: true\n    ports: ["80:80"]\n    user: app\n';

  it('are merged over the base, with reset and override', () => {
    const model = modelOf(base, {
      'compose.override.yml':
        'services:\n  web:\n    privileged: !reset false\n    ports: !override ["127.0.0.1:80:80"]\n    restart: always\n  extra: { image: x }\n',
    });
    const web = model.service('web');
    expect(web?.get('privileged')).toBeUndefined();
    expect(web?.ports).toHaveLength(1);
    expect(web?.ports[0]?.uri).toBe('file:///p/compose.override.yml');
    expect(web?.uri).toBe('file:///p/compose.yml');
    expect(model.services.map(({ name }) => name)).toEqual(['web', 'extra']);
    expect(model.isOverride).toBe(false);
  });

  it('are seen with their base, and nothing of theirs counts as absent', () => {
    const text = 'services:\n  web:\n    ports: ["90:90"]\n';
    const model = modelOf(text, { 'compose.yml': base }, 'compose.override.yml');
    const web = model.service('web');
    expect(model.isOverride).toBe(true);
    expect(web?.image?.repository).toBe('app');
    expect(web?.ports).toHaveLength(2);
    expect([web?.uri, web?.complete]).toEqual(['file:///p/compose.override.yml', false]);
    expect(text.slice(web?.nameSpan.start, web?.nameSpan.end)).toBe('web');
  });

  it('are also the files that hold what only a base can complete', () => {
    const text = 'services:\n  web:\n    restart: always\n  extra:\n    image: x\n';
    const model = modelOf(text, { 'docker-compose.yml': base }, 'docker-compose.prod.yml');
    expect(model.isOverride).toBe(true);
    expect([model.service('web')?.image?.repository, model.service('web')?.complete]).toEqual(['app', false]);
    expect(model.service('extra')?.complete).toBe(true);
    const whole = 'services:\n  web:\n    image: other\n';
    expect(modelOf(whole, { 'docker-compose.yml': base }, 'docker-compose.prod.yml').isOverride).toBe(false);
    const stranger = 'services:\n  api:\n    restart: always\n';
    expect(modelOf(stranger, { 'docker-compose.yml': base }, 'docker-compose.prod.yml').isOverride).toBe(false);
  });

  it('follow COMPOSE_FILE in its order', () => {
    const files = { '.env': 'COMPOSE_FILE=compose.yml:prod.yml\n', 'prod.yml': 'services:\n  web: { user: root }\n' };
    expect(modelOf(base, files).service('web')?.text('user')).toBe('root');
    expect(modelOf('services: { web: { user: root } }', { ...files, 'compose.yml': base }, 'prod.yml').isOverride).toBe(
      true,
    );
    const override = { ...files, 'compose.override.yml': 'services:\n  web: { user: nobody }\n' };
    expect(modelOf(base, override).service('web')?.text('user')).toBe('root');
  });

  it('merge volumes by target, build and logging by their own rules', () => {
    const model = modelOf(
      'services:\n  web:\n    build: .\n    volumes: ["./a:/x", "./b:/y"]\n    logging: { driver: json-file, options: { max-size: 1m } }\n    tmpfs: /run\n',
      {
        'compose.override.yml':
          'services:\n  web:\n    build: { args: { A: 1 } }\n    volumes: ["./c:/x"]\n    logging: { driver: syslog }\n    tmpfs: [/tmp]\n',
      },
    );
    const web = model.service('web');
    expect(web?.mounts.map(({ source }) => source?.value)).toEqual(['./c', './b', undefined, undefined]);
    expect([web?.build?.context?.text, web?.build?.args[0]?.name]).toEqual(['.', 'A']);
    expect(web?.get('logging', 'options')).toBeUndefined();
  });

  it('come from the documents of one file too', () => {
    const model = modelOf('services:\n  web: { image: a }\n---\nservices:\n  web: { image: b }\n');
    expect(model.service('web')?.image?.repository).toBe('b');
  });
});

describe('include', () => {
  it('brings services, names and their own .env', () => {
    const model = modelOf('include:\n  - sub/compose.yml\n  - path: [other.yml]\nservices:\n  web: { image: a }\n', {
      'sub/compose.yml': 'services:\n  db: { image: "postgres:${TAG}" }\nvolumes: { data: }\n',
      'sub/.env': 'TAG=16\n',
      'other.yml': 'include: [sub/compose.yml]\nservices:\n  cache: { image: redis }\n',
    });
    expect(model.services.map(({ name }) => name)).toEqual(['web']);
    expect(model.service('db')?.image?.tag?.value).toBe('16');
    expect(model.service('cache')?.image?.repository).toBe('redis');
    expect([model.defines('volumes', 'data'), model.defines('volumes', 'nope')]).toEqual([true, false]);
    expect(model.includes.map(({ state }) => state)).toEqual(['read', 'read']);
  });

  it('says once what it cannot read, and then calls no name undefined', () => {
    const model = modelOf('include: [gone.yml, "https://github.com/a/b.git", "${X}"]\nservices: { a: { image: b } }\n');
    expect(model.includes.map(({ state }) => state)).toEqual(['missing', 'remote', 'unknown']);
    expect(model.notes).toHaveLength(3);
    expect(model.defines('services', 'nope')).toBeUndefined();
  });

  it('ends when files include each other', () => {
    const model = modelOf('include: [b.yml]\n', { 'b.yml': 'include: [compose.yml]\nservices: { b: { image: x } }\n' });
    expect(model.included).toHaveLength(1);
  });
});
