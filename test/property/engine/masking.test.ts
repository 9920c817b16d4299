import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffSide, maskedDiff } from '../../../server/src/cli/masked-diff.ts';
import { maskText } from '../../../server/src/engine/masking/mask-text.ts';
import { secretsOf, secretsOfText } from '../../../server/src/engine/masking/secret-spans.ts';
import { lintFiles, memoryProject } from '../../support/lint.ts';
import { MemoryHost } from '../../support/memory-host.ts';

const PIECES = [
  'PASSWORD',
  'db_password',
  'token',
  '$http_x_api_key',
  'image',
  'services',
  'set',
  'command',
  'http',
  '-----BEGIN PRIVATE KEY-----',
  '-----END PRIVATE KEY-----',
  '://',
  'echo ',
  '--password',
  '-p',
  '${',
  '}',
  '{',
  ';',
  '|',
  '=',
  ': ',
  ':\n  ',
  ' ',
  '\n',
  '\r\n',
  '  ',
  '- ',
  '"',
  "'",
  '"""',
  '#',
  '@',
  '[',
  ']',
  '\\',
  'hunter2xq',
  'Vt7kq2ZbXw9RnM4cLd8s',
  'é€',
];

const NAMES = ['.env', 'docker-compose.yml', 'config.toml', 'nginx.conf', 'notes.txt'];
const anyFile = fc.tuple(
  fc.constantFrom(...NAMES),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join('')),
);

async function secretsIn(path: string, text: string) {
  const { model } = await lintFiles({ files: { [path]: text }, path });
  return model === undefined ? secretsOfText(text) : secretsOf(model);
}

describe('masking any file', () => {
  it('keeps its lines and leaves no text of a secret', async () => {
    await fc.assert(
      fc.asyncProperty(anyFile, async ([path, text]) => {
        const { spans, texts } = await secretsIn(path, text);
        const { text: shown } = maskText(text, { start: 0, end: text.length }, spans);
        expect(shown.split('\n')).toHaveLength(text.split('\n').length);
        for (const secret of texts) expect(shown).not.toContain(secret);
        const order = spans.flatMap(({ start, end }) => [start, end]);
        expect(order).toEqual([...order].sort((a, b) => a - b));
        expect(order.every((offset) => offset >= 0 && offset <= text.length)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('hides a secret under its name wherever it stands and whatever surrounds it', async () => {
    const letters = [...'abcdefXYZ0123456789!*+~^'];
    const secret = fc
      .array(fc.constantFrom(...letters), { minLength: 8, maxLength: 24 })
      .map((characters) => `k${characters.join('')}7`);
    const place = fc.constantFrom<[string, (value: string) => string]>(
      ['.env', (value) => `A=1\nDB_PASSWORD=${value}\nB=x-${value}-x\n`],
      ['docker-compose.yml', (value) => `services:\n  a:\n    command: run --password=${value}\n    x-b: '${value}'\n`],
      ['config.toml', (value) => `# was ${value}\n[db]\npassword = "${value}"\n`],
      [
        'nginx.conf',
        (value) => `http {\n  server {\n    set $api_key "${value}";\n    return 200 "x${value}";\n  }\n}\n`,
      ],
    );
    await fc.assert(
      fc.asyncProperty(place, secret, async ([path, make], value) => {
        const text = make(value);
        const { spans } = await secretsIn(path, text);
        expect(maskText(text, { start: 0, end: text.length }, spans).text).not.toContain(value);
      }),
      { numRuns: 200 },
    );
  });

  it('a diff shows no secret of either side, and changed lines only', async () => {
    await fc.assert(
      fc.asyncProperty(anyFile, fc.constantFrom(...PIECES), fc.nat(), async ([path, text], piece, at) => {
        const index = at % (text.length + 1);
        const changed = text.slice(0, index) + piece + text.slice(index);
        const { project } = memoryProject({ files: { [path]: text } });
        const uri = MemoryHost.uri(path);
        const before = await diffSide(project, uri, path, text);
        const after = await diffSide(project, uri, path, changed);
        const lines = maskedDiff(path, before, after).split('\n').slice(2, -1);
        for (const secret of [...before.secrets.texts, ...after.secrets.texts])
          expect(lines.join('\n')).not.toContain(secret);
        const count = (sign: string) => lines.filter((line) => line.startsWith(sign)).length;
        const wanted = changed.split('\n').length - text.split('\n').length;
        const ends = Number(changed.endsWith('\n') || changed === '') - Number(text.endsWith('\n') || text === '');
        expect(count('+') - count('-')).toBe(wanted - ends);
        expect(count('-')).toBeLessThanOrEqual(2);
      }),
      { numRuns: 200 },
    );
  });
});
