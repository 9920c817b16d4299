import { describe, expect, it } from 'vitest';
import { createEditing } from '../../../../server/src/formats/nginx/edit/edit.ts';
import { buildNginx } from '../../../../server/src/formats/nginx/model/build.ts';
import type { NginxModel, NginxScope } from '../../../../server/src/formats/nginx/model/model.ts';
import { parseListen } from '../../../../server/src/formats/nginx/model/servers.ts';
import { readNginx } from '../../../../server/src/formats/nginx/read/read.ts';
import { noRelatedFiles } from '../../../../server/src/formats/related-files.ts';
import { memoryProject } from '../../../support/lint.ts';
import { MemoryHost } from '../../../support/memory-host.ts';

const model = (text: string, name = 'nginx.conf'): NginxModel =>
  buildNginx(readNginx(text), noRelatedFiles(`file:///w/${name}`), 'production', createEditing);

function location(of: NginxModel, path: string): NginxScope {
  const found = of.scopes.find((scope) => scope.kind === 'location' && scope.location?.path === path);
  if (found === undefined) throw new Error(`no location ${path}`);
  return found;
}

const values = (scope: NginxScope, name: string) => scope.effective(name).directives.map((one) => one.values.join(' '));

/** The model of a file among others, with the project's own include resolution. */
async function project(files: Readonly<Record<string, string>>, path = 'nginx.conf'): Promise<NginxModel> {
  const report = await memoryProject({ files }).project.check(MemoryHost.uri(path));
  if (report.model?.format !== 'nginx') throw new Error('not read as nginx');
  return report.model;
}

describe('what is in force', () => {
  const sample = model(`events {}
http {
  server_tokens off;
  add_header A http;
  access_log /h;
  server {
    add_header_inherit merge;
    location /none { }
    location /own { add_header B own; server_tokens on; if ($host) { proxy_set_header X y; } }
  }
  server {
    root /r;
    allow 10.0.0.0/8;
    return 404;
    location /own { add_header B own; alias /a/; deny all; proxy_pass http://x; limit_except GET { deny all; } }
    location /off { add_header_inherit off; }
    location /flag { gzip ON; autoindex $x; }
  }
}`);

  it('scalars: nearest wins', () => {
    expect(values(location(sample, '/none'), 'server_tokens')).toEqual(['off']);
    expect(values(location(sample, '/own'), 'server_tokens')).toEqual(['on']);
    expect(location(sample, '/none').effective('server_tokens').scope?.kind).toBe('http');
  });

  it('arrays: replaced as a whole, merged or cut by add_header_inherit', () => {
    expect(values(location(sample, '/none'), 'add_header')).toEqual(['A http']);
    expect(values(location(sample, '/own'), 'add_header')).toEqual(['A http', 'B own']);
    const second = sample.servers[1]?.scope.children[0];
    expect(second && values(second, 'add_header')).toEqual(['B own']);
    expect(values(location(sample, '/off'), 'add_header')).toEqual([]);
  });

  it('allow and deny are one set, root and alias one slot', () => {
    const second = sample.servers[1]?.locations[0]?.scope;
    expect(second?.array('allow', 'deny').directives.map((one) => one.name)).toEqual(['deny']);
    expect(second?.effective('root').directives.map((one) => one.name)).toEqual(['alias']);
    expect(values(location(sample, '/off'), 'allow')).toEqual(['10.0.0.0/8']);
  });

  it('local directives stay where they are, handlers reach into if and limit_except', () => {
    const second = sample.servers[1]?.locations[0]?.scope;
    expect(second?.effective('return').directives).toEqual([]);
    const limited = sample.scopes.find((scope) => scope.kind === 'limit_except');
    expect(limited && values(limited, 'proxy_pass')).toEqual(['http://x']);
  });

  it('flags without case; a variable is not known', () => {
    expect(location(sample, '/flag').isOn('gzip', false)).toBe(true);
    expect(location(sample, '/flag').isOn('autoindex', false)).toBeUndefined();
    expect(location(sample, '/flag').isOn('sendfile', false)).toBe(false);
  });

  it('names contexts as the tables do', () => {
    const contexts = model(
      'http { server { if ($a) { } location / { if ($a) { } location /a { } limit_except GET { } } } }',
    );
    expect(contexts.scopes.map((scope) => scope.context)).toEqual([
      'main',
      'http',
      'http.server',
      'http.server.if',
      'http.location',
      'http.location.if',
      'http.location',
      'http.location.limit_except',
    ]);
  });
});

