import { describe, expect, it } from 'vitest';
import { maskText } from '../../../../server/src/engine/masking/mask-text.ts';
import { secretsOf, secretsOfText } from '../../../../server/src/engine/masking/secret-spans.ts';
import { lintFiles } from '../../../support/lint.ts';

/** The text of a file as it may be shown. */
async function shown(path: string, text: string): Promise<string> {
  const { model } = await lintFiles({ files: { [path]: text }, path });
  const { spans } = model === undefined ? secretsOfText(text) : secretsOf(model);
  return maskText(text, { start: 0, end: text.length }, spans).text;
}

const dotenv = (text: string) => shown('.env', text);
const compose = async (lines: string) =>
  (await shown('docker-compose.yml', `services:\n  a:\n    image: x:1\n${lines}\n`))
    .split('\n')
    .slice(3, -1)
    .map((line) => line.trimEnd())
    .join('\n');
const command = async (line: string) => (await compose(`    command: ${line}`)).replace('    command: ', '');
const nginx = async (line: string) =>
  (await shown('nginx.conf', `events {}\nhttp {\nserver {\n${line}\n}\n}\n`)).split('\n').slice(3, -3).join('\n');
const toml = (text: string) => shown('config.toml', text);

describe('structure is not masked', () => {
  it.each([
    '    volumes:\n      - db-secrets:/var/lib/postgresql/data\n      - /var/run/docker.sock:/var/run/docker.sock',
    '    environment:\n      DB_PASSWORD: ${DB_PASSWORD:?set}\n      TOKEN_TTL: 3600\n      API_KEY_FILE: /run/secrets/api_key',
    '    secrets:\n      - db_password\n      - source: api_token\n        target: /run/secrets/token',
    '    environment:\n      - DB_PASSWORD=${DB_PASSWORD:?}\n      - SECRET_KEY\n      - TZ=Europe/Berlin',
    '    healthcheck:\n      test: mysqladmin ping -p"$${MYSQL_PASSWORD}"\n    user: "1000:1000"',
    '    ports:\n      - "127.0.0.1:8080:80"\n    depends_on:\n      password-service:\n        condition: service_healthy',
    '    command: mkdir -p /data/keys && docker run -p 8080:80 -u 1000:1000 web --profile prod -port 80',
    '    command: curl -fsS http://localhost:8080/health --header "X-Request-Id: 12"',
    '    healthcheck:\n      test: echo ruok | nc localhost 2181 | grep imok',
    '    labels:\n      traefik.http.routers.auth.rule: Host(`auth.acme.net`)',
    '    logging:\n      driver: json-file\n      options:\n        max-size: 10m # the token file rotates itself',
  ])('of a compose file: %j', async (lines) => {
    expect(await compose(lines)).toBe(lines);
  });

  it.each([
    'proxy_pass http://token_backend;',
    'proxy_redirect http://a:8080/ http://b:9090/;',
    'rewrite ^/x:y http://b/ last; # mail me@example.org',
    'proxy_pass http://a:8080;include b@c;',
    'fastcgi_pass unix:/run/php/php-fpm.sock;',
    'ssl_certificate_key /etc/ssl/private/site.key;',
    'proxy_set_header Authorization $http_authorization;',
    'auth_basic_user_file /etc/nginx/htpasswd;',
    'if ($http_authorization = "") { return 401; }',
    'limit_req_zone $cookie_session zone=per_session:10m rate=5r/s;',
    'add_header Content-Security-Policy "script-src \'sha256-Rp7kq2ZbXw9RnM4cLd8sHy3pJf6gTt5eBq1uYv0Wz2k=\'";',
  ])('of an nginx file: %j', async (line) => {
    expect(await nginx(line)).toBe(line);
  });

  it.each([
    'PORT=8080\nDB_HOST=db\nTOKEN_FILE=/run/secrets/token\nDEBUG=true\n',
    'DB_PASSWORD=${VAULT_PASSWORD}\nSESSION_COOKIE_NAME=sid\nPASSWORD_MIN_LENGTH=12\n',
    '# the password of the database comes from the vault\nDB_PASSWORD=\n',
    "DB_PASSWORD= # the password (need to be the user's) is token-based\n",
    '# DB_PASSWORD=\n# see https://docs.acme.net/setup: keys and tokens\n',
    'DATABASE_URL=postgres://app@db:5432/app?sslmode=verify-full\n',
  ])('of an env file: %j', async (text) => {
    expect(await dotenv(text)).toBe(text);
  });

  it.each([
    '[auth]\ntoken_file = "/run/secrets/token"\npassword_policy = "strict"\n',
    '[[runners]]\nname = "secret-runner"\nurl = "https://git.acme.net:8443/"\nallowed_images = ["ruby:*"]\n',
  ])('of a TOML file: %j', async (text) => {
    expect(await toml(text)).toBe(text);
  });

  it('of a text without a model', () => {
    const text = 'secrets/*\n!secrets/README\n.env\nproxy_pass http://auth;\n/var/run/docker.sock\n';
    expect(maskText(text, { start: 0, end: text.length }, secretsOfText(text).spans).text).toBe(text);
  });
});

