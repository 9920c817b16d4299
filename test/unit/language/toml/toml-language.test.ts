import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noRelatedFiles } from '../../../../server/src/formats/related-files.ts';
import { buildToml, type TomlModel } from '../../../../server/src/formats/toml/model/model.ts';
import { readToml } from '../../../../server/src/formats/toml/read/read.ts';
import { completeToml } from '../../../../server/src/language/toml/completion.ts';
import { hoverToml } from '../../../../server/src/language/toml/hover.ts';

/** A model of a text in which `|` marks the cursor. */
function at(marked: string, file = 'traefik.toml'): { model: TomlModel; offset: number } {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  return { model: buildToml(readToml(text), noRelatedFiles(`file:///etc/${file}`), 'production'), offset };
}

const labels = (marked: string, file?: string): readonly string[] => {
  const { model, offset } = at(marked, file);
  return completeToml(model, offset).map(({ label }) => label);
};

const MARKERS = '[entryPoints.web]\naddress = ":80"\n[providers.file]\ndirectory = "/d"\n';

describe('completeToml', () => {
  it('offers the keys of the table at the cursor that are not written yet', () => {
    const keys = labels(`${MARKERS}[api]\ndebug = false\n|`);
    expect(keys).toContain('insecure');
    expect(keys).toContain('dashboard');
    expect(keys).not.toContain('debug');
    expect(keys).not.toContain('exposedByDefault');
  });

  it('writes a new key with its safe value', () => {
    const { model, offset } = at(`${MARKERS}[api]\nins|\n`);
    const insecure = completeToml(model, offset).find(({ label }) => label === 'insecure');
    expect(insecure?.snippet).toBe('insecure = false');
    expect(insecure?.span).toEqual({ start: offset - 3, end: offset });
    expect(insecure?.documentation).toContain('without login');
  });

  it('offers values with the unsafe ones last', () => {
    expect(labels(`${MARKERS}[api]\ninsecure = |\n`)).toEqual(['false', 'true']);
    expect(labels(`${MARKERS}[log]\nlevel = "|"\n`)).toEqual(['ERROR', 'WARN', 'INFO', 'DEBUG', 'TRACE']);
    const { model, offset } = at(`${MARKERS}[log]\nlevel = |`);
    expect(completeToml(model, offset)[0]?.snippet).toBe('"ERROR"');
  });

  it.each([
    ['a half-typed header', `${MARKERS}[|`, 'api'],
    ['a dotted header', `${MARKERS}[entryPoints.web.|`, 'forwardedHeaders'],
    ['a dotted key', `${MARKERS}api.|`, undefined],
    ['an inline table', `api = { | }\n${MARKERS}`, 'insecure'],
    ['an inline table behind a comma', `api = { debug = false, ins| }\n${MARKERS}`, 'insecure'],
    ['an unclosed inline table', `${MARKERS}[serversTransport]\nx = 1\n[providers]\ndocker = { |`, 'exposedByDefault'],
    ['a sub-table under a wildcard', `${MARKERS}[entryPoints.web.forwardedHeaders]\n|`, 'insecure'],
    ['CRLF', `${MARKERS}[api]\n|`.replaceAll('\n', '\r\n'), 'insecure'],
  ])('knows %s', (_, marked, wanted) => {
    if (wanted === undefined) expect(labels(marked)).not.toContain('entryPoints');
    else expect(labels(marked)).toContain(wanted);
  });

  it('knows items of arrays of tables', () => {
    const runner = 'concurrent = 1\n[[runners]]\nname = "a"\n[runners.docker]\n|\n';
    expect(labels(runner, 'gitlab-runner/config.toml')).toContain('privileged');
    expect(labels('concurrent = 1\n[[runners]]\n[runners.|', 'gitlab-runner/config.toml')).toContain('docker');
  });

  it('is silent in comments, in strings, in unknown files', () => {
    expect(labels(`${MARKERS}[api]\n# |`)).toEqual([]);
    expect(labels(`${MARKERS}[api]\nname = "some text |"`)).toEqual([]);
    expect(labels('[api]\n|', 'other.toml')).toEqual([]);
  });

  it('never throws, wherever the cursor is', () => {
    const parts = fc.constantFrom(
      '[',
      ']',
      '[[',
      '{',
      '}',
      '=',
      '"',
      "'",
      '\n',
      ' ',
      '.',
      'api',
      'insecure',
      'entryPoints',
      '#',
      ',',
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 30 }), fc.nat(60), (words, offset) => {
        const text = MARKERS + words.join('');
        const model = buildToml(readToml(text), noRelatedFiles('file:///traefik.toml'), 'production');
        const place = Math.min(MARKERS.length + offset, text.length);
        for (const { span } of completeToml(model, place)) expect(span.end).toBe(place);
        hoverToml(model, place);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('hoverToml', () => {
  it.each([
    [`${MARKERS}[api]\nins|ecure = true\n`, 'without login'],
    [`api.ins|ecure = true\n${MARKERS}`, 'without login'],
    [`api = { ins|ecure = true }\n${MARKERS}`, 'without login'],
    [`${MARKERS}[acc|essLog]\n`, 'Logs requests'],
  ])('tells about the key at the cursor: %j', (marked, wanted) => {
    const { model, offset } = at(marked);
    const hover = hoverToml(model, offset);
    expect(hover?.markdown).toContain(wanted);
    expect(hover?.markdown).toContain('https://');
  });

  it('shows no value of the file, and nothing for keys nobody knows', () => {
    const { model, offset } = at('bindPort = 7000\nauth.tok|en = "hunter-two"\n', 'frps.toml');
    expect(hoverToml(model, offset)?.markdown).not.toContain('hunter');
    const other = at(`${MARKERS}[api]\nnon|sense = 1\n`);
    expect(hoverToml(other.model, other.offset)).toBeUndefined();
  });
});