describe('fragments', () => {
  it.each([
    ['server { listen 80; }', 'http'],
    ['upstream a { server b; } server { listen 80; location / { } }', 'http'],
    ['server { listen 53 udp; proxy_pass dns; }', 'stream'],
    ['location / { } ', 'server'],
    ['listen 80;\nserver_name a;', 'server'],
    ['proxy_pass http://a;', 'location'],
    ['add_header A b;', 'unknown'],
    ['server 10.0.0.1;\nserver 10.0.0.2;', 'upstream'],
    ['user a;\nhttp { }', 'main'],
    ['limit_req_zone $a zone=b:1m rate=1r/s;', 'http'],
  ])('%j stands in %s', (text, kind) => {
    const top = model(text, 'a.conf').top;
    expect([top.kind, top.visible]).toEqual([kind, kind === 'main']);
  });

  it('says nothing about what an unseen parent may set', () => {
    const { servers } = model('server { listen 80; add_header A b; }', 'a.conf');
    const scope = servers[0]?.scope;
    expect(scope?.effective('server_tokens')).toMatchObject({ directive: undefined, known: false });
    expect(scope?.effective('add_header').known).toBe(true);
    expect(servers[0]?.listens[0]?.socket.complete).toBe(false);
  });

  it('a placeholder or an unread include hides what it may hold', () => {
    const text = (line: string) => `http { ${line}\n server { listen 80; } }`;
    const known = (line: string, name: string) => model(text(line)).servers[0]?.scope.effective(name).known;
    expect(known('\n${EXTRA}', 'server_tokens')).toBe(false);
    expect(known('include extra/x.conf;', 'server_tokens')).toBe(false);
    expect(known('include mime.types;', 'server_tokens')).toBe(true);
    expect(known('include /etc/nginx/proxy_params;', 'proxy_set_header')).toBe(false);
    expect(known('include /etc/nginx/conf.d/*.conf;', 'server_tokens')).toBe(true);
    expect(model(text('include /etc/nginx/conf.d/*.conf;')).sockets[0]?.complete).toBe(false);
  });
});

describe('includes', () => {
  it('are transparent, relative to nginx.conf, and keep their own places', async () => {
    const built = await project({
      'nginx.conf': 'events {}\nhttp { include /etc/nginx/conf.d/*.conf; include snippets/h.conf; }',
      'conf.d/b.conf': 'server { listen 80; server_name b; include snippets/h.conf; }',
      'conf.d/a.conf': 'server { listen 80; server_name a; }',
      'snippets/h.conf': 'add_header A b;',
    });
    expect(built.servers.map((server) => server.names[0]?.text)).toEqual(['a', 'b']);
    expect(built.servers[0]?.isDefault).toBe(true);
    const header = built.servers[1]?.scope.effective('add_header').directive;
    expect(header?.uri).toBe(MemoryHost.uri('snippets/h.conf'));
    expect(header?.scope.kind).toBe('server');
    expect(built.servers[0]?.scope.effective('add_header').scope?.kind).toBe('http');
    expect(built.includes.map((include) => include.state)).toEqual(['read', 'read', 'read']);
  });

  it('take the templates of the official image for conf.d', async () => {
    const built = await project({
      'nginx.conf': 'events {}\nhttp { server_tokens off; include /etc/nginx/conf.d/*.conf; }',
      'templates/site.conf.template': 'server { listen ${PORT}; server_name a; }',
    });
    expect(built.servers.map((server) => server.scope.effective('server_tokens').directive?.arg(0))).toEqual(['off']);
  });

  it('cycles end', async () => {
    const built = await project({
      'nginx.conf': 'events {}\nhttp { include a.conf; }',
      'a.conf': 'sendfile on; include b.conf;',
      'b.conf': 'include a.conf; include nginx.conf; tcp_nopush on;',
    });
    const http = built.scopes.find((scope) => scope.kind === 'http');
    expect(http?.directives.map((one) => one.name)).toEqual([
      'include',
      'sendfile',
      'include',
      'include',
      'include',
      'tcp_nopush',
    ]);
    expect(built.includes.map((include) => include.state)).toContain('cycle');
  });

  it('missing, empty, stock and unseen are told apart', async () => {
    const built = await project({
      'nginx.conf': `events {}
http { include mime.types; include snippets/nosuch.conf; include snippets/*.none; include /opt/x/y.conf; include snippets/a.conf; }`,
      'snippets/a.conf': 'sendfile on;',
    });
    expect(built.includes.map((include) => include.state)).toEqual(['stock', 'missing', 'empty', 'unseen', 'read']);
  });

  it('follow the settings for prefix and path map', () => {
    const texts: Readonly<Record<string, string>> = {
      'file:///w/conf/snippets/a.conf': 'sendfile on;',
      'file:///w/deploy/b.conf': 'tcp_nopush on;',
    };
    const files = {
      ...noRelatedFiles('file:///w/nginx.conf'),
      resolve: (path: string) => `file:///w/${path}`,
      get: (uri: string) => {
        const text = texts[uri];
        return text === undefined
          ? { state: 'missing' as const, uri }
          : { state: 'read' as const, uri, text, stage: 'production' as const };
      },
      parsed: <T>(uri: string, _: string, parse: (text: string) => T) =>
        texts[uri] === undefined ? undefined : parse(texts[uri]),
    };
    const text = 'events {} http { include snippets/a.conf; include /srv/etc/b.conf; }';
    const built = buildNginx(readNginx(text), files, 'production', createEditing, {
      prefix: 'conf/',
      pathMap: { '/srv/etc': 'deploy' },
    });
    expect(built.directives.map((directive) => directive.name)).toContain('sendfile');
    expect(built.directives.map((directive) => directive.name)).toContain('tcp_nopush');
  });

  it('inside maps too, and in dumps', async () => {
    const built = await project({
      'nginx.conf': 'events {}\nhttp { map $a $b { include maps/x.map; default 0; } }',
      'maps/x.map': 'k 1;',
    });
    expect(built.variable('b')?.definitions[0]?.values).toEqual(['1', '0']);
    const dump = model(`# configuration file /etc/nginx/nginx.conf:
http { include conf.d/*.conf; }
# configuration file /etc/nginx/conf.d/a.conf:
server { listen 80; server_name a; }
`);
    expect(dump.servers.map((server) => server.names[0]?.text)).toEqual(['a']);
  });
});