/** Put together at run time: no scanner of secrets shall stop at this file. */
const S = ['Vt7k', 'q2Zb'].join('');
const BEGIN = ['-----BEGIN', 'PRIVATE KEY-----'].join(' ');
const END = ['-----END', 'PRIVATE KEY-----'].join(' ');

describe('words of a command line', () => {
  it.each([
    [`mysql -uroot -p${S} app`, 'mysql -uroot -p**** app'],
    [`run --password ${S} --port 80`, 'run --password **** --port 80'],
    [`run --password=${S} --port=80`, 'run --password=**** --port=80'],
    [`run -password ${S}`, 'run -password ****'],
    [`PGPASSWORD=${S} psql -h db`, 'PGPASSWORD=**** psql -h db'],
    [`/bin/sh -c 'export PGPASSWORD=${S}; psql'`, "/bin/sh -c 'export PGPASSWORD=****; psql'"],
    [`sh -c "echo ${S} | docker login --password-stdin"`, 'sh -c "echo **** | docker login --password-stdin"'],
    [`sh -c 'printf "%s" "${S}" | login'`, 'sh -c \'printf "%s" "****" | login\''],
    [`login <<< ${S}`, 'login <<< ****'],
    [`curl -u admin:${S} http://api`, 'curl -u admin:**** http://api'],
    [`curl --user admin:${S} http://api`, 'curl --user admin:**** http://api'],
    [`docker login -u ci -p ${S} registry.acme.net`, 'docker login -u ci -p **** registry.acme.net'],
    [`redis-cli -a ${S} ping`, 'redis-cli -a **** ping'],
    [`redis-server --requirepass ${S}`, 'redis-server --requirepass ****'],
    [`sh -c "mysql -p\\"my ${S}\\" app"`, 'sh -c "mysql -p\\"****\\" app"'],
    [`'curl -H "Authorization: Bearer ${S}" http://api'`, '\'curl -H "Authorization: Bearer ****" http://api\''],
    [`"curl -H 'Cookie: sid=${S}; theme=1' http://api"`, '"curl -H \'Cookie: ****\' http://api"'],
    [`pg_dump postgres://u:${S}@h/x`, 'pg_dump postgres://u:****@h/x'],
    [`run --dsn "postgres://u:my ${S} x@h/x"`, 'run --dsn "postgres://u:****@h/x"'],
    [`psql -c "ALTER USER app PASSWORD '${S}'"`, 'psql -c "ALTER USER app PASSWORD \'****\'"'],
    [`rabbitmqctl add_user app ${S}`, 'rabbitmqctl add_user app ****'],
    [`run --pin=${S.length}4821 --port 1`, 'run --pin=**** --port 1'],
    [
      `["server", "--password", "${S}", "--user", "app:${S}"]`,
      '["server", "--password", "****", "--user", "app:****"]',
    ],
    [`["server", "--password=my ${S}"]`, '["server", "--password=****"]'],
    [`run \${TOKEN:-${S}} \${DB_PASSWORD:?no password}`, 'run ${TOKEN:-****} ${DB_PASSWORD:?no password}'],
    [`curl 'https://api/x?size=2&api_key=${S}&y=1'`, "curl 'https://api/x?size=2&api_key=****&y=1'"],
  ])('%#', async (line, expected) => {
    expect(await command(line)).toBe(expected);
  });
});

