/** Types, lint and format, generated files: everything that needs no test to run. Stops at nothing, reports all, exits 1 on any failure. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const bin = (name: string) => join(ROOT, 'node_modules', '.bin', name);

const STEPS: readonly (readonly [string, string, readonly string[]])[] = [
  ['types: engine', bin('tsc'), ['-p', 'server']],
  ['types: node', bin('tsc'), ['-p', 'server/tsconfig.node.json']],
  ['types: client', bin('tsc'), ['-p', 'client']],
  ['types: tests and tools', bin('tsc'), ['-p', 'test']],
  ['biome', bin('biome'), ['check', '--error-on-warnings', '.']],
  ['generated files', process.execPath, ['tools/generate.ts', '--check']],
];

let passed = 0;
for (const [name, command, args] of STEPS) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: ROOT,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status === 0) {
    passed += 1;
    console.log(`ok      ${name}`);
  } else {
    console.log(`FAILED  ${name}\n${stdout}${stderr}`);
  }
}
console.log(`check: ${passed} passed, ${STEPS.length - passed} failed`);
if (passed < STEPS.length) process.exitCode = 1;
