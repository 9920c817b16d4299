import { parse, stringify } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { SEVERITIES } from '../../../../server/src/finding/severity.ts';
import { detect } from '../../../../server/src/formats/detect.ts';
import {
  type Condition,
  type Setting,
  TOML_PROBLEMS,
  type TomlApplication,
  type Unsafe,
  type ValueTest,
} from '../../../../server/src/knowledge/toml/application.ts';
import { TOML_APPLICATIONS } from '../../../../server/src/knowledge/toml/applications.ts';
import { splitKeyPath } from '../../../../server/src/knowledge/toml/key-path.ts';
import { RULES } from '../../../../server/src/rules/registry.ts';
import { applyEdits } from '../../../../server/src/text/edit.ts';
import { lintText } from '../../../support/lint.ts';

/** One value that passes each test. */
const SAMPLES: Readonly<Record<ValueTest, string | string[]>> = {
  empty: '',
  'not-empty': 'x',
  'remote-address': '0.0.0.0:8080',
  'outdated-tls': 'TLS10',
  'plain-http-url': 'http://index.acme-eu.com/',
  'remote-tcp-url': 'tcp://docker.acme-eu.com:2375',
  'distant-host': 'db.acme-eu.com',
  'not-hex-256-bit': 'deadbeef',
  'not-256-bit': 'short',
  'not-aes-key': 'short',
  several: ['a', 'b'],
  'shorter-than-16': 'abc',
  'matches-anything': '.*',
  'engine-tcp-url': 'tcp://docker:2375',
  'fast-password-hash': `user:{SHA}${'x'.repeat(27)}=`,
  'dated-password-hash': `user:$apr1$abcdefgh$${'x'.repeat(22)}`,
  'digest-password': `user:realm:${'0f'.repeat(16)}`,
  'docker-socket': '/var/run/docker.sock:/var/run/docker.sock',
  'not-durable-path': '/tmp/audit.jsonl',
  'prints-environment': 'env && make',
  'zero-price': '0stake',
};

function sampleOf(condition: Condition): unknown {
  const { is, hasItem, contains, below, above, test } = condition;
  if (condition.absent) return undefined;
  if (condition.present) return {};
  if (is !== undefined) return typeof is === 'object' ? is[0] : is;
  if (hasItem !== undefined) return [hasItem[0]];
  if (contains !== undefined) return `x ${contains} x`;
  if (below !== undefined) return below - 1;
  if (above !== undefined) return above + 1;
  return test === undefined ? 'x' : SAMPLES[test];
}

type Tree = { [name: string]: unknown };
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

const nameFor = (step: string): string => {
  if (step === 'http://*') return 'http://mirror.acme-eu.com';
  return step === '*' ? 'x' : step.replaceAll('*', '_');
};

function put(root: Tree, path: readonly string[], value: unknown): void {
  let at = root;
  for (const name of path.slice(0, -1)) {
    const key = nameFor(name);
    if (!isTree(at[key])) at[key] = {};
    at = at[key] as Tree;
  }
  const last = path.at(-1) ?? '';
  const key = nameFor(last);
  if (value === undefined || isTree(at[key])) at[key] ??= undefined;
  else at[key] = value;
  if (at[key] === undefined) delete at[key];
}

function hasKeysBelow(application: TomlApplication, marker: string): boolean {
  const keys = [...application.settings.map((setting) => setting.key), ...application.markers];
  return keys.some((key) => key.startsWith(`${marker}.`));
}

