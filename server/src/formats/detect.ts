import type { Format } from './format.ts';
import { isTomlName } from './toml-name.ts';

/** A format and how it was found (`use`: by a file that names it); `reason` is shown to the user by *Why Is Nothing Reported Here?*. */
export interface Detection {
  readonly format: Format;
  readonly reason: 'name' | 'content' | 'use';
}

/** What a file's name says: a format, that its content must decide for one, or `no`. */
export type NameVerdict = { readonly format: Format; readonly needsContent: boolean } | undefined;

// A name may hold line breaks: `s`.
const DOTENV_NAME =
  /^(?:\.env(?:[.\-_].*)?|\.flaskenv|.*\.env|env[.-](?:example|sample|template|dist|defaults|production|prod|local))$/is;
const NOT_DOTENV =
  /\.(?:[cm]?[jt]sx?|py|rb|go|rs|php|java|sh|bash|zsh|fish|ps1|md|txt|json|ya?ml|toml|lock|vault|gpg|age|enc|j2|erb|ejs|hbs|tera|tpl|d\.ts)$/i;
const COMPOSE_NAME = /^(?:.*[.\-_])?(?:docker[-_])?compose(?:[.\-_].*)?\.ya?ml$|^docker-stack.*\.ya?ml$/is;
/** What the Rancher 1 command line read beside a Compose file: `services:` with scales and checks, no images. Compose never reads it. */
const RANCHER_NAME = /^rancher-compose\b.*\.ya?ml$/s;
/** Endings of templates that another tool renders into the file: Ansible, Go, Ruby. */
const RENDERED = /\.(?:j2|jinja2?|tpl|tmpl|gotmpl|erb)$/i;
const LOCK_FILES = new Set(['cargo.lock', 'poetry.lock', 'uv.lock', 'pdm.lock', 'pixi.lock']);

/** Whether a file's name says that another tool renders it into one of ours: `.env.j2`, `compose.yaml.tmpl`. */
export function isRenderedName(path: string): boolean {
  return renderedFrom(path.slice(path.lastIndexOf('/') + 1)) !== undefined;
}

/** The name of what a template of a YAML or an env file is rendered to. */
function renderedFrom(name: string): string | undefined {
  const plain = name.replace(RENDERED, '');
  return plain !== name && /^\.env(?:\.|$)|\.(?:env|ya?ml)$/i.test(plain) ? plain : undefined;
}

/** What the path alone says. `path` has `/`; matching costs no I/O and is linear. */
export function detectByName(path: string): NameVerdict {
  const segments = path.split('/');
  const whole = (segments.at(-1) ?? '').toLowerCase();
  const rendered = renderedFrom(whole);
  const name = (rendered ?? whole).replace(/(?:[.-](?:example|sample|dist|default|orig))+$/, '');
  if (LOCK_FILES.has(name) || RANCHER_NAME.test(name)) return undefined;
  // `env.sample`: without its ending the name says nothing
  if (DOTENV_NAME.test(name === 'env' ? whole : name) && !NOT_DOTENV.test(name))
    return { format: 'dotenv', needsContent: false };
  if (COMPOSE_NAME.test(name)) return { format: 'compose', needsContent: rendered !== undefined };
  if (name.endsWith('.yml') || name.endsWith('.yaml')) return { format: 'compose', needsContent: true };
  if (isTomlName(segments.map((segment) => segment.toLowerCase()))) return { format: 'toml', needsContent: false };
  return nginxByName(segments, name);
}

function nginxByName(segments: readonly string[], name: string): NameVerdict {
  const folders = segments.slice(0, -1).map((segment) => segment.toLowerCase());
  const isConf = /\.conf(?:\.(?:template|tmpl|j2|jinja2?|erb))?$/.test(name);
  if (name === 'nginx.conf' || /\.nginx(?:\.conf)?(?:\.template)?$/.test(name) || name.endsWith('.vhost')) {
    return { format: 'nginx', needsContent: false };
  }
  if (isConf || (name.startsWith('nginx') && /\.(?:template|j2|jinja2?|conf\..*)$/s.test(name)))
    return { format: 'nginx', needsContent: true };
  const parent = folders.at(-1) ?? '';
  if (/^sites-(?:available|enabled)$/.test(parent)) return { format: 'nginx', needsContent: true };
  if (parent === 'snippets' && folders.includes('nginx')) return { format: 'nginx', needsContent: true };
  return undefined;
}

