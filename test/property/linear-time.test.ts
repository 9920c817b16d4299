import { describe, expect, it } from 'vitest';
import { memoryProject } from '../support/lint.ts';
import { MemoryHost } from '../support/memory-host.ts';

/**
 * Twice the input takes about twice the time, in every format and for the shapes that once did not. No absolute times: each case is
 * measured at n and 4n in one process, and a case that looks slow gets further chances, since the machine may be busy.
 */
const FACTOR = 4;
/** 4n of something quadratic takes 16 times as long; linear work 4 times, and a little for the memory. */
const MOST = 9;
const ATTEMPTS = 4;
/** Below this a measurement says nothing; milliseconds of processor time. */
const NOISE = 12;

interface Shape {
  readonly name: string;
  readonly path: string;
  readonly n: number;
  readonly text: (n: number) => string;
}

const lines = (n: number, line: (i: number) => string, glue = '\n') =>
  Array.from({ length: n }, (_, i) => line(i)).join(glue);
const shape = (name: string, path: string, n: number, text: (n: number) => string): Shape => ({ name, path, n, text });

const SHAPES: readonly Shape[] = [
  shape(
    'equal servers',
    'nginx.conf',
    150,
    (n) =>
      `events {}\nhttp {\n${lines(n, () => 'server { listen 80; server_name a; location / { add_header X y; } }')}\n}`,
  ),
  shape(
    'locations of one server',
    'nginx.conf',
    250,
    (n) => `events {}\nhttp { server {\n${lines(n, (i) => `location /a${i} { proxy_pass http://x${i}; }`)}\n} }`,
  ),
  shape(
    'headers and servers',
    'nginx.conf',
    80,
    (n) =>
      `events {}\nhttp {\n${lines(n, (i) => `add_header X-H${i} v;`)}\n${lines(n, () => 'server { location / { add_header A b; proxy_pass http://x; } }')}\n}`,
  ),
  shape(
    'upstreams',
    'nginx.conf',
    200,
    (n) =>
      `events {}\nstream {\n${lines(n, (i) => `upstream u${i} { server a:1; }\nserver { listen ${i + 1}; proxy_pass u${i}; }`)}\n}`,
  ),
  shape(
    'chain of maps that use a variable twice',
    'nginx.conf',
    150,
    (n) =>
      `events {}\nhttp {\n${lines(n, (i) => `map $a${i} $a${i + 1} { default $a${i}; }`)}\nserver { listen 80; return 301 $a${n}; } }`,
  ),
  shape(
    'conditions in a location',
    'nginx.conf',
    150,
    (n) =>
      `events {}\nhttp { server { location / {\n${lines(n, (i) => `if ($arg_a${i}) { rewrite ^/(.*)$ /b$1 last; set $x${i} $uri; }`)}\n} } }`,
  ),
  shape(
    'suppressions',
    'nginx.conf',
    150,
    (n) =>
      `events {}\nhttp {\n${lines(n, () => '# preflight-ignore nginx/server-tokens -- known\nserver { listen 80; }')}\n}`,
  ),
  shape('nested blocks', 'nginx.conf', 700, (n) => `${'http { '.repeat(n)}${'}'.repeat(n)}\n`),
  shape('equal keys', '.env', 700, (n) => lines(n, () => 'SECRET_KEY=abc')),
  shape('secrets', '.env', 400, (n) => lines(n, (i) => `SECRET_${i}=${i}aZ9kQ7xL2mP`)),
  shape('one password in many addresses', '.env', 250, (n) =>
    lines(n, (i) => `DB_${i}_URL=postgres://u:p@h${i}.example.com:5432/db`),
  ),
  shape('references', '.env', 500, (n) => lines(n, (i) => `A${i}=\${A${i + 1}}`)),
  shape('many dollars', '.env', 8000, (n) => `A=${'$'.repeat(n)}\nB=${'$' + '{C}$D '}`.repeat(2)),
  shape('suppressions', '.env', 400, (n) =>
    lines(n, () => '# preflight-ignore secret/weak -- known\nDB_PASSWORD=hunter2'),
  ),
  shape(
    'services',
    'docker-compose.yml',
    60,
    (n) =>
      `services:\n${lines(n, (i) => `  s${i}:\n    image: postgres:latest\n    ports: ["54${i % 100}:5432"]\n    environment: {POSTGRES_PASSWORD: hunter2}`)}`,
  ),
  shape(
    'services that depend on each other',
    'docker-compose.yml',
    60,
    (n) =>
      `services:\n${lines(n, (i) => `  s${i}:\n    image: x:1\n    depends_on: [s${(i + 1) % n}]\n    volumes: ["v${i}:/data"]`)}\nvolumes:\n${lines(n, (i) => `  v${i}: {}`)}`,
  ),
  shape(
    'references that are not there',
    'docker-compose.yml',
    250,
    (n) =>
      `services:\n  a:\n    image: x:1\n    secrets:\n${lines(n, (i) => `      - t${i}`)}\nsecrets:\n${lines(n, (i) => `  s${i}: {file: ./f${i}}`)}`,
  ),
  shape(
    'variables',
    'docker-compose.yml',
    300,
    (n) => `services:\n  a:\n    image: x:1\n    environment:\n${lines(n, (i) => `      SECRET_${i}: abc${i}`)}`,
  ),
  shape(
    'ports',
    'docker-compose.yml',
    250,
    (n) => `services:\n  a:\n    image: x:1\n    ports:\n${lines(n, (i) => `      - "${i + 1}:${i + 1}"`)}`,
  ),
  shape(
    'env files and labels',
    'docker-compose.yml',
    250,
    (n) =>
      `services:\n  a:\n    image: x:1\n    env_file:\n${lines(n, (i) => `      - e${i}.env`)}\n    labels:\n${lines(n, (i) => `      - "a.b${i}=c"`)}`,
  ),
  shape('tables', 'app.toml', 250, (n) => lines(n, (i) => `[t${i}]\nsecret = "abc${i}"\nenabled = false`)),
  shape('dotted keys', 'app.toml', 300, (n) => lines(n, (i) => `k${i}.tls.enabled = false`)),
  shape('arrays of tables', 'app.toml', 250, (n) => lines(n, (i) => `[[t]]\nname = "x${i}"\npassword = "abc${i}"`)),
  shape(
    'addresses in one array',
    'app.toml',
    500,
    (n) => `a = [${lines(n, (i) => `"http://h${i}.example.com"`, ', ')}]`,
  ),
  shape('broken lines', 'app.toml', 500, (n) => lines(n, (i) => `= broken ${i}`)),
];

/** Processor time of one check of a fresh project. */
async function measure({ path, text }: Shape, n: number): Promise<number> {
  const { project } = memoryProject({ files: { [path]: text(n) }, profile: 'all' });
  const before = process.cpuUsage();
  await project.check(MemoryHost.uri(path));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** The best of three: what the machine does beside only adds. */
async function best(candidate: Shape, n: number): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 3; run++) least = Math.min(least, await measure(candidate, n));
  return least;
}

describe('time grows with the input, not with its square', () => {
  it.each(SHAPES)('$path: $name', { timeout: 60_000 }, async (candidate) => {
    await measure(candidate, candidate.n);
    const ratios: number[] = [];
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const once = await best(candidate, candidate.n);
      const more = await best(candidate, candidate.n * FACTOR);
      ratios.push(more < NOISE ? 0 : more / Math.max(once, NOISE / FACTOR));
      if (Math.min(...ratios) < MOST) break;
    }
    expect(Math.min(...ratios)).toBeLessThan(MOST);
  });
});

describe('a rule that would say thousands of things', () => {
  it('says a thousand, and that there are more', async () => {
    const { project } = memoryProject({ files: { '.env': lines(3000, () => 'A=1') } });
    const { findings } = await project.check(MemoryHost.uri('.env'));
    const duplicates = findings.filter(({ rule }) => rule === 'dotenv/duplicate-key');
    expect(duplicates).toHaveLength(1001);
    expect(duplicates.filter(({ message }) => message.includes('not listed'))).toHaveLength(1);
  });
});
