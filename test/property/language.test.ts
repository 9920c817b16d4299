import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FileReport } from '../../server/src/engine/file-report.ts';
import { defaultSettings } from '../../server/src/engine/settings.ts';
import type { Format } from '../../server/src/formats/format.ts';
import { noRelatedFiles } from '../../server/src/formats/related-files.ts';
import { judged } from '../../server/src/formats/stage.ts';
import { completionsAt } from '../../server/src/language/completion.ts';
import { definitionsAt } from '../../server/src/language/definitions.ts';
import { fileMentions } from '../../server/src/language/file-mentions.ts';
import { foldsIn } from '../../server/src/language/folding.ts';
import { languageHover } from '../../server/src/language/hover.ts';
import { hintsIn } from '../../server/src/language/inlay-hints.ts';
import { type OutlineSymbol, outlineOf } from '../../server/src/language/outline.ts';
import { referenceHover } from '../../server/src/language/reference-hover.ts';
import { namesUsedAt, variableAt } from '../../server/src/language/references.ts';
import { renameEdits, renameTargetAt } from '../../server/src/language/rename.ts';
import { buildModel } from '../../server/src/project/build-model.ts';
import { emptyReport } from '../../server/src/project/empty-report.ts';
import { applyEdits } from '../../server/src/text/edit.ts';

const DOCUMENTS: Readonly<Record<Format, string>> = {
  nginx: `map $uri $kind { default 1; ~^/(?<part>a) 2; }
limit_req_zone $binary_remote_addr zone=login:1m rate=1r/s;
upstream app { server a:1; }
server {
  listen 443 ssl; # here
  ssl_certificate tls/cert.pem;
  location ~ "^/a{2}" { limit_req zone=login; proxy_pass http://app/$kind; add_header X "a;b" always; }
  location @b { content_by_lua_block { return "}" } }
}
`,
  compose: `x-a: &a { image: "a:\${TAG:-1}" }
services:
  web:
    <<: *a
    secrets: [key, { source: key }]
    environment:
      - PLAIN
      - "A=\${TOKEN:?no \${B}}"
    volumes: ["./a.conf:/a:ro", 'data:/data']
    depends_on: [db]
  db:
    image: postgres:17
    environment: { POSTGRES_PASSWORD_FILE: /run/secrets/key, B: }
secrets:
  key: { file: ./key.txt }
`,
  dotenv: `# A=1
export B="two
lines" # c
C=\${B:-$D} 'x'
D: e
F
KEY=./a.txt
`,
  toml: `title = "x.md"
[agent]
interval = "10s"
[[outputs.influxdb_v2]]
urls = ["http://a", 'b.txt', { c = 1 }]
token = "\${TOKEN}"
a.b = """x
y"""
`,
};

const NAMES: Readonly<Record<Format, string>> = {
  nginx: 'nginx.conf',
  compose: 'compose.yml',
  dotenv: '.env',
  toml: 'telegraf.toml',
};

function reportOf(format: Format, text: string): FileReport {
  const uri = `file:///w/${NAMES[format]}`;
  const resolve = (path: string) => new URL(encodeURI(path), uri).href;
  const settings = defaultSettings();
  const model = buildModel(format, text, { ...noRelatedFiles(uri), resolve }, { stage: 'production', settings });
  return { ...emptyReport(uri, settings, 'production', judged([])), format, text, model };
}

/** Everything an editor may ask at a place. */
function askAll(report: FileReport, offset: number): void {
  const { length } = report.text;
  const look = () => [{ name: 'a', isFolder: true }];
  for (const afterBlank of [false, true]) {
    const outside = completionsAt(report, offset, { afterBlank, look }).filter(
      ({ span }) => span.start > offset || span.end < offset || span.end > length,
    );
    expect(outside).toEqual([]);
  }
  languageHover(report, offset, (uri) => uri);
  referenceHover(report, offset, (uri) => uri);
  definitionsAt(report, offset, () => []);
  namesUsedAt(report, offset, true);
  variableAt(report, offset);
  const target = renameTargetAt(report, offset);
  if (target !== undefined)
    applyEdits(report.text, renameEdits(report, target.name, 'OTHER_NAME', new Set([report.uri])));
}

/** What an editor shows of a whole file: spans in it, names inside their spans as the protocol asks. */
function askWhole(report: FileReport): void {
  const { length } = report.text;
  const check = ({ span, nameSpan, children }: OutlineSymbol): void => {
    expect([span.start >= 0, span.end <= length, span.start <= nameSpan.start, nameSpan.end <= span.end]).toEqual(
      Array(4).fill(true),
    );
    for (const child of children) check(child);
  };
  for (const symbol of outlineOf(report)) check(symbol);
  const lines = report.text.split('\n').length;
  for (const { start, end } of foldsIn(report) ?? []) expect([start >= 0, end < lines]).toEqual([true, true]);
  for (const { span } of fileMentions(report, () => [{ name: 'a.conf', isFolder: false }]))
    expect(span.end).toBeLessThanOrEqual(length);
  hintsIn(report, { start: 0, end: length });
}

describe.each(Object.entries(DOCUMENTS) as [Format, string][])('half-typed %s', (format, text) => {
  it('answers at every place of every beginning', () => {
    for (let end = 0; end <= text.length; end++) {
      const report = reportOf(format, text.slice(0, end));
      askWhole(report);
      for (const offset of new Set([0, end >> 1, Math.max(0, end - 1), end])) askAll(report, offset);
    }
  });

  it('answers wherever a part is missing or something is typed into the middle', () => {
    const place = fc.nat({ max: text.length });
    const typed = fc.constantFrom(
      '',
      '$',
      '${',
      '"',
      "'",
      '{',
      '}',
      '[',
      '#',
      ':',
      ' ',
      '\n',
      '\t',
      'a',
      '\r\n',
      '@',
      '=',
    );
    fc.assert(
      fc.property(place, fc.nat({ max: 40 }), typed, (start, cut, insert) => {
        const report = reportOf(format, text.slice(0, start) + insert + text.slice(start + cut));
        askWhole(report);
        for (const offset of [start, start + insert.length]) askAll(report, Math.min(offset, report.text.length));
      }),
      { numRuns: 150 },
    );
  });

  it('answers at every place of the whole', () => {
    const report = reportOf(format, text);
    for (let offset = 0; offset <= text.length; offset++) askAll(report, offset);
  });
});
