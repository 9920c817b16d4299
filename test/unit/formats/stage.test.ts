import { describe, expect, it } from 'vitest';
import { describeStage, judgePath, stageOf } from '../../../server/src/formats/stage.ts';
import { STAGE_TABLE } from '../../../server/src/formats/stage-table.ts';

describe('stageOf', () => {
  it.each([
    ['.env', 'production'],
    ['.env.production', 'production'],
    ['deploy/docker-compose.yml', 'production'],
    ['docker-compose.prod.yml', 'production'],
    ['contest/latest/app.toml', 'production'],
    ['.env.example', 'template'],
    ['env.sample', 'template'],
    ['config.toml.dist', 'template'],
    ['app/defaults/app.toml', 'template'],
    ['docker-compose.template.yml', 'template'],
    ['skeleton/.env', 'template'],
    ['app.scaffold.toml', 'template'],
    ['.env.development', 'development'],
    ['docker-compose.dev.yml', 'development'],
    ['docker-compose-ci.yml', 'development'],
    ['docker-compose.integration.yml', 'development'],
    ['docker-compose-integration.yml', 'development'],
    ['.env.integration', 'development'],
    ['app.integration-tests.toml', 'development'],
    ['conf.d/payment-integration.conf', 'production'],
    ['github-integration.toml', 'production'],
    ['compose.payment-integration.yml', 'production'],
    ['integrations/compose.yml', 'production'],
    ['tests/docker-compose.yml', 'development'],
    ['.devcontainer/docker-compose.yml', 'development'],
    ['e2e/.env', 'development'],
    ['.github/workflows/.env.ci', 'development'],
    ['.github/docker-compose.yml', 'development'],
    ['DEV/.env', 'development'],
    ['app.override.toml', 'development'],
    ['dev/.env.example', 'template'],
  ] as const)('%s is %s', (path, stage) => {
    expect(stageOf(path)).toBe(stage);
  });

  it.each([
    // Compose loads them on every host.
    ['docker-compose.override.yml', 'production'],
    ['compose.override.yaml', 'production'],
    ['tests/docker-compose.override.yml', 'development'],
    ['docker-compose.override.example.yml', 'template'],
    // Loaded as they are.
    ['database/defaults.env', 'production'],
    ['.env.local', 'production'],
    ['.env.production.local', 'production'],
    ['.env.development.local', 'development'],
    ['.env.test.local', 'development'],
    ['local.env', 'development'],
    ['nginx/default.conf.template', 'production'],
    ['nginx/templates/default.conf.template', 'production'],
    ['rspamd/local.d/options.conf', 'production'],
    ['rspamd/override.d/options.conf', 'production'],
    ['rootfs/usr/local/etc/nginx/nginx.conf', 'production'],
    ['plugins/github/app.toml', 'production'],
    ['consul-template/nginx.conf', 'production'],
  ] as const)('what is loaded on a server is not judged by a word of its name: %s is %s', (path, stage) => {
    expect(stageOf(path)).toBe(stage);
  });
});

describe('judgePath', () => {
  it.each(
    STAGE_TABLE.flatMap((row) => row.names.map((name) => [name, row] as const)),
  )('every row of the table holds: %s', (name, row) => {
    const whole = { start: `${name}app`, variant: `compose.${name}`, name, word: name }[row.match];
    const judgement = judgePath(row.of === 'folder' ? `${whole}/app.toml` : whole);
    if (row.weight === 'strong') expect(judgement).toMatchObject({ role: row.says, leaning: undefined });
    else expect(judgement).toMatchObject({ stage: 'production', role: 'production', leaning: row.says });
  });

  it.each([
    ['.env', 'production'],
    ['tests/.env', 'development (tests and CI), because of the folder tests/'],
    ['Dev/Tools/.env', 'development, because of the folder Dev/'],
    ['tools/.env', 'production, leaning to development, because of the folder tools/'],
    ['examples/shop/compose.yaml', 'production, leaning to template, because of the folder examples/'],
    ['.env.example', 'template, because of its name'],
    ['vendor/acme/.env.example', 'not yours, because of the folder vendor/'],
    ['pkg/testdata/invalid_port.toml', 'test data, because of the folder testdata/ and its name'],
    ['tests/site.conf.sample', 'template, leaning to development, because of its name and the folder tests/'],
  ])('says the evidence: %s', (path, words) => {
    expect(describeStage(judgePath(path))).toBe(words);
  });
});
