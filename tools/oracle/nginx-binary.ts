import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real nginx and a folder in which it may look at configurations. */
export interface NginxBinary {
  readonly path: string;
  /** `1.22.1`. */
  readonly version: string;
  /** `load_module` lines for the dynamic modules that are there. */
  readonly modules: readonly string[];
  readonly folder: string;
}

/** What `nginx -t` says. */
export interface Verdict {
  readonly ok: boolean;
  /** The first `[emerg]` line without its place; empty when there is none. */
  readonly reason: string;
}

const PLACES = ['/usr/sbin/nginx', '/usr/local/nginx/sbin/nginx', '/usr/bin/nginx'];
const MODULES = ['ngx_stream_module.so', 'ngx_mail_module.so'];

/** Finds nginx, installs Debian's as root when it is missing; `undefined` when there is no way to get one. */
export function obtainNginx(): NginxBinary | undefined {
  if (PLACES.every((place) => !existsSync(place)) && !install()) return undefined;
  const path = PLACES.find((place) => existsSync(place));
  if (path === undefined) return undefined;
  const version = /nginx\/(\d+\.\d+\.\d+)/.exec(spawnSync(path, ['-v'], { encoding: 'utf8' }).stderr)?.[1];
  if (version === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'preflight-nginx-'));
  mkdirSync(join(folder, 'stub'));
  // nginx's workers are nobody, and connect to sockets in it
  chmodSync(folder, 0o755);
  writeCertificate(join(folder, 'stub'));
  const modules = MODULES.map((name) => `/usr/lib/nginx/modules/${name}`).filter((module) => existsSync(module));
  return { path, version, modules, folder };
}

function install(): boolean {
  if (process.getuid?.() !== 0) return false;
  const run = (...args: readonly string[]) =>
    spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...args], { stdio: 'ignore', timeout: 300_000 }).status ===
    0;
  const packages = ['nginx', 'libnginx-mod-stream', 'libnginx-mod-mail'];
  return run('install', '-y', '-q', ...packages) || (run('update') && run('install', '-y', '-q', ...packages));
}

function writeCertificate(folder: string): void {
  const subject = ['-subj', '/CN=stub.example', '-days', '2', '-nodes', '-x509'];
  const files = ['-keyout', join(folder, 'stub.key'), '-out', join(folder, 'stub.pem')];
  spawnSync('openssl', ['req', '-newkey', 'rsa:2048', ...files, ...subject], { stdio: 'ignore' });
  writeFileSync(join(folder, 'empty'), '');
}

/** Runs `nginx -t` on a file of the sandbox. */
export function testConfig(nginx: NginxBinary, file: string): Verdict {
  const run = spawnSync(nginx.path, ['-t', '-q', '-p', nginx.folder, '-c', file, '-e', '/dev/null'], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  const line = run.stderr.split('\n').find((one) => one.includes('[emerg]')) ?? '';
  const reason = line.replace(/^.*\[emerg\](?: \d+#\d+:)? /, '').replace(/ in \S+:\d+$/, '');
  return { ok: run.status === 0, reason };
}