describe('servers and sockets', () => {
  it.each([
    ['80', '*:80'],
    ['*:80', '*:80'],
    ['0.0.0.0:80', '*:80'],
    ['127.0.0.1', '127.0.0.1:80'],
    ['LocalHost:8080', 'localhost:8080'],
    ['[::]:443', '[::]:443'],
    ['[2001:DB8::1]', '[2001:db8::1]:80'],
    ['unix:/run/a.sock', 'unix:/run/a.sock'],
    ['${PORT}', '*:${PORT}'],
  ])('listen %s is %s', (text, key) => {
    expect(parseListen(text).key).toBe(key);
  });

  it('options belong to the socket, the default server is chosen by nginx', () => {
    const built = model(`http {
  server { listen 443; server_name a; }
  server { listen 443 ssl http2 default_server; server_name b; }
  server { server_name c; }
  server { listen unix:/x; listen 127.0.0.1:81; }
}`);
    expect(built.servers.map((server) => server.tls)).toEqual(['all', 'all', 'none', 'none']);
    expect(built.servers.map((server) => server.isDefault)).toEqual([false, true, true, true]);
    expect(
      built.sockets.map((socket) => [socket.key, socket.ssl, socket.http2, socket.isLocal, socket.complete]),
    ).toEqual([
      ['*:443', true, true, false, true],
      ['*:80', false, false, false, true],
      ['unix:/x', false, false, true, true],
      ['127.0.0.1:81', false, false, true, true],
    ]);
  });

  it('chooses locations as nginx does', () => {
    const [server] = model(`http { server {
  location / { }
  location = /exact { }
  location /static/ { location ~ \\.php$ { } location /static/deep/ { } }
  location ^~ /fixed/ { }
  location ~ \\.php$ { }
  location ~* \\.(env|git)$ { }
  location ~ /look(?=ahead) { }
  location @named { }
} }`).servers;
    const chosen = (uri: string) => {
      const found = server?.match(uri);
      return typeof found === 'string' || found === undefined ? found : `${found.modifier}${found.path}`;
    };
    expect(chosen('/exact')).toBe('=/exact');
    expect(chosen('/fixed/a.php')).toBe('^~/fixed/');
    expect(chosen('/static/a.php')).toBe('~\\.php$');
    expect(chosen('/static/deep/x.php')).toBe('~\\.php$');
    expect(chosen('/x.ENV')).toBe('~*\\.(env|git)$');
    expect(chosen('/lookahead')).toBe('unknown');
    expect(model('http { server { location / {} location ~* \\.env$ {} } }').servers[0]?.match('/x.ENV')).toMatchObject(
      { path: '\\.env$' },
    );
    expect(model('http { server { location /a {} } }').servers[0]?.match('/b')).toBe('none');
  });

  it('chooses servers by name as nginx does', () => {
    const text = (names: readonly string[]) =>
      names.map((name) => `server { listen 80; server_name ${name}; }`).join('\n');
    const [socket] = model(
      `http { ${text(['first', '*.a.example', '.b.example', '*.deep.a.example', 'mail.*', '~^x\\d+$', 'x1 X.A.example'])} }`,
    ).sockets;
    const chosen = (host: string) => {
      const server = socket?.serverFor(host);
      return typeof server === 'string' || server === undefined ? server : server.names[0]?.text;
    };
    expect(
      [
        'x1',
        'X2',
        'www.a.example',
        'y.deep.a.example',
        'B.example',
        'c.b.example',
        'mail.z',
        'x.a.example',
        'a.example',
        'none',
      ].map(chosen),
    ).toEqual([
      'x1',
      '~^x\\d+$',
      '*.a.example',
      '*.deep.a.example',
      '.b.example',
      '.b.example',
      'mail.*',
      'x1',
      'first',
      'first',
    ]);
    expect(model('http { server { server_name ~(?=a)a; } }').sockets[0]?.serverFor('b')).toBe('unknown');
  });

  it('knows what answers before access checks', () => {
    const built = model(`http { server {
  location /a { deny all; return 200; }
  location /b { deny all; rewrite ^/b/x /c last; proxy_pass http://x; }
  location /c { rewrite ^ https://x$request_uri permanent; }
} }`);
    const phases = (path: string) => built.phases(location(built, path));
    expect(phases('/a').answeredBy?.name).toBe('return');
    expect(phases('/b').answeredBy).toBeUndefined();
    expect(phases('/b').content?.name).toBe('proxy_pass');
    expect(phases('/b').access.map((one) => one.name)).toEqual(['deny']);
    expect(phases('/c').answeredBy?.name).toBe('rewrite');
  });
});