describe('values of a compose file', () => {
  it.each([
    [`    environment:\n      - DB_PASSWORD=my ${S} pass`, '    environment:\n      - DB_PASSWORD=****'],
    [`    environment:\n      DOOR_PIN: 4821`, '    environment:\n      DOOR_PIN: ****'],
    [`    environment:\n      ERLANG_COOKIE: ${S}`, '    environment:\n      ERLANG_COOKIE: ****'],
    [`    environment:\n      DB_PASSWORD: postgres`, '    environment:\n      DB_PASSWORD: ****'],
    [`    labels:\n      - auth.basicauth.users=admin:${S}`, '    labels:\n      - auth.basicauth.users=****'],
    [
      `    # DB_PASSWORD: ${S}\n    x-old:\n      password: ${S}`,
      '    # DB_PASSWORD: ****\n    x-old:\n      password: ****',
    ],
    [
      `    environment:\n      OTHER: ${S}x\n      DB_PASSWORD: ${S}x`,
      '    environment:\n      OTHER: ****\n      DB_PASSWORD: ****',
    ],
  ])('%#', async (lines, expected) => {
    expect(await compose(lines)).toBe(expected);
  });

  it('settings in a config, line by line', async () => {
    const content = (secret: string) =>
      `configs:\n  app:\n    content: |\n      [db]\n      password = ${secret}\n      port = 80\n      requirepass ${secret}\n`;
    expect(await shown('docker-compose.yml', content(S))).toBe(content('****'));
  });

  it('a command line that a colon makes the key of another value', async () => {
    const line = `    command: sh -c "echo s3rvice-pw9 | login && curl -H 'X: a' x: y"`;
    expect(await compose(line)).toBe(line.replace('s3rvice-pw9', '****'));
  });

  it('lines of a broken file', async () => {
    const text = (secret: string) =>
      `services:\n  a:\n    image: x:1\n    environment:\n      DB_PASSWORD: ${secret}\n   volumes\n  - y: [\n    PASSWORD ${secret}\n`;
    expect(await shown('docker-compose.yml', text(S))).not.toContain(S);
    expect(await shown('docker-compose.yml', text(S))).toContain('volumes');
  });
});

describe('values of an env file', () => {
  it.each([
    [`# OLD_PASSWORD=my ${S}\n`, '# OLD_PASSWORD=****\n'],
    [`# the password is ${S}\n`, '# the password is ****\n'],
    [`DB_PASSWORD ${S}\n`, 'DB_PASSWORD ****\n'],
    [`DB_PASSWORD="${S}"x${S}\n`, 'DB_PASSWORD=****\n'],
    [`DB_PASSWORD="${S}\nPORT=80\n`, 'DB_PASSWORD=****\nPORT=80\n'],
    [`PIN=4821\nUNLOCK_PIN=4821\n`, 'PIN=****\nUNLOCK_PIN=****\n'],
    [`SECRET_KEY=${S}#${S}\nTOKEN=${S} # not set\n`, 'SECRET_KEY=****\nTOKEN=**** # not set\n'],
    [`SESSION_COOKIE=${S}\n`, 'SESSION_COOKIE=****\n'],
    [`DATABASE_URL=postgres://app:my ${S}@db/app\n`, 'DATABASE_URL=postgres://app:****@db/app\n'],
    [`DATABASE_URL="postgres://app:${S} / x@db/app"\n`, 'DATABASE_URL="postgres://app:****@db/app"\n'],
    [
      `DATABASE_URL=postgres://app:\${DB_PASSWORD:-${S}}@db/app\n`,
      'DATABASE_URL=postgres://app:${DB_PASSWORD:-****}@db/app\n',
    ],
    [`API_TOKEN=a$b${S}\n`, 'API_TOKEN=****\n'],
  ])('%#', async (text, expected) => {
    expect(await dotenv(text)).toBe(expected);
  });

  it('a private key as a whole, though its lines are no entries', async () => {
    const key = [
      'MIIEvQIBADANBgkqhkiG9w0B',
      'abcdefghijklmnopqrstuvwx',
      'QUJDREVGR0hJSktMTU5PUFFS==',
      'pass/word+key/x',
    ];
    const text = `TLS_KEY=${BEGIN}\n${key.join('\n')}\n${END}\nPORT=80\n`;
    expect(await dotenv(text)).toBe(`TLS_KEY=****\n****\n****\n****\n****\n****\nPORT=80\n`);
    expect(await dotenv(`TLS_KEY=${BEGIN}\n${key.join('\n')}\nPORT is no part of it\n`)).toBe(
      'TLS_KEY=****\n****\n****\n****\n****\nPORT ****\n',
    );
  });
});

