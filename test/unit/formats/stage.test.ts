import { describe, expect, it } from 'vitest';
import { stageOf } from '../../../server/src/formats/stage.ts';

describe('stageOf', () => {
  it.each([
    ['.env', 'production'],
    ['.env.local', 'production'],
    ['.env.production', 'production'],
    ['deploy/docker-compose.yml', 'production'],
    ['docker-compose.prod.yml', 'production'],
    ['nginx/default.conf.template', 'production'],
    ['nginx/templates/default.conf.template', 'production'],
    ['examples/shop/.env', 'production'],
    ['contest/app.toml', 'production'],
    ['.env.example', 'template'],
    ['env.sample', 'template'],
    ['config.toml.dist', 'template'],
    ['app/defaults/app.toml', 'template'],
    ['docker-compose.template.yml', 'template'],
    ['.env.development', 'development'],
    ['docker-compose.dev.yml', 'development'],
    ['docker-compose.override.yml', 'development'],
    ['docker-compose-ci.yml', 'development'],
    ['tests/docker-compose.yml', 'development'],
    ['.devcontainer/docker-compose.yml', 'development'],
    ['e2e/.env', 'development'],
    ['.github/workflows/.env.ci', 'development'],
    ['.github/docker-compose.yml', 'development'],
    ['DEV/.env', 'development'],
    ['dev/.env.example', 'template'],
  ] as const)('%s is %s', (path, stage) => {
    expect(stageOf(path)).toBe(stage);
  });
});
