import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../../server/src/engine/settings-file.ts';
import { SETTINGS_TEMPLATE } from '../../../server/src/engine/settings-template.ts';
import { RULES } from '../../../server/src/rules/registry.ts';
import { memoryProject } from '../../support/lint.ts';
import { MemoryHost } from '../../support/memory-host.ts';

const KNOWN = {
  rules: new Set(RULES.map((rule) => rule.id)),
  checklists: new Set(['bap']),
  thresholds: new Set<string>(),
};

async function rulesOf(files: Readonly<Record<string, string>>, path: string): Promise<readonly string[]> {
  const { project } = memoryProject({ files });
  return (await project.check(MemoryHost.uri(path))).findings.map((finding) => finding.rule);
}

describe('settings file', () => {
  it('the template that init writes is valid', () => {
    expect(parseSettings(SETTINGS_TEMPLATE, KNOWN).problems).toEqual([]);
  });

  it.each([
    ['{ "rulez": {} }', '"rulez"', 'rules'],
    ['{ "rules": { "env/debug-enable": "off" } }', '"env/debug-enable"', 'env/debug-enabled'],
    ['{ "checklists": { "bapp": {} } }', '"bapp"', 'bap'],
  ])('names what is unknown, on its key: %s', (text, key, guess) => {
    const [problem] = parseSettings(text, KNOWN).problems;
    expect(problem?.suggestion).toBe(guess);
    expect(text.slice(problem?.span.start, problem?.span.end)).toBe(key);
  });

  it.each([
    '[]',
    '{',
    '{ "rules": 3 }',
    '{ "rules": { "env/debug-enabled": "loud" } }',
    '{ "overrides": [{}] }',
    '',
    '{"__proto__": {}}',
    '\u0000',
  ])('never throws and says what is wrong: %j', (text) => {
    expect(parseSettings(text, KNOWN).problems.length).toBeGreaterThan(0);
  });

  it('keeps what is right beside what is wrong', () => {
    const { values } = parseSettings(
      '{ "rules": { "nope/nope": "off", "env/debug-enabled": "low" }, "extends": "strict" }',
      KNOWN,
    );
    expect(values).toEqual({ rules: { 'env/debug-enabled': 'low' }, extends: 'strict' });
  });

  it('switches rules off, by id and by family', async () => {
    expect(
      await rulesOf({ '.env': 'DEBUG=true\n', 'preflight.json': '{"rules":{"env/debug-enabled":"off"}}' }, '.env'),
    ).toEqual([]);
    expect(await rulesOf({ '.env': 'DEBUG=true\n', 'preflight.json': '{"rules":{"env/*":"off"}}' }, '.env')).toEqual(
      [],
    );
    expect(
      await rulesOf(
        { '.env': 'DEBUG=true\n', 'preflight.json': '{"rules":{"env/*":"off","env/debug-enabled":"low"}}' },
        '.env',
      ),
    ).toEqual(['env/debug-enabled']);
  });

  it('the nearest file wins key by key, and "root" stops the search', async () => {
    const files = { 'api/.env': 'DEBUG=true\n', 'preflight.json': '{"rules":{"env/debug-enabled":"off"}}' };
    expect(await rulesOf(files, 'api/.env')).toEqual([]);
    expect(
      await rulesOf({ ...files, 'api/preflight.json': '{"rules":{"env/debug-enabled":"low"}}' }, 'api/.env'),
    ).toEqual(['env/debug-enabled']);
    expect(await rulesOf({ ...files, 'api/preflight.json': '{"root":true}' }, 'api/.env')).toEqual([
      'env/debug-enabled',
    ]);
  });

  it('globs set stage, format, ignore and overrides', async () => {
    const env = { 'live/app.cfg': 'DEBUG=true\n' };
    expect(await rulesOf(env, 'live/app.cfg')).toEqual([]);
    expect(await rulesOf({ ...env, 'preflight.json': '{"formats":{"*.cfg":"dotenv"}}' }, 'live/app.cfg')).toEqual([
      'env/debug-enabled',
    ]);
    expect(
      await rulesOf({ '.env': 'DEBUG=true\n', 'preflight.json': '{"stages":{".env":"development"}}' }, '.env'),
    ).toEqual([]);
    expect(await rulesOf({ '.env': 'DEBUG=true\n', 'preflight.json': '{"ignore":[".env"]}' }, '.env')).toEqual([]);
    const override = '{"overrides":[{"files":["*.env"],"rules":{"env/debug-enabled":"off"}}]}';
    expect(await rulesOf({ 'a.env': 'DEBUG=true\n', 'preflight.json': override }, 'a.env')).toEqual([]);
    expect(
      await rulesOf({ '.env': 'DEBUG=true\n', 'preflight.json': override.replace('*.env', 'x/**') }, '.env'),
    ).toEqual(['env/debug-enabled']);
  });

  it('the last good settings stay in force while the JSON is broken', async () => {
    const { project } = memoryProject({ files: { '.env': 'DEBUG=true\n' } });
    const settings = MemoryHost.uri('preflight.json');
    project.open(settings, '{"rules":{"env/debug-enabled":"off"}}');
    expect((await project.check(MemoryHost.uri('.env'))).findings).toEqual([]);
    project.open(settings, '{"rules":{"env/debug-enabled":');
    expect((await project.check(MemoryHost.uri('.env'))).findings).toEqual([]);
    project.open(settings, '{"rules":{}}');
    expect((await project.check(MemoryHost.uri('.env'))).findings).toHaveLength(1);
  });

  it('a settings file takes another as its base', async () => {
    const files = {
      '.env': 'DEBUG=true\n',
      'preflight.json': '{"extends":"./base.json"}',
      'base.json': '{"rules":{"env/debug-enabled":"off"}}',
    };
    expect(await rulesOf(files, '.env')).toEqual([]);
  });
});

