/**
 * A generated tree: 200,000 files in 4,000 folders, 2,000 of them configuration, plus an ignored folder of 50,000. Prints the time of a scan
 * against a bare directory walk in the same run, memory, the second scan with the cache, and two shards in parallel.
 *   node tools/scale.ts [--files 200000] [--configs 2000]
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values: options } = parseArgs({
  options: { files: { type: 'string', default: '200000' }, configs: { type: 'string', default: '2000' } },
});
const CLI = fileURLToPath(new URL('../server/dist/cli.js', import.meta.url));
const files = Number(options.files);
const configs = Number(options.configs);
const root = mkdtempSync(join(tmpdir(), 'preflight-scale-'));

const CONFIGS: readonly (readonly [string, string])[] = [
  [
    'docker-compose.yml',
    'services:\n  web:\n    image: nginx:latest\n    ports: ["5432:5432"]\n    environment:\n      DB_PASSWORD: ${DB_PASSWORD:-changeme}\n',
  ],
  ['.env', 'DB_PASSWORD=hunter2\nDEBUG=true\nALLOWED_HOSTS=*\n'],
  ['config.toml', '[server.tls]\nenabled = false\n\n[auth]\njwt_secret = "changeme"\n'],
  [
    'nginx.conf',
    'events {}\nhttp {\n  server {\n    listen 443 ssl;\n    ssl_protocols TLSv1;\n    location / { proxy_pass http://web; }\n  }\n}\n',
  ],
];

function build(): void {
  const folders = 4000;
  const each = Math.floor(files / folders);
  let made = 0;
  for (let i = 0; i < folders; i++) {
    const folder = join(root, `area${i % 40}`, `module${i}`);
    mkdirSync(folder, { recursive: true });
    for (let j = 0; j < each; j++) writeFileSync(join(folder, `file${j}.ts`), '');
    if (made < configs && i % 2 === 0) {
      const [name, text] = CONFIGS[made % 4] ?? ['.env', ''];
      writeFileSync(join(folder, name), text);
      made += 1;
    }
  }
  const ignored = join(root, 'generated');
  mkdirSync(ignored);
  for (let j = 0; j < files / 4; j++) writeFileSync(join(ignored, `out${j}.env`), 'DEBUG=true\n');
  writeFileSync(join(root, '.gitignore'), 'generated/\n');
}

function bareWalk(folder: string): number {
  let count = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) count += entry.name === 'generated' ? 0 : bareWalk(join(folder, entry.name));
    else count += 1;
  }
  return count;
}

function scan(args: readonly string[]): { ms: number; findings: number; files: number; peak: number } {
  const started = performance.now();
  const script = `process.argv.splice(1, 1, ${JSON.stringify(CLI)}); await import(${JSON.stringify(`file://${CLI}`)}); process.on('exit', () => console.error('peak ' + process.resourceUsage().maxRSS));`;
  const run = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', script, CLI, 'scan', '.', '--format', 'json', '--fail-on', 'never', ...args],
    { cwd: root, encoding: 'utf8', maxBuffer: 1 << 30 },
  );
  const ms = performance.now() - started;
  const report: { files: unknown[]; findings: unknown[] } = JSON.parse(run.stdout);
  return {
    ms,
    findings: report.findings.length,
    files: report.files.length,
    peak: Number(/peak (\d+)/.exec(run.stderr)?.[1] ?? 0) / 1024,
  };
}

try {
  build();
  bareWalk(root);
  const started = performance.now();
  const seen = bareWalk(root);
  const walk = performance.now() - started;
  const first = scan([]);
  console.log(`${seen} files, bare walk ${walk.toFixed(0)} ms`);
  console.log(
    `scan: ${first.ms.toFixed(0)} ms (${(first.ms / walk).toFixed(1)} × the walk), ${first.files} configurations, ${first.findings} findings, peak ${first.peak.toFixed(0)} MB`,
  );
  scan(['--cache=.c']);
  const cached = scan(['--cache=.c']);
  console.log(`with the cache: ${cached.ms.toFixed(0)} ms, ${cached.findings} findings`);
  const shardsStarted = performance.now();
  await Promise.all(
    ['1/2', '2/2'].map(
      (shard) =>
        new Promise((done) =>
          spawn(
            process.execPath,
            [
              CLI,
              'scan',
              '.',
              '--shard',
              shard,
              '--format',
              'json',
              '--fail-on',
              'never',
              '--output',
              join(root, `${shard[0]}.json`),
            ],
            { cwd: root },
          ).on('close', done),
        ),
    ),
  );
  console.log(`two shards at once: ${(performance.now() - shardsStarted).toFixed(0)} ms`);
} finally {
  rmSync(root, { recursive: true, force: true });
}
