import * as vscode from 'vscode';
import { apply, closeAll, fileUri, findings, show, until, untilRule, write } from './editing.ts';
import type { Harness } from './harness.ts';

const LINES = 1000;
const CHANGES = 40;

/** Measures, never judges: from a keystroke in a compose file of a thousand lines to its new diagnostics. */
export function speedTests(harness: Harness): void {
  harness.test('speed', async () => {
    const service = (i: number) =>
      `  s${i}:\n    image: nginx:1.27\n    environment:\n      A: "1"\n      B: "\${X:-y}"\n`;
    const text = `services:\n${Array.from({ length: LINES / 5 }, (_, i) => service(i)).join('')}    privileged: true\n`;
    await write('speed/docker-compose.yml', text);
    const { document } = await show('speed/docker-compose.yml');
    const uri = fileUri('speed/docker-compose.yml');
    await untilRule(uri, 'compose/privileged-container');
    const times: number[] = [];
    for (let i = 0; i < CHANGES; i++) {
      const on = i % 2 === 1;
      const at = document.getText().lastIndexOf(on ? 'false' : 'true');
      const range = new vscode.Range(document.positionAt(at), document.positionAt(at + (on ? 5 : 4)));
      const edit = new vscode.WorkspaceEdit();
      edit.replace(uri, range, on ? 'true' : 'false');
      const changed = new Promise<number>((resolve) => {
        const start = performance.now();
        const listener = vscode.languages.onDidChangeDiagnostics(() => {
          if (findings(uri).some(({ message }) => message.includes('privileged')) !== on) return;
          listener.dispose();
          resolve(performance.now() - start);
        });
      });
      await apply(edit);
      times.push(await changed);
    }
    times.sort((a, b) => a - b);
    const at = (part: number) => Math.round(times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0);
    harness.note(`speed: change to diagnostics, ${LINES}-line compose file: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`);
    await closeAll();
    await vscode.workspace.fs.delete(fileUri('speed'), { recursive: true });
    await until(() => findings(uri).length === 0);
  });
}
