import { describe, expect, it } from 'vitest';
import { createEditing } from '../../../../server/src/formats/nginx/edit/edit.ts';
import { buildNginx } from '../../../../server/src/formats/nginx/model/build.ts';
import type { NginxModel } from '../../../../server/src/formats/nginx/model/model.ts';
import { readNginx } from '../../../../server/src/formats/nginx/read/read.ts';
import { noRelatedFiles } from '../../../../server/src/formats/related-files.ts';
import type { FolderName } from '../../../../server/src/language/item/folder-look.ts';
import { completeNginx } from '../../../../server/src/language/nginx/completion.ts';
import { nginxDefinitions } from '../../../../server/src/language/nginx/definitions.ts';
import { hoverNginx } from '../../../../server/src/language/nginx/hover.ts';
import { nginxSymbols } from '../../../../server/src/language/nginx/symbols.ts';

/** A model of a text with the cursor at `|`. */
function at(marked: string): { readonly model: NginxModel; readonly offset: number; readonly text: string } {
  const offset = marked.indexOf('¦');
  const text = marked.replace('¦', '');
  const uri = 'file:///w/nginx.conf';
  return { model: buildNginx(readNginx(text), noRelatedFiles(uri), 'production', createEditing), offset, text };
}

function labels(marked: string, version?: string): readonly string[] {
  const { model, offset } = at(marked);
  return completeNginx(model, offset, { version }).map(({ label }) => label);
}

describe('completion of directives', () => {
  it('offers what the context knows and nothing else', () => {
    const inServer = labels('http {\n  server {\n    lis¦\n  }\n}\n');
    expect(inServer).toEqual(expect.arrayContaining(['listen', 'location', 'server_name', 'root']));
    expect(inServer).not.toContain('worker_processes');
    expect(inServer).not.toContain('alias');
    expect(labels('http {\n  upstream app {\n    ¦\n  }\n}\n')).toContain('least_conn');
    expect(labels('events {\n  ¦\n}\n')).toContain('worker_connections');
    expect(labels('stream {\n  server {\n    ¦\n  }\n}\n')).toContain('proxy_pass');
  });

  it('leaves out what a version does not know and what may stand only once', () => {
    expect(labels('http {\n  server {\n    ¦\n  }\n}\n', '1.22')).not.toContain('http2');
    expect(labels('http {\n  server {\n    ¦\n  }\n}\n', '1.27')).toContain('http2');
    expect(labels('http {\n  server {\n    autoindex on;\n    ¦\n  }\n}\n')).not.toContain('autoindex');
  });

  it('replaces the half-typed name and adds arguments only where none stand', () => {
    const { model, offset, text } = at('http {\n  server {\n    locat¦\n  }\n}\n');
    const location = completeNginx(model, offset).find(({ label }) => label === 'location');
    expect(text.slice(location?.span.start, location?.span.end)).toBe('locat');
    expect(location?.insertText).toMatch(/^location \$\{1\} \{\n\t\$0\n\}$/);
    const filled = at('http {\n  server {\n    ro¦ /srv;\n  }\n}\n');
    const root = completeNginx(filled.model, filled.offset).find(({ label }) => label === 'root');
    expect(root).toMatchObject({ insertText: 'root', isSnippet: false });
    const flag = at('http {\n  gzi¦\n}\n');
    expect(completeNginx(flag.model, flag.offset).find(({ label }) => label === 'gzip')?.insertText).toBe(
      ['gzip ', '{1|on,off|};'].join('$'),
    );
  });

  it('is silent in comments, offers keywords in a map, everything of http in a bare fragment', () => {
    expect(labels('http {\n  # lis¦\n}\n')).toEqual([]);
    expect(labels('http {\n  map $a $b {\n    def¦\n  }\n}\n')).toContain('default');
    expect(labels('proxy_set_header Host $host;\npro¦')).toContain('proxy_pass');
    expect(labels('¦')).not.toEqual([]);
  });
});

