/**
 * Small workspaces out of grammars: text of the four formats that is nearly right, neighbours that name each other, settings, checklists and
 * names. What a rule, a model or a project asks of well-formed text is reached here, which mutated bytes seldom do.
 */

/** Files of one workspace by relative path. */
export type Workspace = Readonly<Record<string, string>>;

/** Draws texts from grammars; the same numbers give the same texts. */
export class Grammar {
  readonly #next: () => number;

  /** `next`: numbers from 0 up to 1. */
  constructor(next: () => number) {
    this.#next = next;
  }

  /** One to six files of some formats, with settings or a checklist now and then. */
  workspace(): Workspace {
    const files: Record<string, string> = {};
    const folders = ['', '', 'app/', 'deploy/', 'a b/', 'prüf/'];
    for (let i = 0, count = this.#count(1, 6); i < count; i++) {
      const folder = this.#pick(folders);
      const [name, text] = this.#pick([
        () =>
          [
            this.#pick(['.env', '.env.production', 'x.env', '.env.生产', '%zz.env', 'a#b.env']),
            this.#dotenv(),
          ] as const,
        () =>
          [
            this.#pick(['compose.yml', 'compose.override.yml', 'docker-compose.prod.yml', 'base.yml']),
            this.#compose(),
          ] as const,
        () => [this.#pick(['config.toml', 'pyproject.toml', 'Pipfile', 'netlify.toml']), this.#toml()] as const,
        () =>
          [
            this.#pick(['nginx.conf', 'conf.d/a.conf', 'sites-enabled/x', 'snippets/tls.inc', 'x.nginx']),
            this.#nginx(),
          ] as const,
      ])();
      files[folder + name] = this.#chance(0.1) ? this.#broken(text) : text;
    }
    if (this.#chance(0.3)) files['preflight.json'] = this.#settings();
    if (this.#chance(0.1)) files['ours.checklist.json'] = this.#checklist();
    if (this.#chance(0.2)) files['.gitignore'] = this.#lines(4, () => this.#pattern());
    return files;
  }

  #pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.#next() * items.length)] as T;
  }

  #chance(part: number): boolean {
    return this.#next() < part;
  }

  #count(least: number, most: number): number {
    return least + Math.floor(this.#next() * (most - least + 1));
  }

  #lines(most: number, line: () => string): string {
    return Array.from({ length: this.#count(0, most) }, line)
      .join('\n')
      .concat('\n');
  }

  /** A piece gone, doubled, or something in the midst of it that belongs elsewhere. */
  #broken(text: string): string {
    const a = Math.floor(this.#next() * text.length);
    const b = Math.min(text.length, a + this.#count(1, 30));
    const piece = this.#pick([
      '',
      text.slice(a, b).repeat(2),
      '{{ x }}',
      '\u0000',
      '\ufeff',
      '${',
      '"',
      "'",
      '\r',
      '\ud800',
      '# preflight-ignore x -- y\n',
    ]);
    return text.slice(0, a) + piece + text.slice(b);
  }

