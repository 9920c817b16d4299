import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { request as secureRequest } from 'node:https';
import { connect, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import type { SecureVersion } from 'node:tls';
import type { NginxModel } from '../../server/src/formats/nginx/model/model.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { memoryProject } from '../../test/support/lint.ts';
import { MemoryHost } from '../../test/support/memory-host.ts';
import { type NginxBinary, testConfig } from './nginx-binary.ts';
import { framesOf } from './nginx-frames.ts';
import { stubbed } from './nginx-stubs.ts';

type Files = Readonly<Record<string, string>>;

/** A socket of the configuration and the one on loopback that stands for it. */
export interface Door {
  /** `443`, `[::]:80`: as it was written. */
  readonly written: string;
  readonly host: '127.0.0.1' | '::1';
  readonly port: number;
  readonly speaks: 'http' | 'https' | 'other';
}

/** What came back from a door: a status, or for what is no HTTP a connection. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** How a door is asked. */
export interface Asked {
  readonly host?: string;
  /** The client's own address; all of 127.0.0.0/8 is this machine. */
  readonly from?: string;
  readonly minVersion?: SecureVersion;
  readonly maxVersion?: SecureVersion;
}

/** A running nginx. */
export interface RunningNginx {
  readonly doors: readonly Door[];
  get(door: Door, path?: string, options?: Asked): Promise<Answer | undefined>;
  stop(): Promise<void>;
}

async function modelOf(files: Files, path: string): Promise<NginxModel | undefined> {
  const { project } = memoryProject({ files, profile: 'all' });
  const { model } = await project.check(MemoryHost.uri(path));
  return model?.format === 'nginx' ? model : undefined;
}

const relativePath = (uri: string) => decodeURIComponent(uri.slice(MemoryHost.root.length + 1));

/** The files with the port that nginx takes by itself written out, so that another one can take its place. */
async function withListens(files: Files, path: string): Promise<Files | undefined> {
  const model = await modelOf(files, path);
  if (model === undefined) return undefined;
  const edits = model.servers
    .filter(({ protocol, listens }) => protocol === 'http' && listens.some(({ directive }) => directive === undefined))
    .flatMap(({ scope }) => model.edit.insert(scope, ['listen 80;']) ?? []);
  const result: Record<string, string> = { ...files };
  for (const [uri, own] of Map.groupBy(edits, (edit) => edit.uri))
    result[relativePath(uri)] = applyEdits(files[relativePath(uri)] ?? '', own);
  return result;
}

/** Starts the nginx of some files on free ports of loopback; a text: why it does not start. */
export async function runNginx(files: Files, path: string, nginx: NginxBinary): Promise<RunningNginx | string> {
  const written = await withListens(files, path);
  const model = written && (await modelOf(written, path));
  if (written === undefined || model === undefined) return 'not read as nginx';
  const sandbox = join(nginx.folder, 'run');
  rmSync(sandbox, { recursive: true, force: true });
  const scratch = join(sandbox, 'scratch');
  mkdirSync(scratch, { recursive: true });
  const fileOf = (uri: string) => join(sandbox, relativePath(uri));
  const ports = new Ports();
  const places = { stub: join(nginx.folder, 'stub'), scratch, fileOf };
  for (const [uri, text] of stubbed(model, (one) => written[relativePath(one)] ?? '', places)) {
    mkdirSync(dirname(fileOf(uri)), { recursive: true });
    writeFileSync(fileOf(uri), await ports.replacedIn(text));
  }
  const main = join(sandbox, '__main.conf');
  const modules = nginx.modules.map((module) => `load_module ${module};\n`).join('');
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (one) => `${one}_temp_path ${scratch}/d_${one};`,
  );
  let reason = 'its place cannot be told';
  const own = await freePort();
  for (const around of framesOf(model, fileOf(model.uri), places.stub, `listen 127.0.0.1:${own};`)) {
    const top = /^\s*(?:daemon|pid)\s/m.test(Object.values(written).join('\n'))
      ? ''
      : `daemon off; pid ${scratch}/pid;\n`;
    writeFileSync(main, `${top}${around(modules, model.top.visible ? '' : temporary.join(' '))}`);
    const verdict = testConfig(nginx, main);
    if (verdict.ok) return started(nginx, main, [...doorsOf(model, ports), ...frameDoor(model, own)]);
    reason = verdict.reason;
  }
  return reason;
}

function doorsOf(model: NginxModel, ports: Ports): readonly Door[] {
  const doors = new Map<string, Door>();
  for (const { protocol, listens } of model.servers) {
    for (const { directive, socket } of listens) {
      const word = directive?.arg(0) ?? '';
      const place = ports.of(word);
      if (place === undefined) continue;
      const speaks = protocol !== 'http' || socket.quic ? 'other' : isTls(model, word) ? 'https' : 'http';
      doors.set(`${place.host} ${place.port}`, { written: word, ...place, speaks });
    }
  }
  return [...doors.values()];
}