describe('completion of arguments', () => {
  it('knows flags, listed values and parameters', () => {
    expect(labels('http {\n  gzip ¦;\n}\n')).toEqual(expect.arrayContaining(['on', 'off']));
    expect(labels('http {\n  server_tokens b¦;\n}\n')).toContain('build');
    expect(labels('http {\n  server {\n    listen 443 ¦;\n  }\n}\n')).toEqual(
      expect.arrayContaining(['ssl', 'default_server', 'backlog=']),
    );
    expect(labels('http {\n  server {\n    listen 443 ssl ¦;\n  }\n}\n')).not.toContain('ssl');
  });

  it('knows variables, those of the files first', () => {
    const { model, offset, text } = at('http {\n  map $a $section { default x; }\n  add_header X-A "a-$ho¦";\n}\n');
    const items = completeNginx(model, offset);
    expect(items[0]?.label).toBe('$section');
    const host = items.find(({ label }) => label === '$host');
    expect(text.slice(host?.span.start, host?.span.end)).toBe('$ho');
  });

  it('knows upstreams, named locations, zones and formats', () => {
    const head =
      'http {\n  limit_req_zone $a zone=login:1m rate=1r/s;\n  log_format full x;\n  upstream app { server a; }\n  server {\n';
    expect(labels(`${head}location / { proxy_pass ¦; }\n}\n}\n`)).toContain('http://app');
    expect(labels(`${head}location @back {}\nlocation / { try_files $uri ¦; }\n}\n}\n`)).toContain('@back');
    expect(labels(`${head}location / { limit_req ¦; }\n}\n}\n`)).toContain('zone=login');
    expect(labels(`${head}access_log /a.log ¦;\n}\n}\n`)).toContain('full');
  });
});