/** A document of the application in which this setting is unsafe in this way. */
function documentOf(application: TomlApplication, setting: Setting, unsafe: Unsafe): string {
  const root: Tree = {};
  const key = splitKeyPath(setting.key);
  for (const marker of application.markers) {
    const path = splitKeyPath(marker);
    // A marker that must be absent in this case, or that lies on the way to the setting, is left out.
    const absent = Object.entries(unsafe.also ?? {}).some(
      ([name, when]) => when.absent && name.replace(/^\//, '') === marker,
    );
    if (!absent) put(root, path, hasKeysBelow(application, marker) ? {} : 'marker');
  }
  put(root, key.slice(0, -1), {});
  const sample = sampleOf(unsafe);
  put(root, key, setting.type === 'list' && typeof sample === 'string' && sample !== '' ? ['fine', sample] : sample);
  if (unsafe.absent) erase(root, key.map(nameFor));
  for (const [name, condition] of Object.entries(unsafe.also ?? {})) {
    let path = key.slice(0, -1);
    let rest = name;
    if (rest.startsWith('/')) {
      path = [];
      rest = rest.slice(1);
    }
    while (rest.startsWith('../')) {
      path = path.slice(0, -1);
      rest = rest.slice(3);
    }
    put(root, [...path, ...splitKeyPath(rest)], sampleOf(condition));
  }
  return stringify(root);
}

const fileOf = (application: TomlApplication): string => `app/${(application.files[0] ?? '').replace('*', '-live')}`;

const cases = TOML_APPLICATIONS.flatMap((application) =>
  application.settings.flatMap((setting) =>
    (setting.unsafe ?? []).map((unsafe, n) => ({
      name: `${application.id} ${setting.key} ${n + 1}`,
      application,
      setting,
      unsafe,
    })),
  ),
);

describe('application profiles', () => {
  it('are well formed', () => {
    const ids = TOML_APPLICATIONS.map((application) => application.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(70);
    for (const application of TOML_APPLICATIONS) {
      expect(application.id).toMatch(/^[a-z0-9-]+$/);
      expect(application.docs).toMatch(/^https:\/\//);
      expect(application.files.length).toBeGreaterThan(0);
      expect(application.markers.length).toBeGreaterThan(0);
      const keys = application.settings.map((setting) => setting.key);
      expect(new Set(keys).size, application.id).toBe(keys.length);
      for (const setting of application.settings) {
        expect(setting.about, setting.key).toMatch(/^[A-Za-z0-9*`].*\.$/);
        expect(setting.about.length).toBeLessThanOrEqual(120);
      }
      for (const file of application.files) {
        const path = `app/${file.replace('*', 'x')}`;
        expect(detect(path, '')?.format, path).toBe('toml');
      }
    }
  });

  it('name problems that are rules, no worse than the rule', () => {
    for (const problem of TOML_PROBLEMS) expect(RULES.map((rule) => rule.id)).toContain(`toml/${problem}`);
    for (const { name, unsafe, setting } of cases) {
      const rule = RULES.find(({ id }) => id === `toml/${unsafe.problem}`);
      const worst = SEVERITIES.indexOf(rule?.severity ?? 'low');
      expect(SEVERITIES.indexOf(unsafe.severity), name).toBeGreaterThanOrEqual(worst);
      expect(unsafe.says, name).not.toMatch(/[.!]$/);
      if (setting.type === 'boolean' && unsafe.set !== undefined) expect(typeof unsafe.set, name).toBe('boolean');
    }
  });

  it.each(cases)('$name is found, and its fix changes nothing else', async ({ application, setting, unsafe }) => {
    const text = documentOf(application, setting, unsafe);
    const path = fileOf(application);
    const only = { selection: { only: new Set([`toml/${unsafe.problem}`]) } };
    const key = splitKeyPath(setting.key).map(nameFor);
    const findings = (await lintText(path, text, only)).filter(({ message }) =>
      message.includes((key.at(-1) ?? '').slice(0, 40)),
    );
    expect(findings.length, text).toBeGreaterThan(0);
    for (const { message, span } of findings) {
      expect(message.length).toBeLessThanOrEqual(120);
      expect(message).toMatch(/[a-z0-9)"`/]$/i);
      expect(span.end).toBeGreaterThan(span.start);
    }
    const finding = findings.find(({ message }) => message.endsWith(unsafe.says)) ?? findings[0];
    const fix = finding?.fixes[unsafe.addTable === undefined ? 0 : 1];
    if (unsafe.set !== undefined || unsafe.remove || unsafe.dropItem) expect(fix, 'has a fix').toBeDefined();
    if (fix === undefined) return;
    const fixed = applyEdits(text, fix.edits());
    expect(await lintText(path, fixed, only).then((left) => left.map(({ message }) => message))).not.toContain(
      finding?.message,
    );
    const before = parse(text);
    const after = parse(fixed);
    erase(before, key);
    erase(after, key);
    expect(JSON.stringify(after)).toBe(JSON.stringify(before));
  });
});

function erase(root: Tree, path: readonly string[]): void {
  let at: unknown = root;
  for (const name of path.slice(0, -1)) at = isTree(at) ? at[name] : undefined;
  if (isTree(at)) delete at[path.at(-1) ?? ''];
}
