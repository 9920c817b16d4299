import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { appendItem, setKey, setKeys } from '../../../server/src/formats/compose/edit/edit.ts';
import { removeKey } from '../../../server/src/formats/compose/edit/remove.ts';
import type { Edits } from '../../../server/src/formats/compose/edit/types.ts';
import type { YamlValue } from '../../../server/src/formats/compose/edit/yaml-text.ts';
import { buildCompose } from '../../../server/src/formats/compose/model/build-compose.ts';
import type { ComposeService } from '../../../server/src/formats/compose/model/model.ts';
import { readCompose } from '../../../server/src/formats/compose/read/read.ts';
import { noRelatedFiles } from '../../../server/src/formats/related-files.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';

type Plain = null | string | number | boolean | readonly Plain[] | { readonly [key: string]: Plain };
type Change =
  | { readonly kind: 'set'; readonly path: readonly string[]; readonly value: YamlValue; readonly plain: Plain }
  | { readonly kind: 'append'; readonly path: readonly string[]; readonly item: string }
  | { readonly kind: 'remove'; readonly path: readonly string[] };

function servicesOf(text: string): readonly ComposeService[] {
  return buildCompose(readCompose(text), noRelatedFiles('file:///compose.yml'), 'production', () => []).services;
}

/** What the YAML library makes of the text, all scalars as strings. */
function plainOf(text: string): Plain {
  const [doc] = parseAllDocuments(text, { schema: 'failsafe', merge: true, uniqueKeys: false, logLevel: 'silent' });
  const whole = doc === undefined ? null : (doc.toJS({ maxAliasCount: -1 }) as Plain);
  // An anchor that one service alone uses is edited where it stands, below its `x-` key: what counts is the services.
  return isMap(whole) ? { services: whole.services ?? null } : null;
}

function run(service: ComposeService, change: Change): Edits {
  if (change.kind === 'set') return setKey(service, change.path, change.value);
  if (change.kind === 'append') return appendItem(service, change.path, change.item);
  return removeKey(service, change.path);
}

function isMap(value: Plain | undefined): value is { readonly [key: string]: Plain } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The document with the change made at one path; `alter` gets what stands there. */
function changed(
  value: Plain | undefined,
  path: readonly string[],
  alter: (old: Plain | undefined) => Plain | undefined,
): Plain | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return alter(value);
  const map = isMap(value) ? value : {};
  const inner = changed(map[key], rest, alter);
  const others = Object.entries(map).filter(([name]) => name !== key);
  const entries = inner === undefined ? others : [...others, [key, inner] as const];
  return entries.length === 0 && rest.length === 0 && path.length === 1 ? undefined : Object.fromEntries(entries);
}

function expected(before: Plain, service: string, change: Change): Plain | undefined {
  const path = ['services', service, ...change.path];
  return changed(before, path, (old) => {
    if (change.kind === 'set') return change.plain;
    if (change.kind === 'remove') return undefined;
    const list = Array.isArray(old) ? old : old === undefined || old === '' ? [] : [old];
    return list.includes(change.item) ? list : [...list, change.item];
  });
}

function commentsIn(text: string): readonly string[] {
  return readCompose(text).comments.map(({ span }) => text.slice(span.start, span.end));
}

/** Checks one change; returns whether it was offered at all. */
function check(text: string, service: ComposeService, change: Change): boolean {
  const edits = run(service, change);
  if (edits === undefined) return false;
  const after = applyEdits(text, edits);
  expect(readCompose(after).problems.filter(({ kind }) => kind !== 'information')).toEqual([]);
  expect(plainOf(after)).toEqual(expected(plainOf(text), service.name, change));
  if (change.kind !== 'remove') {
    expect(commentsIn(after)).toEqual(commentsIn(text));
    const again = servicesOf(after).find(({ name }) => name === service.name);
    const second = again === undefined ? undefined : run(again, change);
    expect(second === undefined ? undefined : applyEdits(after, second)).toBe(after);
  }
  return true;
}

const CHANGES: readonly Change[] = [
  { kind: 'set', path: ['mem_limit'], value: '512m', plain: '512m' },
  { kind: 'set', path: ['read_only'], value: true, plain: 'true' },
  { kind: 'set', path: ['deploy', 'resources', 'limits', 'memory'], value: '512M', plain: '512M' },
  {
    kind: 'set',
    path: ['logging'],
    value: {
      entries: [
        ['driver', 'json-file'],
        ['options', { entries: [['max-size', '10m']] }],
      ],
    },
    plain: { driver: 'json-file', options: { 'max-size': '10m' } },
  },
  {
    kind: 'set',
    path: ['healthcheck', 'test'],
    value: { flow: ['CMD', 'a: b', "it's"] },
    plain: ['CMD', 'a: b', "it's"],
  },
  { kind: 'append', path: ['security_opt'], item: 'no-new-privileges:true' },
  { kind: 'append', path: ['tmpfs'], item: '/run' },
  { kind: 'append', path: ['ports'], item: '127.0.0.1:99:99' },
  { kind: 'remove', path: ['image'] },
  { kind: 'remove', path: ['ports'] },
  { kind: 'remove', path: ['volumes'] },
  { kind: 'remove', path: ['healthcheck', 'test'] },
];