describe('completion while typing, before the `;`', () => {
  const inServer = (line: string, below = '') => `http {\n  server {\n    ${line}\n${below}  }\n}\n`;
  const sorted = (marked: string): readonly string[] => {
    const { model, offset } = at(marked);
    return [...completeNginx(model, offset)]
      .sort((a, b) => (a.sortText < b.sortText ? -1 : 1))
      .map(({ label }) => label);
  };

  it('offers the values of the directive, whatever stands below', () => {
    for (const below of ['', '    listen 80;\n', '    location / { }\n']) {
      expect(sorted(inServer('ssl_protocols ¦', below))[0]).toBe('TLSv1.2 TLSv1.3');
      expect(sorted(inServer('ssl_protocols ¦', below))).not.toContain('access_log');
      expect(sorted(inServer('return ¦', below))[0]).toBe('301 https://$host$request_uri');
    }
    expect(sorted(inServer('error_log /x ¦'))[0]).toBe('warn');
    expect(sorted(inServer('server_tokens ¦'))).toEqual(['off', 'on', 'build']);
    expect(sorted(inServer('ssl_protocols TLSv1.2 ¦'))[0]).toBe('TLSv1.3');
  });

  it('offers weak protocols last', () => {
    const labels = sorted(inServer('ssl_protocols ¦'));
    expect(labels.indexOf('SSLv3')).toBeGreaterThan(labels.indexOf('TLSv1.2'));
  });

  it('offers directives on the line behind a statement that lacks only its `;`', () => {
    expect(sorted(inServer('server_name a.example\n    lis¦', '    root /srv;\n'))[0]).toBe('listen');
    expect(sorted(inServer('server_name a.example\n    ¦', '    root /srv;\n'))[0]).toBe('listen');
    expect(sorted(inServer('server_name a.example\n      b.exa¦;'))).not.toContain('listen');
  });

  it('puts what people write most first, and modules that nothing here uses last', () => {
    const names = sorted(inServer('¦'));
    expect(names.slice(0, 3)).toEqual(['listen', 'server_name', 'location']);
    const lua = names.findIndex((name) => name.includes('_by_lua'));
    expect(lua).toBeGreaterThan(names.indexOf('uwsgi_pass_header'));
    expect(names.indexOf('js_var')).toBeGreaterThan(names.indexOf('absolute_redirect'));
    const usingLua = sorted('http {\n  lua_package_path "x";\n  server {\n    ¦\n  }\n}\n');
    expect(usingLua.findIndex((name) => name.includes('_by_lua'))).toBeLessThan(usingLua.indexOf('uwsgi_buffers'));
  });

  it('knows names of headers and their values, in quotes where they need them', () => {
    expect(sorted(inServer('add_header ¦'))).toContain('Strict-Transport-Security');
    expect(sorted(inServer('add_header Strict-Transport-Security ¦'))).toEqual([
      'max-age=31536000',
      '"max-age=31536000; includeSubDomains"',
      'always',
    ]);
    expect(sorted(inServer('add_header Strict-Transport-Security "¦";'))).toContain(
      'max-age=31536000; includeSubDomains',
    );
    expect(sorted(inServer('add_header X-Frame-Options DENY ¦'))[0]).toBe('always');
    expect(sorted(inServer('proxy_set_header X-Forwarded-For ¦'))[0]).toBe('$proxy_add_x_forwarded_for');
    expect(sorted(inServer('proxy_hide_header ¦'))).toContain('X-Powered-By');
  });

  it('knows zones, caches and upstreams of files that take this one in', () => {
    const { model: root } = at(
      '¦http {\n  limit_req_zone $a zone=login:1m rate=1r/s;\n  upstream App { server a; }\n  proxy_cache_path /c keys_zone=pages:1m;\n  map $uri $kind { default 1; }\n}\n',
    );
    const inFragment = (line: string) => {
      const { model, offset } = at(`server {\n  location / {\n    ${line}\n  }\n}\n`);
      return completeNginx(model, offset, { around: [root] }).map(({ label }) => label);
    };
    expect(inFragment('limit_req zone=¦')).toContain('zone=login');
    expect(inFragment('proxy_pass ¦')).toContain('http://App');
    expect(inFragment('proxy_cache ¦')).toContain('pages');
    expect(inFragment('fastcgi_cache ¦')).not.toContain('pages');
    expect(inFragment('root /srv/$¦')[0]).toBe('$kind');
  });

  it('knows the files of the configuration folder', () => {
    const uri = 'file:///w/nginx.conf';
    const files: Readonly<Record<string, readonly FolderName[]>> = {
      'file:///w': [
        { name: 'conf.d', isFolder: true },
        { name: 'tls.pem', isFolder: false },
        { name: 'README', isFolder: false },
        { name: 'gzip.conf', isFolder: false },
        { name: 'a b.conf', isFolder: false },
      ],
      'file:///w/conf.d': [{ name: 'site.conf', isFolder: false }],
    };
    const related = { ...noRelatedFiles(uri), resolve: (path: string) => new URL(path, uri).href };
    const offered = (marked: string) => {
      const offset = marked.indexOf('¦');
      const model = buildNginx(readNginx(marked.replace('¦', '')), related, 'production', createEditing);
      return [...completeNginx(model, offset, { look: (folder) => files[folder] })]
        .sort((a, b) => (a.sortText < b.sortText ? -1 : 1))
        .map(({ label }) => label);
    };
    expect(offered('http {\n  include ¦\n}\n').slice(0, 4)).toEqual([
      'README',
      'gzip.conf',
      'conf.d/',
      'conf.d/*.conf',
    ]);
    expect(offered('http {\n  include ¦\n}\n')).not.toContain('a b.conf');
    expect(offered('http {\n  include conf.d/s¦\n}\n')).toEqual(['conf.d/site.conf']);
    expect(offered('http {\n  include /etc/nginx/conf.d/¦;\n}\n')).toEqual(['/etc/nginx/conf.d/site.conf']);
    expect(offered('http {\n  server {\n    ssl_certificate ¦\n  }\n}\n')[0]).toBe('tls.pem');
  });
});

