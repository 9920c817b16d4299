import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runCli } from './cli/run-cli.ts';
import { Editor, type Report } from './lsp/editor.ts';

/** The severity of a further place of an entry: `DiagnosticSeverity.Hint`. */
const HINT = 4;

const FIXTURES = fileURLToPath(new URL('./fixtures/', import.meta.url));

/** Every fixture in a folder of its own: `.env` beside `docker-compose.yml` means something. */
function fixtureFiles(): Record<string, string> {
  const files: Record<string, string> = {};
  for (const name of readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' })) {
    const path = join(FIXTURES, name);
    if (!statSync(path).isFile()) continue;
    const parts = name.split(sep);
    const single = parts.length === 3;
    files[
      single ? `${parts.slice(0, 2).join('/')}/${(parts[2] ?? '').replace(/\W+/g, '-')}/${parts[2]}` : parts.join('/')
    ] = readFileSync(path, 'utf8');
  }
  return files;
}

describe('the command line and the language server', () => {
  it('say the same of every fixture', { timeout: 300_000 }, async () => {
    const files = { ...fixtureFiles(), 'preflight.json': '{ "extends": "all" }' };
    const editor = await new Editor(files).start();
    try {
      const answer = await editor.request<{ items: readonly Report[] }>('workspace/diagnostic', {
        previousResultIds: [],
      });
      const fromServer = answer.items.flatMap((report) =>
        (report.items ?? []).map(
          ({ range, code, message, severity }) =>
            `${severity === HINT ? 'further ' : ''}${pathIn(editor, report.uri ?? '')}:${range.start.line + 1}:${range.start.character + 1}-${range.end.line + 1}:${range.end.character + 1} ${code} ${message}`,
        ),
      );
      const { stdout } = await runCli(['scan', '--format', 'json', '--fail-on', 'never'], { cwd: editor.folder });
      const body: {
        findings: readonly {
          path: string;
          line: number;
          column: number;
          endLine: number;
          endColumn: number;
          rule: string;
          message: string;
          group?: { role: string };
        }[];
      } = JSON.parse(stdout);
      const fromCli = body.findings.map(
        (one) =>
          `${(one.group?.role ?? 'lead') === 'lead' ? '' : 'further '}${one.path}:${one.line}:${one.column}-${one.endLine}:${one.endColumn} ${one.rule} ${one.message}`,
      );
      expect(fromCli.length).toBeGreaterThan(500);
      expect(fromCli.filter((one) => one.startsWith('further ')).length).toBeGreaterThan(100);
      expect(fromServer.sort()).toEqual(fromCli.sort());
    } finally {
      await editor.stop();
    }
  });
});

function pathIn(editor: Editor, uri: string): string {
  return decodeURIComponent(uri.slice(editor.uri('x').length - 1));
}