describe('values of an nginx file', () => {
  it.each([
    [`proxy_set_header Authorization "Bearer ${S}";`, 'proxy_set_header Authorization "Bearer ****";'],
    [`proxy_set_header Cookie "sid=${S}";`, 'proxy_set_header Cookie "****";'],
    [`add_header Set-Cookie "sid=${S}; Path=/";`, 'add_header Set-Cookie "****";'],
    [`set $api_key ${S};`, 'set $api_key ****;'],
    [`fastcgi_param DB_PASSWORD ${S};`, 'fastcgi_param DB_PASSWORD ****;'],
    [`proxy_pass http://user:${S}@api/;`, 'proxy_pass http://user:****@api/;'],
    [`proxy_pass http://user:${S} two 3@api/;`, 'proxy_pass http://user:****@api/;'],
    [`proxy_pass http://user:${S};two3@api/;`, 'proxy_pass http://user:****@api/;'],
    [`proxy_redirect http://user:${S} two 3@api/ /b/;`, 'proxy_redirect http://user:****@api/ /b/;'],
    [`if ($arg_token = ${S}) { return 200; }`, 'if ($arg_token = ****) { return 200; }'],
    [`if ($http_x_api_key != "${S}") { return 403; }`, 'if ($http_x_api_key != "****") { return 403; }'],
    [`if ($cookie_admin = ${S}) { return 200; }`, 'if ($cookie_admin = ****) { return 200; }'],
    [`secure_link_md5 "$secure_link_expires$uri ${S}";`, 'secure_link_md5 "****";'],
    [`return 302 https://x/?access_token=${S}&y=2;`, 'return 302 https://x/?access_token=****&y=2;'],
    [`# proxy_set_header Authorization "Bearer ${S}";`, '# proxy_set_header Authorization "Bearer ****";'],
  ])('%#', async (line, expected) => {
    expect(await nginx(line)).toBe(expected);
  });

  it('keys of a map over a header that carries a secret, and values of one that makes it', async () => {
    const text = (secret: string) =>
      `events {}\nhttp {\nmap $http_x_api_key $known {\ndefault 0;\n"${secret}" 1;\n}\nmap $host $backend_token {\na.acme.net ${secret};\n}\n}\n`;
    expect(await shown('nginx.conf', text(S))).toBe(text('****'));
  });
});

describe('values of a TOML file', () => {
  it.each([
    [`password = """\nmy ${S}\n  second\n"""\nport = 1\n`, 'password = """\n****\n  ****\n"""\nport = 1\n'],
    [`password = "${S}\nport = 1\n`, 'password = "****\nport = 1\n'],
    [`tokens = ["${S}", "x${S}"]\n`, 'tokens = ["****", "****"]\n'],
    [`args = ["--password", "${S}"]\n`, 'args = ["--password", "****"]\n'],
    [`# api_token = "${S}"\n`, '# api_token = "****"\n'],
    [`pin = 4821\nurl = "mysql://root:${S}@db/app"\n`, 'pin = ****\nurl = "mysql://root:****@db/app"\n'],
    [`[http.basicAuth]\nusers = ["test:${S}"]\n`, '[http.basicAuth]\nusers = ["****"]\n'],
  ])('%#', async (text, expected) => {
    expect(await toml(text)).toBe(expected);
  });
});
