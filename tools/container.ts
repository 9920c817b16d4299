/**
 * Builds docker/Dockerfile with buildah, which needs no daemon, and runs the image on a folder with one bad file.
 *   node tools/container.ts                                                  some minutes; says `skipped: why` where it cannot
 * Where no registry is reached the two base images are made here, of this machine's shell, npm and the Node that runs this: every COPY and RUN
 * of the Dockerfile is then done as it stands, what lies below it is not. Nothing of it is in `npm test`.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DOCKERFILE = 'docker/Dockerfile';
/** What RUN lines and npm call. */
const PROGRAMS = ['sh', 'ls', 'ln', 'chmod', 'mkdir', 'rm', 'env', 'cat', 'uname'];
const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';

const work = mkdtempSync(join(tmpdir(), 'preflight-container-'));
const STORE = ['--root', join(work, 'root'), '--runroot', join(work, 'run'), '--storage-driver', 'vfs'];
const buildah = (args: readonly string[]) =>
  spawnSync('buildah', [...STORE, ...args], { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 28 });

function mustRun(args: readonly string[]): string {
  const { status, stdout, stderr } = buildah(args);
  if (status !== 0) throw new Error(`buildah ${args[0]}: ${stderr.slice(-2000)}`);
  return stdout.trim();
}

/** Copies a program with the libraries it is linked to. */
function copyProgram(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(realpathSync(from), to, { dereference: true });
  const linked = spawnSync('ldd', [realpathSync(from)], { encoding: 'utf8' }).stdout;
  for (const [path] of linked.matchAll(/\/\S+/g)) {
    const target = join(base, path);
    if (existsSync(target)) continue;
    mkdirSync(dirname(target), { recursive: true });
    cpSync(realpathSync(path), target, { dereference: true });
  }
}

const base = join(work, 'base');

function makeBase(): void {
  const which = (name: string) => execFileSync('which', [name], { encoding: 'utf8' }).trim();
  for (const name of PROGRAMS) copyProgram(which(name), join(base, 'usr/bin', name));
  copyProgram(which('sh'), join(base, 'bin/sh'));
  copyProgram(process.execPath, join(base, 'usr/local/bin/node'));
  const npm = dirname(dirname(realpathSync(which('npm'))));
  cpSync(npm, join(base, 'usr/local/lib/npm'), { recursive: true });
  writeFileSync(join(base, 'usr/local/bin/npm'), '#!/bin/sh\nexec node /usr/local/lib/npm/bin/npm-cli.js "$@"\n', {
    mode: 0o755,
  });
  for (const folder of ['tmp', 'etc', 'root', 'proc', 'dev', 'sys', 'work'])
    mkdirSync(join(base, folder), { recursive: true });
  chmodSync(join(base, 'tmp'), 0o1777);
  writeFileSync(join(base, 'etc/passwd'), 'root:x:0:0::/root:/bin/sh\nnode:x:1000:1000::/home/node:/bin/sh\n');
  writeFileSync(join(base, 'etc/group'), 'root:x:0:\nnode:x:1000:\n');
  if (!existsSync(CERTIFICATES)) return;
  mkdirSync(join(base, dirname(CERTIFICATES)), { recursive: true });
  cpSync(CERTIFICATES, join(base, CERTIFICATES), { dereference: true });
  writeFileSync(join(base, 'root/.npmrc'), `cafile=${CERTIFICATES}\nprefer-offline=true\n`);
}

/** The images that are pulled, or stand-ins for them. @returns how many are stand-ins */
function obtainBases(): number {
  const names = [...readFileSync(join(ROOT, DOCKERFILE), 'utf8').matchAll(/^FROM (\S+)/gm)].map(
    ([, name = '']) => name,
  );
  const missing = names
    .map((name) => `docker.io/library/${name}`)
    .filter((name) => buildah(['pull', '-q', name]).status !== 0);
  const [first, ...others] = missing;
  if (first === undefined) return 0;
  makeBase();
  const file = join(work, 'Base');
  writeFileSync(file, 'FROM scratch\nCOPY . /\nENV PATH=/usr/local/bin:/usr/bin:/bin\n');
  mustRun(['bud', '--isolation', 'chroot', '-f', file, '-t', first, base]);
  for (const other of others) mustRun(['tag', first, other]);
  return missing.length;
}

/** Runs the image as its user on a folder that it may only read. */
function scanWith(image: string, text: string): { readonly status: number | null; readonly stdout: string } {
  const folder = join(work, 'project');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, '.env'), text);
  for (const path of [work, folder]) chmodSync(path, 0o755);
  const container = mustRun(['from', '--pull-never', image]);
  const { OCIv1 } = JSON.parse(mustRun(['inspect', '--type', 'image', image]));
  const words: readonly string[] = [...OCIv1.config.Entrypoint, ...OCIv1.config.Cmd];
  return buildah(['run', '--isolation', 'chroot', '-v', `${folder}:/work:ro`, container, '--', ...words]);
}

try {
  if (spawnSync('buildah', ['--version']).status !== 0) {
    console.log('skipped: buildah is not installed');
  } else {
    const standIns = obtainBases();
    mustRun([
      'bud',
      '--pull=never',
      '--isolation',
      'chroot',
      '--network',
      'host',
      '-f',
      DOCKERFILE,
      '-t',
      'preflight',
      '.',
    ]);
    const bad = scanWith('preflight', 'ADMIN_PASSWORD=changeme\n');
    const good = scanWith('preflight', 'LOG_LEVEL=info\n');
    const holds = bad.status === 1 && bad.stdout.includes('ADMIN_PASSWORD still holds') && good.status === 0;
    console.log(
      `container: ${holds ? 'built and run' : `FAILED\n${bad.stdout}\n${good.stdout}`}, ${standIns} base images made here`,
    );
    if (!holds) process.exitCode = 1;
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
