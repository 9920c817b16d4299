/** A text of any size that a check must stay linear in. */
export interface Shape {
  readonly name: string;
  readonly path: string;
  /** The small size; the large one is a multiple of it. */
  readonly n: number;
  readonly text: (n: number) => string;
}

const lines = (n: number, line: (i: number) => string, glue = '\n') =>
  Array.from({ length: n }, (_, i) => line(i)).join(glue);
const shape = (name: string, path: string, n: number, text: (n: number) => string): Shape => ({ name, path, n, text });

/** Files checked whole, every rule on, whose time once grew faster than they do. */
export const SHAPES: readonly Shape[] = [
  shape(
    'equal servers',
    'nginx.conf',
    50,
    (n) =>
      `events {}\nhttp {\n${lines(n, () => 'server { listen 80; server_name a; location / { add_header X y; } }')}\n}`,
  ),
  shape(
    'locations of one server',
    'nginx.conf',
    83,
    (n) => `events {}\nhttp { server {\n${lines(n, (i) => `location /a${i} { proxy_pass http://x${i}; }`)}\n} }`,
  ),
  shape(
    'headers and servers',
    'nginx.conf',
    26,
    (n) =>
      `events {}\nhttp {\n${lines(n, (i) => `add_header X-H${i} v;`)}\n${lines(n, () => 'server { location / { add_header A b; proxy_pass http://x; } }')}\n}`,
  ),
  shape(
    'gzip lines and servers',
    'nginx.conf',
    40,
    (n) =>
      `events {}\nhttp {\n${lines(n, () => 'gzip on;')}\n${lines(n, () => 'server { location / { root /srv; } }')}\n}`,
  ),
  shape(
    'upstreams',
    'nginx.conf',
    66,
    (n) =>
      `events {}\nstream {\n${lines(n, (i) => `upstream u${i} { server a:1; }\nserver { listen ${i + 1}; proxy_pass u${i}; }`)}\n}`,
  ),
  shape(
    'chain of maps that use a variable twice',
    'nginx.conf',
    50,
    (n) =>
      `events {}\nhttp {\n${lines(n, (i) => `map $a${i} $a${i + 1} { default $a${i}; }`)}\nserver { listen 80; return 301 $a${n}; } }`,
  ),
  shape(
    'conditions in a location',
    'nginx.conf',
    50,
    (n) =>
      `events {}\nhttp { server { location / {\n${lines(n, (i) => `if ($arg_a${i}) { rewrite ^/(.*)$ /b$1 last; set $x${i} $uri; }`)}\n} } }`,
  ),
  shape(
    'suppressions',
    'nginx.conf',
    50,
    (n) =>
      `events {}\nhttp {\n${lines(n, () => '# preflight-ignore nginx/server-tokens -- known\nserver { listen 80; }')}\n}`,
  ),
  shape(
    'allow lines',
    'nginx.conf',
    150,
    (n) => `events {}\nhttp { server {\n${lines(n, (i) => `allow 10.0.${i >> 8}.${i & 255};`)}\ndeny all; } }`,
  ),
  shape(
    'regex locations on one line',
    'nginx.conf',
    80,
    (n) => `events {} http { server { ${lines(n, (i) => `location ~ ^/a${i}/ { proxy_pass http://x; }`, ' ')} } }`,
  ),
  shape(
    'rewrites with a query',
    'nginx.conf',
    100,
    (n) => `events {} http { server { ${lines(n, (i) => `rewrite ^/a${i}/(.*) /b?x=$1;`, ' ')} } }`,
  ),
  shape('nested blocks', 'nginx.conf', 233, (n) => `${'http { '.repeat(n)}${'}'.repeat(n)}\n`),
  shape('equal keys', '.env', 233, (n) => lines(n, () => 'SECRET_KEY=abc')),
  shape('secrets', '.env', 133, (n) => lines(n, (i) => `SECRET_${i}=${i}aZ9kQ7xL2mP`)),
  shape('one password in many addresses', '.env', 83, (n) =>
    lines(n, (i) => `DB_${i}_URL=postgres://u:p@h${i}.example.com:5432/db`),
  ),
  // every host and user is a word that each password is compared with
  shape('logins of many servers', '.env', 166, (n) =>
    lines(n, (i) => `S${i}_DB_HOST=db${i}.acme-eu.com\nS${i}_DB_USER=user${i}\nS${i}_DB_PASSWORD=aZ9kQ7xL${i}`),
  ),
  shape('references', '.env', 166, (n) => lines(n, (i) => `A${i}=\${A${i + 1}}`)),
  shape('many dollars', '.env', 2666, (n) => `A=${'$'.repeat(n)}\nB=${'$' + '{C}$D '}`.repeat(2)),
  shape('suppressions', '.env', 133, (n) =>
    lines(n, () => '# preflight-ignore secret/weak -- known\nDB_PASSWORD=hunter2'),
  ),
  shape(
    'services',
    'docker-compose.yml',
    20,
    (n) =>
      `services:\n${lines(n, (i) => `  s${i}:\n    image: postgres:latest\n    ports: ["54${i % 100}:5432"]\n    environment: {POSTGRES_PASSWORD: hunter2}`)}`,
  ),
  shape(
    'services that depend on each other',
    'docker-compose.yml',
    20,
    (n) =>
      `services:\n${lines(n, (i) => `  s${i}:\n    image: x:1\n    depends_on: [s${(i + 1) % n}]\n    volumes: ["v${i}:/data"]`)}\nvolumes:\n${lines(n, (i) => `  v${i}: {}`)}`,
  ),
  shape(
    'references that are not there',
    'docker-compose.yml',
    83,
    (n) =>
      `services:\n  a:\n    image: x:1\n    secrets:\n${lines(n, (i) => `      - t${i}`)}\nsecrets:\n${lines(n, (i) => `  s${i}: {file: ./f${i}}`)}`,
  ),
  shape(
    'variables',
    'docker-compose.yml',
    100,
    (n) => `services:\n  a:\n    image: x:1\n    environment:\n${lines(n, (i) => `      SECRET_${i}: abc${i}`)}`,
  ),
  shape(
    'ports',
    'docker-compose.yml',
    83,
    (n) => `services:\n  a:\n    image: x:1\n    ports:\n${lines(n, (i) => `      - "${i + 1}:${i + 1}"`)}`,
  ),
  shape(
    'ports on one line',
    'docker-compose.yml',
    120,
    (n) => `services: {a: {image: "x:1", ports: [${lines(n, (i) => `"${i + 1}:${i + 1}"`, ', ')}]}}`,
  ),
  shape(
    'env files and labels',
    'docker-compose.yml',
    83,
    (n) =>
      `services:\n  a:\n    image: x:1\n    env_file:\n${lines(n, (i) => `      - e${i}.env`)}\n    labels:\n${lines(n, (i) => `      - "a.b${i}=c"`)}`,
  ),
  shape('tables', 'app.toml', 83, (n) => lines(n, (i) => `[t${i}]\nsecret = "abc${i}"\nenabled = false`)),
  shape('dotted keys', 'app.toml', 100, (n) => lines(n, (i) => `k${i}.tls.enabled = false`)),
  shape('arrays of tables', 'app.toml', 83, (n) => lines(n, (i) => `[[t]]\nname = "x${i}"\npassword = "abc${i}"`)),
  shape(
    'addresses in one array',
    'app.toml',
    166,
    (n) => `a = [${lines(n, (i) => `"http://h${i}.example.com"`, ', ')}]`,
  ),
  shape('broken lines', 'app.toml', 166, (n) => lines(n, (i) => `= broken ${i}`)),
];