  #word(): string {
    return this.#pick([
      'db',
      'web',
      'a',
      'redis',
      'x-y',
      'ü',
      '0',
      '1.5',
      'true',
      'null',
      '~',
      '__proto__',
      'constructor',
      'localhost',
      'example.org',
    ]);
  }

  #value(): string {
    return this.#pick([
      () => this.#word(),
      () => `\${${this.#key()}${this.#pick(['', ':-', ':?', '-', ':+'])}${this.#chance(0.3) ? this.#value() : ''}}`,
      () =>
        `${this.#pick(['http', 'https', 'postgres', 'redis', 'amqp'])}://${this.#chance(0.5) ? 'u:pw@' : ''}${this.#word()}:${this.#count(0, 70_000)}/${this.#word()}?sslmode=disable`,
      () =>
        this.#pick([
          'changeme',
          'hunter2',
          'password',
          'admin',
          '',
          '0.0.0.0',
          '*',
          '/etc/app/x.env',
          '../x',
          '-----BEGIN PRIVATE KEY-----',
        ]),
      () => String(this.#count(-1, 99_999)),
      () => Array.from({ length: this.#count(8, 40) }, () => this.#pick([...'abcdefGHIJ0189+/='])).join(''),
    ])();
  }

  #key(): string {
    return this.#pick([
      'DEBUG',
      'DB_PASSWORD',
      'SECRET_KEY',
      'DATABASE_URL',
      'PORT',
      'NODE_ENV',
      'PGSSLMODE',
      'ALLOWED_HOSTS',
      'A',
      'POSTGRES_PASSWORD',
      'x.y',
      'COMPOSE_FILE',
    ]);
  }

  #dotenv(): string {
    return this.#lines(12, () =>
      this.#pick([
        () =>
          `${this.#pick(['', '', 'export ', ' '])}${this.#key()}${this.#pick(['=', '=', ' = ', ':', ''])}${this.#pick(['', '"', "'", '`'])}${this.#value()}${this.#pick(['', '"', "'", '`', ' # c'])}`,
        () => `# ${this.#word()}`,
        () =>
          `# preflight-ignore ${this.#pick(['secret/weak', '*', 'x/y', 'env/debug-enabled'])} ${this.#pick(['-- r', '', 'until=2020-01-01 -- r'])}`,
        () => '',
      ])(),
    );
  }

  #compose(): string {
    const service = (): string =>
      this.#lines(
        7,
        () =>
          `    ${this.#pick([
            () =>
              `image: ${this.#pick(['postgres:16', 'nginx', 'redis@sha256:x', 'traefik:v3', 'ghcr.io/a/b:1', this.#value()])}`,
            () =>
              `environment: ${this.#chance(0.5) ? `{ ${this.#key()}: ${JSON.stringify(this.#value())} }` : `["${this.#key()}=${this.#word()}"]`}`,
            () =>
              `env_file: [${this.#pick(['.env', 'x.env', '../.env', '/etc/x.env', '{ path: x.env, required: false }'])}]`,
            () => `ports: ["${this.#pick(['5432:5432', '127.0.0.1:80:80', '80', '1-2:3-4', this.#value()])}"]`,
            () =>
              `volumes: ["${this.#pick(['/var/run/docker.sock:/var/run/docker.sock', './nginx.conf:/etc/nginx/nginx.conf:ro', 'data:/x', '.:/w'])}"]`,
            () =>
              `extends: ${this.#pick(['{ file: base.yml, service: a }', '{ service: b }', 'a', '{}', '{ file: compose.yml, service: web }'])}`,
            () =>
              `command: ${this.#pick(['["sh", "-c", "run --password=x1y2z3"]', 'redis-server --requirepass a', 'echo x | login'])}`,
            () => `depends_on: ${this.#pick(['[a, b]', '{ a: { condition: service_healthy } }', '[zz]'])}`,
            () => `deploy: { resources: { limits: { memory: ${this.#value()} } }, replicas: ${this.#count(0, 3)} }`,
            () =>
              `${this.#pick(['privileged', 'read_only', 'tty'])}: ${this.#pick(['true', 'false', 'yes', '"true"'])}`,
            () => '<<: *base',
            () => `healthcheck: { test: ["CMD", "x"], interval: ${this.#pick(['5s', '1', '0', 'x'])} }`,
            () => `labels: { traefik.http.routers.a.rule: "Host(\`${this.#word()}\`)" }`,
            () => `user: "${this.#pick(['0', 'root', '1000:1000', ''])}"`,
          ])()}`,
      );
    const names = ['a', 'b', 'web', 'db', this.#word()];
    const services = Array.from({ length: this.#count(0, 4) }, () => `  ${this.#pick(names)}:\n${service()}`).join('');
    const top = this.#pick([
      '',
      `include: [${this.#pick(['base.yml', 'compose.yml', 'x/compose.yml'])}]\n`,
      'networks: { n: { external: true } }\n',
      'secrets: { s: { file: ./s.txt } }\n',
    ]);
    return `x-base: &base\n  restart: always\n${top}services:\n${services}`;
  }

  #toml(): string {
    return this.#lines(10, () =>
      this.#pick([
        () =>
          `[${this.#pick(['', '['])}${this.#pick(['server', 'tool.poetry', 'a.b', '"q r"', 'database', 'tls'])}]${this.#chance(0.3) ? ']' : ''}`,
        () =>
          `${this.#pick(['password', 'debug', 'url', 'bind', 'a.b', '"k"', 'enabled', 'secret_key'])} = ${this.#pick(['true', 'false', '1', '1_0', '0x1', 'inf', '[1, 2]', '{ a = 1 }', `"${this.#word()}"`, "'''m\n'''", JSON.stringify(this.#value()), '1979-05-27'])}`,
        () => `# ${this.#word()}`,
      ])(),
    );
  }

  #nginx(): string {
    const simple = (): string =>
      this.#pick([
        () => `listen ${this.#pick(['80', '443 ssl', '[::]:80 default_server', 'unix:/x', this.#value()])};`,
        () => `server_name ${this.#pick(['_', 'a.b', '~^x$', '""', '*.c'])};`,
        () => `ssl_protocols ${this.#pick(['TLSv1', 'TLSv1.2 TLSv1.3', 'x'])};`,
        () =>
          `add_header ${this.#pick(['X-Frame-Options DENY', 'Access-Control-Allow-Origin $http_origin', '"A" "b" always'])};`,
        () => `proxy_pass http://${this.#pick(['up', 'a:1/', '$host', '$x/y', '127.0.0.1'])};`,
        () =>
          `include ${this.#pick(['conf.d/*.conf', 'snippets/tls.inc', '/etc/nginx/mime.types', 'nginx.conf', '../x.conf'])};`,
        () => `set $${this.#pick(['x', 'host', 'y'])} ${this.#pick(['1', '$arg_a', '"$x$y"'])};`,
        () => `return ${this.#pick(['301 https://$host$request_uri', '200 "x"', '$x'])};`,
        () =>
          `${this.#pick(['root', 'alias', 'ssl_certificate', 'auth_basic', 'client_max_body_size', 'unknown_thing', 'rewrite ^ /x'])} ${this.#value().replaceAll(/[;{}\s]/g, '_')};`,
      ])();
    const block = (depth: number): string => {
      const inner = this.#lines(5, () => (depth > 0 && this.#chance(0.4) ? block(depth - 1) : simple()));
      const head = this.#pick([
        'http',
        'server',
        'location /',
        'location ~ \\.php$',
        'if ($x)',
        'upstream up',
        'map $a $b',
        'events',
        'stream',
        'geo $g',
        'limit_except GET',
      ]);
      return `${head} {\n${inner}}`;
    };
    return `${this.#chance(0.6) ? 'events {}\n' : ''}${this.#lines(3, () => block(3))}`;
  }

  #pattern(): string {
    return this.#pick([
      '*',
      '**/a/**',
      '!x',
      '/app',
      '*.env',
      'deploy/',
      '[a-z]*',
      '\\',
      '[',
      '**/**/**',
      'a?b',
      `${'*a'.repeat(9)}b`,
    ]);
  }

  #settings(): string {
    const rules = ['secret/*', 'compose/privileged-container', 'no/such', '*', '__proto__'];
    const entry = this.#pick([
      () => `"extends": ${this.#pick(['"strict"', '"all"', '"./preflight.json"', '"./no.json"', '5'])}`,
      () => `"rules": { "${this.#pick(rules)}": "${this.#pick(['off', 'low', 'critical', 'x'])}" }`,
      () => `"ignore": ["${this.#pattern().replaceAll('\\', '\\\\')}"]`,
      () =>
        `"stages": { "${this.#pattern().replaceAll('\\', '\\\\')}": "${this.#pick(['production', 'template', 'development'])}" }`,
      () => `"formats": { "**/x": "${this.#pick(['dotenv', 'none', 'nginx'])}" }`,
      () => `"checklists": { "${this.#pick(['bap', './ours.checklist.json', 'cis-nginx', './no.json'])}": {} }`,
      () => `"overrides": [{ "files": ["app/**"], "rules": { "${this.#pick(rules)}": "off" } }]`,
      () =>
        `"nginx": ${this.#pick(['{ "version": "1.18" }', '{ "prefix": "conf" }', '{ "pathMap": { "/etc/nginx": "app" } }', 'null'])}`,
      () => '"root": true',
    ]);
    return `{ ${Array.from({ length: this.#count(0, 4) }, entry).join(', ')} }`;
  }

  #checklist(): string {
    const check = this.#pick([
      '{ "kind": "rule", "rules": ["secret/weak"] }',
      '{ "kind": "env", "name": "A", "test": { "matches": "(a+)+$" } }',
      '{ "kind": "x" }',
      '5',
    ]);
    const item = `{ "id": "a", "title": "t", "kind": "${this.#pick(['rule', 'manual', 'assertion', 'x'])}", "checks": [${check}] }`;
    return `{ "name": "o", "title": "t", "source": "s", "sections": [{ "title": "s", "items": [${item}] }] }`;
  }
}