/** The port of the server that a fragment is put in or beside. */
function frameDoor({ top }: NginxModel, port: number): readonly Door[] {
  const isFramed = ['http', 'server', 'location', 'unknown'].includes(top.kind);
  return isFramed ? [{ written: 'frame', host: '127.0.0.1', port, speaks: 'http' }] : [];
}

/** By any server of the socket, and by the old directive that says it for a server as a whole. */
function isTls({ servers }: NginxModel, word: string): boolean {
  return servers.some(({ listens, scope }) =>
    listens.some(
      ({ directive, socket }) =>
        directive?.arg(0) === word && (socket.ssl || scope.scalar('ssl').directive?.arg(0) === 'on'),
    ),
  );
}

/** Free ports of loopback for the addresses that `listen` lines name, each address its own. */
class Ports {
  readonly #known = new Map<string, Pick<Door, 'host' | 'port'>>();

  of(word: string): Pick<Door, 'host' | 'port'> | undefined {
    return this.#known.get(keyOf(word));
  }

  async replacedIn(text: string): Promise<string> {
    const found = [...text.matchAll(/(?<=^|[\s;{])(listen[ \t]+)([^\s;]+)/gm)];
    let result = '';
    let end = 0;
    for (const match of found) {
      const [whole, before = '', word = ''] = match;
      if (word.startsWith('unix:') || word.includes('$')) continue;
      const key = keyOf(word);
      const host = key.startsWith('[') ? '::1' : '127.0.0.1';
      const place = this.#known.get(key) ?? { host, port: await freePort(host) };
      this.#known.set(key, place);
      const address = host === '::1' ? `[::1]:${place.port}` : `${host}:${place.port}`;
      result += text.slice(end, match.index) + before + address;
      end = match.index + whole.length;
    }
    return result + text.slice(end);
  }
}

/** `80`, `*:80` and `0.0.0.0:80` are one socket. */
function keyOf(word: string): string {
  if (/^\d+$/.test(word)) return `*:${word}`;
  const port = /:(\d+)$/.exec(word)?.[1];
  const address = port === undefined ? word : word.slice(0, -port.length - 1);
  return `${address === '0.0.0.0' ? '*' : address}:${port ?? 80}`;
}

/** A port nobody listens on at this moment. */
export function freePort(host: string = '127.0.0.1'): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, host, () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => done(port));
    });
  });
}

async function started(nginx: NginxBinary, main: string, doors: readonly Door[]): Promise<RunningNginx | string> {
  const child = spawn(nginx.path, ['-p', nginx.folder, '-c', main, '-e', '/dev/null'], { stdio: 'ignore' });
  const stop = () => stopped(child);
  const [first] = doors;
  if (first === undefined || !(await opens(first, child))) {
    await stop();
    return first === undefined ? 'it listens nowhere' : 'it does not open its port';
  }
  return {
    doors,
    get: (door, path = '/', options = {}) => answerOf(door, path, options),
    stop,
  };
}

/** Ends a child and waits for it. */
export function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((done) => {
    child.once('exit', () => done());
    child.kill('SIGTERM');
  });
}

/** Whether a port takes connections before its program ends or ten seconds are over. */
export async function opens({ host, port }: Pick<Door, 'host' | 'port'>, child: ChildProcess): Promise<boolean> {
  for (let tries = 0; tries < 100 && child.exitCode === null; tries++) {
    if (await connects(host, port)) return true;
    await new Promise((done) => setTimeout(done, 100));
  }
  return false;
}

function connects(host: string, port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ host, port });
    socket.once('connect', () => {
      socket.destroy();
      done(true);
    });
    socket.once('error', () => done(false));
  });
}

function answerOf(
  door: Door,
  path: string,
  { host = 'www.example.com', from, minVersion, maxVersion }: Asked,
): Promise<Answer | undefined> {
  if (door.speaks === 'other') {
    return connects(door.host, door.port).then((open) => (open ? { status: 0, headers: {} } : undefined));
  }
  return new Promise((done) => {
    const options = {
      host: door.host,
      port: door.port,
      path,
      headers: { Host: host },
      ...(from && { localAddress: from }),
      timeout: 5000,
    };
    const take = (response: IncomingMessage) => {
      response.resume();
      done({ status: response.statusCode ?? 0, headers: response.headers });
    };
    const asked =
      door.speaks === 'https'
        ? secureRequest(
            {
              ...options,
              servername: host,
              rejectUnauthorized: false,
              agent: false,
              ...(minVersion && { minVersion }),
              ...(maxVersion && { maxVersion }),
            },
            take,
          )
        : request({ ...options, agent: false }, take);
    asked.once('error', () => done(undefined));
    asked.once('timeout', () => asked.destroy());
    asked.end();
  });
}