describe('variables and taint', () => {
  const built = model(`http {
  map $http_origin $cors { default ""; "~^https://a\\.example$" $http_origin; }
  map $uri $new { ~^/old/(.*)$ /new/$1; ~^/x/([^/]+) /y/$1; default /; }
  map $host $closed { a 1; default 2; }
  server {
    server_name ~^(?<sub>[a-z]+)\\.example$;
    set $copy $ARG_next;
    location ~ ^/(?<lang>en|de)/(.+)$ { set $x $lang; return 302 https://b/$2; }
    location ~ ^/any/([^/]*)/(.*)$ { rewrite ^/r/(\\w+) /$1 last; if ($http_x ~ "^v(.)") { return 403 $1; } }
  }
}`);
  const at = (text: string, scope?: NginxScope) =>
    built
      .taint(text, scope ?? (built.servers[0]?.scope as NginxScope))
      .map((taint) => `${taint.source}:${taint.control}`);
  const [closedLocation, openLocation] = built.scopes.filter((scope) => scope.kind === 'location');

  it('knows the variables of nginx, without case', () => {
    expect(at('$URI')).toEqual(['uri:newlines']);
    expect(at('x${request_uri}y $host')).toEqual(['request_uri:text', 'host:host']);
    expect(at('$scheme$remote_addr plain')).toEqual([]);
  });

  it('follows set, map and captures', () => {
    expect(at('$copy')).toEqual(['arg_next:text']);
    expect(at('$cors')).toEqual(['http_origin:text']);
    expect(at('$closed')).toEqual([]);
    expect(at('$new')).toEqual(['1:returns', '1:newlines']);
    expect(at('$sub')).toEqual(['sub:host']);
    expect(at('$lang', closedLocation)).toEqual([]);
    expect(at('$2', closedLocation)).toEqual(['2:returns']);
    expect(at('$1', openLocation)).toEqual(['1:newlines']);
    const rewrite = openLocation?.first('rewrite');
    expect(openLocation && built.taint('$1', openLocation, rewrite).map((taint) => taint.control)).toEqual(['text']);
    const inIf = built.scopes.find((scope) => scope.kind === 'if');
    expect(at('$1', inIf)).toEqual(['1:text']);
  });

  it('set that refers to itself ends', () => {
    const loop = model('http { server { set $a $b; set $b $a$arg_x; } }');
    const scope = loop.servers[0]?.scope;
    expect(scope && loop.taint('$a', scope).map((taint) => taint.source)).toEqual(['arg_x']);
  });
});
