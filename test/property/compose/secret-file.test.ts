import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { applyFix } from '../../support/apply-fix.ts';
import { lintFiles } from '../../support/lint.ts';

const VALUE = ['Vq7Lx2Kd', '9Rt4Zw8N', 'b3Hy'].join('');
const NAME = 'postgres_password';

interface Shape {
  readonly newline: string;
  readonly step: number;
  readonly environment: 'map' | 'list' | 'flow map' | 'flow list';
  readonly quote: string;
  readonly comment: string;
  readonly own: 'none' | 'short' | 'long' | 'flow';
  readonly top: 'none' | 'block' | 'flow' | 'empty' | 'before';
  readonly after: boolean;
  readonly gap: boolean;
  readonly bom: boolean;
  readonly end: boolean;
}

const SHAPES: fc.Arbitrary<Shape> = fc.record({
  newline: fc.constantFrom('\n', '\r\n'),
  step: fc.integer({ min: 1, max: 8 }),
  environment: fc.constantFrom('map', 'list', 'flow map', 'flow list'),
  quote: fc.constantFrom('', '"', "'"),
  comment: fc.constantFrom('', ' # größer 😀', '   '),
  own: fc.constantFrom('none', 'short', 'long', 'flow'),
  top: fc.constantFrom('none', 'block', 'flow', 'empty', 'before'),
  after: fc.boolean(),
  gap: fc.boolean(),
  bom: fc.boolean(),
  end: fc.boolean(),
});

function environmentOf({ environment, quote, comment, step }: Shape): readonly string[] {
  const pad = ' '.repeat(step);
  const item = `${quote}POSTGRES_PASSWORD=${VALUE}${quote}`;
  const pair = `POSTGRES_PASSWORD: ${quote}${VALUE}${quote}`;
  switch (environment) {
    case 'map':
      return ['environment:', `${pad}POSTGRES_DB: größe`, `${pad}${pair}${comment}`];
    case 'list':
      return ['environment:', `${pad}- ${item}${comment}`, `${pad}- POSTGRES_DB=größe`];
    case 'flow map':
      return [`environment: { ${pair}, POSTGRES_DB: größe }${comment}`];
    default:
      return [`environment: [POSTGRES_DB=größe, ${item}]${comment}`];
  }
}

function ownSecrets({ own, step }: Shape): readonly string[] {
  const pad = ' '.repeat(step);
  if (own === 'none') return [];
  if (own === 'flow') return ['secrets: [tls]'];
  return own === 'short' ? ['secrets:', `${pad}- tls`] : ['secrets:', `${pad}- source: tls`, `${pad}  target: cert`];
}

function topSecrets({ top, step }: Shape): readonly string[] {
  const pad = ' '.repeat(step);
  if (top === 'none') return [];
  if (top === 'empty') return ['secrets:'];
  if (top === 'flow') return ['secrets: { tls: { file: ./tls } }'];
  return ['secrets:', `${pad}tls:`, `${pad}${pad}file: ./tls`];
}

function textOf(shape: Shape): string {
  const pad = ' '.repeat(shape.step);
  const body = ['image: postgres:17', ...environmentOf(shape), ...ownSecrets(shape)];
  const other = shape.after ? [`${pad}app:`, `${pad}${pad}image: example/app:1`] : [];
  const services = ['services:', `${pad}db:`, ...body.map((line) => pad + pad + line), ...other];
  const top = topSecrets(shape);
  const gap = shape.gap && top.length > 0 ? [''] : [];
  const lines = shape.top === 'before' ? [...top, ...gap, ...services] : [...services, ...gap, ...top];
  return (shape.bom ? '\ufeff' : '') + lines.join(shape.newline) + (shape.end ? shape.newline : '');
}

interface Parsed {
  readonly services: { readonly db: Record<string, unknown> };
  readonly secrets?: Record<string, unknown> | null;
}

/** What the YAML library must make of it afterwards. */
function expected(text: string, shape: Shape): unknown {
  const before = parse(text) as Parsed;
  const { db } = before.services;
  const inside = `/run/secrets/${NAME}`;
  const environment = shape.environment.includes('list')
    ? (db.environment as string[]).map((item) =>
        item.startsWith('POSTGRES_PASSWORD=') ? `POSTGRES_PASSWORD_FILE=${inside}` : item,
      )
    : { POSTGRES_DB: 'größe', POSTGRES_PASSWORD_FILE: inside };
  const secrets = [
    ...((db.secrets as unknown[] | undefined) ?? []),
    shape.own === 'long' ? { source: NAME, target: NAME } : NAME,
  ];
  return {
    ...before,
    services: { ...before.services, db: { ...db, environment, secrets } },
    secrets: { ...before.secrets, [NAME]: { file: `./secrets/${NAME}.txt` } },
  };
}

describe('a secret that moves to a file, in any layout', () => {
  it('leaves what the library expects and every other line as it was', async () => {
    await fc.assert(
      fc.asyncProperty(SHAPES, async (shape) => {
        const text = textOf(shape);
        const files = { 'compose.yml': text };
        const only = { only: new Set(['secret/literal']) };
        const { findings } = await lintFiles({ files, path: 'compose.yml', selection: only });
        const [finding] = findings;
        const index = finding?.fixes.findIndex(({ title }) => title.includes('Docker secret')) ?? -1;
        if (finding === undefined || index < 0) throw new Error(`not offered:\n${text}`);
        const fixed = applyFix(files, finding, index);
        const after = fixed['compose.yml'] ?? '';
        expect(parse(after.replace(/^\ufeff/, ''))).toEqual(expected(text.replace(/^\ufeff/, ''), shape));
        expect(fixed[`secrets/${NAME}.txt`]).toBe(VALUE);
        const again = await lintFiles({ files: fixed, path: 'compose.yml', selection: only });
        expect([again.complete, again.findings]).toEqual([true, []]);
        const isOther = (line: string): boolean => !line.includes('POSTGRES_PASSWORD') && !/^\s*secrets: /.test(line);
        const lines = after.split(shape.newline);
        let from = 0;
        for (const line of text.split(shape.newline).filter(isOther)) {
          from = lines.indexOf(line, from) + 1;
          expect(from, JSON.stringify(line)).toBeGreaterThan(0);
        }
      }),
      { numRuns: 300 },
    );
  });
});
