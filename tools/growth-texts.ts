import { LOADERS } from '../server/src/formats/dotenv/read/loaders/loaders.ts';
import { readDotenv } from '../server/src/formats/dotenv/read/read.ts';
import { readToml } from '../server/src/formats/toml/read/read.ts';
import { gradeSecret } from '../server/src/secrets/grade.ts';
import { findTokens } from '../server/src/secrets/tokens/scan.ts';
import { scanConnections } from '../server/src/text/connection-scan.ts';
import { scanUrls } from '../server/src/text/url-scan.ts';

/** A part repeated: what scanners that look back are slow on. Written as what stands before, what repeats and what stands after. */
type Hostile = readonly [before: string, part: string, after: string];

/** One reader or scanner by itself, with the texts it must stay linear in. */
export interface Scanner {
  readonly name: string;
  /** Characters of the small text; the large one is a multiple of it. */
  readonly size: number;
  readonly texts: readonly Hostile[];
  run(text: string): void;
}

const repeated = (...parts: readonly string[]): readonly Hostile[] => parts.map((part) => ['', part, '']);

const DOTENV: readonly Hostile[] = [
  ['', '\n', 'junk line'],
  ...repeated('KEY=value\n', 'KEY\n', 'KEY="value\n', 'A="\n'),
  ['KEY="', '\\" ', 'x'],
  ['KEY=', '${A:-', ''],
  ['KEY=', '${B}', ''],
  ['KEY="', '${A', '"'],
  ['KEY=', '$(', ''],
  ['KEY="', '$', '"'],
  ['KEY=', ' ', '"a"b'],
  ['KEY="', '\\', '$'],
  ['KEY=', '\\$', ''],
  ['KEY=', '$:-', ''],
  ['KEY=', ' #', ''],
  ['', '# A="\n', ''],
  ['A=1\n', 'B=$A\n', ''],
];

/** Every reader and scanner of text that users write. */
export const SCANNERS: readonly Scanner[] = [
  { name: 'dotenv reader', size: 40_000, texts: DOTENV, run: (text) => void readDotenv(text) },
  ...Object.values(LOADERS).map(
    ({ title, read }): Scanner => ({ name: title, size: 4_000, texts: DOTENV, run: (text) => void read(text) }),
  ),
  {
    name: 'TOML reader',
    size: 25_000,
    texts: repeated(
      ...[
        '[',
        '{a=',
        '"""',
        "'",
        'a.',
        '[a]\n',
        'a = [\n',
        'a={b=1,\n',
        '# c\n',
        '\\',
        'a = "${',
        ' \n',
        '[[x]]\n',
        'k = """\n',
      ],
    ),
    run: (text) => void readToml(text),
  },
  {
    name: 'secret grades',
    size: 20_000,
    texts: [
      ...repeated('a', '${', 'abcab', 'secretpassword', '1q', '<', 'x'),
      ['', 'x', 'a'],
      ['', '.', 'a'],
      ['a', '-', 'a'],
    ],
    run: (text) => void gradeSecret(text, { name: 'JWT_SECRET', purpose: 'signing-key', words: new Set() }),
  },
  {
    name: 'token scan',
    size: 20_000,
    texts: repeated('xoxb-', 'eyJ', 'ey', 'datadog=', 'A', 'sk-ant-api03-'),
    run: (text) => void findTokens(text),
  },
  {
    name: 'URL scan',
    size: 20_000,
    texts: [...repeated('${', 'a://', 'jdbc:'), ['a://', '),', ''], ['a://', '@', '']],
    run: (text) => void scanUrls(text),
  },
  {
    name: 'connection string scan',
    size: 20_000,
    texts: [...repeated('host=a;', 'a=b ', '@tcp('), ["host='", 'x', '']],
    run: (text) => void scanConnections(text),
  },
];

/** The text of about `size` characters. */
export function hostileText([before, part, after]: Hostile, size: number): string {
  return before + part.repeat(Math.max(1, Math.floor(size / part.length))) + after;
}