describe("a team's own checklist file", () => {
  it('has its mistakes on their places, like settings', async () => {
    const text = '{ "name": "x", "sectoins": [] }';
    const files = { 'preflight.json': '{"checklists":{"lists/ours.json":{}}}', 'lists/ours.json': text };
    const { project } = memoryProject({ files });
    const { findings } = await project.checkSettings(MemoryHost.uri('lists/ours.json'));
    expect(findings.map((finding) => [finding.message, text.slice(finding.span.start, finding.span.end)])).toEqual([
      ['Unknown key "sectoins"; did you mean "sections"?', '"sectoins"'],
    ]);
  });

  it('is nobody else: a file that only has the name is not claimed', async () => {
    const files = {
      'preflight.json': '{"checklists":{"ours.json":{}}}',
      'ours.json': '{"name":"x","sections":[]}',
      'deploy-checklist.json': '{ "steps": ["call the bank"] }',
    };
    const { project } = memoryProject({ files });
    expect(await project.isSettings(MemoryHost.uri('deploy-checklist.json'))).toBe(false);
    expect(await project.isSettings(MemoryHost.uri('ours.json'))).toBe(true);
  });

  it('that is named and not there is a mistake of the settings, on the name', async () => {
    const text = '{ "checklists": { "gone.json": {}, "bap": {} } }';
    const { project } = memoryProject({ files: { 'preflight.json': text } });
    const { findings } = await project.checkSettings(MemoryHost.uri('preflight.json'));
    expect(findings.map(({ message, span }) => [message, text.slice(span.start, span.end)])).toEqual([
      ['No such checklist', '"gone.json"'],
    ]);
  });

  it('chosen in the settings, switches its rules on', async () => {
    const list =
      '{"name":"x","sections":[{"title":"T","items":[{"id":"a","title":"A","kind":"rule","checks":[{"kind":"rule","rules":["compose/missing-healthcheck"],"about":{"services":"all"}}]}]}]}';
    const compose = 'services:\n  web:\n    image: ghcr.io/acme/web:1.2.3\n    mem_limit: 1g\n    cpus: 1\n';
    expect(await rulesOf({ 'docker-compose.yml': compose }, 'docker-compose.yml')).not.toContain(
      'compose/missing-healthcheck',
    );
    const files = {
      'docker-compose.yml': compose,
      'preflight.json': '{"checklists":{"./ours.checklist.json":{}}}',
      'ours.checklist.json': list,
    };
    expect(await rulesOf(files, 'docker-compose.yml')).toContain('compose/missing-healthcheck');
  });
});