/** The format of a file, by name first, then by content; `undefined` when it is none of ours. */
export function detect(path: string, text: string): Detection | undefined {
  const verdict = detectByName(path);
  if (verdict === undefined) return undefined;
  if (!verdict.needsContent) return { format: verdict.format, reason: 'name' };
  const head = text.length > 65536 ? text.slice(0, 65536) : text;
  const inNginxFolder = /(?:^|\/)nginx\//i.test(path);
  const matches = verdict.format === 'compose' ? looksLikeCompose(head) : looksLikeNginx(head, inNginxFolder ? 1 : 2);
  return matches ? { format: verdict.format, reason: 'content' } : undefined;
}

/** A top-level `services:` whose children have `image:` or `build:`, and nothing of Kubernetes or a CI system. */
function looksLikeCompose(text: string): boolean {
  let services = false;
  let runnable = false;
  for (const line of text.split('\n')) {
    const first = line.charCodeAt(0);
    if (first !== 32 && first !== 9 && first !== 35) {
      if (/^(?:apiVersion|kind|jobs|stages|pipeline|swagger|openapi|steps)\s*:/.test(line)) return false;
      if (/^services\s*:/.test(line)) services = true;
    } else if (services && /^[ \t]+(?:image|build)[ \t]*:/.test(line)) {
      runnable = true;
    }
  }
  return services && runnable;
}

const NGINX_WORDS = new Set(
  (
    'server location listen server_name proxy_pass root include upstream http events stream map geo add_header proxy_set_header ' +
    'proxy_http_version proxy_read_timeout proxy_send_timeout proxy_connect_timeout proxy_redirect proxy_buffering proxy_cache ' +
    'fastcgi_pass fastcgi_param fastcgi_index uwsgi_pass uwsgi_param grpc_pass ssl_certificate ssl_certificate_key ssl_protocols ' +
    'ssl_ciphers ssl_prefer_server_ciphers ssl_session_cache ssl_session_timeout ssl_dhparam ssl_stapling ssl_session_tickets ' +
    'limit_req_zone limit_req limit_conn_zone limit_conn stub_status error_page auth_request sub_filter gzip gzip_types access_log error_log worker_processes worker_connections ' +
    'user pid return rewrite try_files index alias client_max_body_size keepalive_timeout sendfile types default_type resolver ' +
    'set if allow deny auth_basic auth_basic_user_file expires set_real_ip_from real_ip_header server_tokens log_format load_module'
  ).split(' '),
);

/** Families no other configuration language with `;` has: `proxy_cache_path`, `client_max_body_size` … */
const NGINX_FAMILIES = /^(?:proxy|fastcgi|uwsgi|scgi|grpc|client|gzip|ssl|open_file_cache)_[a-z_]+$/;

/** A path, a pattern or a name behind `location`: no other language has that word with it. */
const LOCATION = /^location[ \t]+(?:(?:=|~\*?|\^~)[ \t]*)?["']?[/^@\\].*\{/;
/** A whole line of a template language: it decides about text, it is none. */
const TEMPLATE_LINE = /^\{[{%#].*[}%#]\}$/;

/** Known nginx directives in nginx syntax (ended by `;` or opening a block), and not mostly something else. */
function looksLikeNginx(text: string, least: number): boolean {
  let known = 0;
  let statements = 0;
  let other = 0;
  // Inside a statement whose list goes on over several lines.
  let isOpen = false;
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#') || TEMPLATE_LINE.test(line)) continue;
    const code = line.replace(/[ \t]#.*$/, '').trimEnd();
    const end = code.at(-1);
    const isEnded = end === ';' || end === '{' || end === '}';
    if (isOpen) {
      isOpen = !isEnded;
      // Counted when it ends: what begins like a list and never does is none.
      if (end === ';') {
        statements += 1;
        known += 1;
      }
      continue;
    }
    const word = /^[A-Za-z_]+(?=[ \t;{]|$)/.exec(code)?.[0] ?? '';
    const isKnown = NGINX_WORDS.has(word) || NGINX_FAMILIES.test(word);
    if (!isEnded) {
      // Words with `_` are nginx's own; `server` or `include` begins a line of prose as well.
      isOpen = isKnown && word.includes('_');
      if (!isOpen) other += 1;
    }
    if (!isEnded || (end === '}' && code.length === 1)) continue;
    statements += 1;
    if (isKnown) known += LOCATION.test(code) ? 2 : 1;
  }
  return (known >= least || (known === 1 && statements === 1)) && other <= statements;
}