const word = fc.constantFrom(
  'a',
  'nginx:1.2',
  '"q"',
  "'s # x'",
  'yes',
  '8080:80',
  'x y',
  '${X:-d}',
  '>-\n@@folded\n@@text',
  '|\n@@block\n@@text',
);

interface Style {
  readonly step: number;
  readonly dash: number;
  readonly comment: string;
}

/** One key of a service as lines, `@` standing for the key's indentation. */
const key = fc.oneof(
  fc.tuple(fc.constantFrom('image', 'user', 'command', 'tmpfs', 'mem_limit'), word).map(
    ([name, value]) =>
      (style: Style) =>
        `${name}: ${value.replaceAll('@@', `@${' '.repeat(style.step)}`)}${value.includes('\n') ? '' : style.comment}`,
  ),
  fc
    .tuple(
      fc.constantFrom('ports', 'volumes', 'security_opt'),
      fc.array(fc.constantFrom('"80:80"', './a:/b', 'x', '/run'), { minLength: 1, maxLength: 3 }),
    )
    .map(
      ([name, items]) =>
        (style: Style) =>
          `${name}:${style.comment}${items.map((item) => `\n@${' '.repeat(style.dash)}- ${item}${style.comment}`).join('')}`,
    ),
  fc
    .constantFrom(
      'ports: [a, "b",]',
      'deploy: {resources: {limits: {cpus: "1"}}}',
      'healthcheck: { test: [CMD, x] }',
      'deploy:',
      'logging: {}',
      '<<: *one',
      '<<: *two',
      'tmpfs: *list',
      'deploy: *once',
    )
    .map((line) => () => line),
  fc
    .constantFrom(0, 1)
    .map(
      (blank) => (style: Style) =>
        `deploy:${'\n'.repeat(blank)}\n@${' '.repeat(style.step)}resources:\n@${' '.repeat(style.step * 2)}limits:\n@${' '.repeat(style.step * 3)}memory: 1g${style.comment}\n@# after`,
    ),
);

const document = fc
  .record({
    step: fc.constantFrom(2, 4, 3),
    indented: fc.boolean(),
    comment: fc.constantFrom('', ' # note', ''),
    crlf: fc.boolean(),
    services: fc.array(fc.uniqueArray(key, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 3 }),
    tail: fc.constantFrom('', '\n', '\n\n# end\n', '\nvolumes:\n  a:\n'),
  })
  .map(({ step, indented, comment, crlf, services, tail }) => {
    const style: Style = { step, dash: indented ? step : 0, comment };
    const head =
      'x-one: &one { restart: always }\nx-two: &two\n  deploy:\n    mode: global\nx-list: &list [/tmp]\nx-once: &once\n  mode: x\nservices:\n';
    const body = services.map((keys, i) => {
      const pad = ' '.repeat(step);
      const lines = keys.map((make) => `${pad}${pad}${make(style).replaceAll('@', pad + pad)}`);
      return `${pad}s${i}:${comment}\n${lines.join('\n')}`;
    });
    const text = head + body.join('\n') + tail;
    return crlf ? text.replaceAll('\n', '\r\n') : text;
  })
  .filter((text) => readCompose(text).complete);

describe('compose edits', () => {
  it('change one path and nothing else, and do nothing the second time', () => {
    fc.assert(
      fc.property(document, fc.constantFrom(...CHANGES), (text, change) => {
        for (const service of servicesOf(text)) check(text, service, change);
      }),
      { numRuns: 400 },
    );
  });

  it('join several keys into one edit', () => {
    const limits = [
      [['deploy', 'resources', 'limits', 'memory'], '1G'],
      [['deploy', 'resources', 'limits', 'pids'], 100],
      [['init'], true],
    ] as const;
    fc.assert(
      fc.property(document, (text) => {
        for (const service of servicesOf(text)) {
          const edits = setKeys(service, limits);
          if (edits === undefined) continue;
          const after = applyEdits(text, edits);
          let want: Plain | undefined = plainOf(text);
          for (const [path, value] of limits)
            want = changed(want, ['services', service.name, ...path], () => String(value));
          expect(plainOf(after)).toEqual(want);
        }
      }),
      { numRuns: 150 },
    );
  });

  const corpus = resolve(import.meta.dirname, '../../../../shared/corpus');
  it.skipIf(!existsSync(corpus))('hold on real files', { timeout: 120_000 }, () => {
    const manifest = JSON.parse(readFileSync(`${corpus}/manifest.json`, 'utf8')) as { file: string; kind: string }[];
    let offered = 0;
    let tried = 0;
    manifest
      .filter(({ kind }) => kind === 'compose')
      .forEach(({ file }, i) => {
        const text = readFileSync(`${corpus}/${file}`, 'utf8');
        const { complete, problems } = readCompose(text);
        // what a template renders to is not what a plain reading of its text gives
        const isTemplate = problems.some(({ kind }) => kind === 'template');
        if (i % 3 !== 0 || !complete || isTemplate || text.length > 30_000) return;
        servicesOf(text).forEach((service, j) => {
          const change = CHANGES[(i + j) % CHANGES.length];
          if (change === undefined) return;
          tried++;
          try {
            if (check(text, service, change)) offered++;
          } catch (error) {
            throw new Error(`${file} ${service.name} ${change.kind} ${change.path.join('.')}: ${String(error)}`, {
              cause: error,
            });
          }
        });
      });
    expect(offered / tried).toBeGreaterThan(0.6);
  });
});