describe('hover', () => {
  const page = (marked: string): string | undefined => {
    const { model, offset } = at(marked);
    return hoverNginx(model, offset)?.markdown;
  };
  it('shows syntax, default, contexts, age and a link', () => {
    const text = page('http {\n  server_to¦kens off;\n}\n');
    expect(text).toContain('server_tokens on | off | build | string;');
    expect(text).toContain('Default: `on`');
    expect(text).toContain('Where: http, server, location');
    expect(text).toContain('https://nginx.org/en/docs/http/ngx_http_core_module.html#server_tokens');
    expect(page('http {\n  server {\n    ht¦tp2 on;\n  }\n}\n')).toContain('Since nginx 1.25.1');
    expect(page('stream {\n  server {\n    proxy_¦timeout 1m;\n  }\n}\n')).toContain('ngx_stream_proxy_module');
  });
  it('shows variables with where they come from, and upstreams', () => {
    expect(page('http {\n  add_header A $request_u¦ri;\n}\n')).toContain('still encoded');
    expect(page('http {\n  map $uri $x { default 1; }\n  add_header A $¦x;\n}\n')).toContain('map $uri $x');
    expect(
      page('http {\n  upstream app { server a:1; }\n  server { location / { proxy_pass http://a¦pp/x; } }\n}\n'),
    ).toContain('server a:1;');
  });
  it('is silent on words it does not know', () => {
    expect(page('http {\n  my_own_thi¦ng 1;\n}\n')).toBeUndefined();
    expect(page('http {\n  root /s¦rv;\n}\n')).toBeUndefined();
  });
});

describe('definitions', () => {
  const target = (marked: string): readonly string[] => {
    const { model, offset, text } = at(marked);
    return nginxDefinitions(model, offset).map(({ span }) => text.slice(span.start, span.end));
  };
  it('finds upstreams, named locations, variables, zones and formats', () => {
    expect(target('http { upstream app { server a; } server { location / { proxy_pass http://a¦pp; } } }')).toEqual([
      'app',
    ]);
    expect(target('http { server { location @b {} location / { try_files $uri @¦b; } } }')).toEqual(['@b']);
    expect(target('http { map $uri $x { default 1; } server { add_header A $¦x; } }')).toEqual(['$x']);
    expect(target('http { limit_req_zone $a zone=l:1m rate=1r/s; limit_req zone=¦l; }')).toEqual(['l']);
    expect(target('http { log_format f x; access_log /a ¦f; }')).toEqual(['f']);
    expect(target('http { server { root /¦srv; } }')).toEqual([]);
  });
});

describe('symbols', () => {
  it('names servers by their names and maps by their variable', () => {
    const { model, text } = at(
      '¦http {\n  map $uri $x { default 1; }\n  server {\n    listen 80;\n    server_name a.example b.example;\n    location /x {}\n  }\n  include conf.d/*.conf;\n}\n',
    );
    const [http] = nginxSymbols(model);
    expect(http?.children.map(({ name, detail, kind }) => [name, detail, kind])).toEqual([
      ['$x', 'map', 'variable'],
      ['a.example b.example', '80', 'server'],
      ['conf.d/*.conf', 'include', 'include'],
    ]);
    expect(http?.children[1]?.children.map(({ name }) => name)).toEqual(['/x']);
    expect(text.slice(http?.nameSpan.start, http?.nameSpan.end)).toBe('http');
  });
});

describe('half-typed text', () => {
  const FILE =
    'http {\n  map $uri $x { default 1; ~^/a 2; }\n  server {\n    listen 443 ssl;\n    location ~ "^/a" { set $y "$x"; proxy_pass http://app; }\n  }\n}\n';
  it('never throws, wherever the file ends and the cursor is', () => {
    for (let end = 0; end <= FILE.length; end++) {
      const { model } = at(`${FILE.slice(0, end)}¦`);
      for (const offset of [0, Math.floor(end / 2), end]) {
        expect(() => {
          completeNginx(model, offset);
          hoverNginx(model, offset);
          nginxDefinitions(model, offset);
          nginxSymbols(model);
        }).not.toThrow();
      }
    }
  });
});
