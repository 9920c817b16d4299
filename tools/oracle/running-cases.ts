import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withFixes } from '../../server/src/project/with-fixes.ts';
import { applyFix } from '../../test/support/apply-fix.ts';
import { memoryProject } from '../../test/support/lint.ts';
import { MemoryHost } from '../../test/support/memory-host.ts';
import type { NginxBinary } from './nginx-binary.ts';
import { type Answer, type Asked, type RunningNginx, runNginx } from './nginx-running.ts';

type Ask = (listen: string, path?: string, options?: Asked) => Promise<Answer | undefined>;

/** The path of a socket for an application, and a folder with a page and dotfiles. */
interface Places {
  readonly upstream: string;
  readonly www: string;
}

interface Case {
  /** What the title of the fix says. */
  readonly name: string;
  readonly rule: string;
  /** The content of `http`. */
  readonly http: (places: Places) => string;
  /** What is asked before and after, and what must come: `200 -> 301`. */
  readonly asks: readonly {
    readonly of: (ask: Ask) => Promise<unknown>;
    readonly before: unknown;
    readonly after: unknown;
  }[];
}

const status = (listen: string, path?: string, options?: Asked) => async (ask: Ask) =>
  (await ask(listen, path, options))?.status;
const header = (name: string, listen: string, path?: string) => async (ask: Ask) =>
  (await ask(listen, path))?.headers[name];

const TLS = 'ssl_certificate /etc/ssl/site.pem; ssl_certificate_key /etc/ssl/site.key;';

const CASES: readonly Case[] = [
  {
    name: 'plain HTTP is redirected, HTTPS answers as before',
    rule: 'nginx/http-and-https-same-server',
    http: ({ www }) => `server { listen 80; listen 443 ssl; server_name www.example.com; ${TLS} root ${www}; }`,
    asks: [
      { of: status('80'), before: 200, after: 301 },
      { of: status('443'), before: 200, after: 200 },
    ],
  },
  {
    name: 'clients of TLS 1.2 and 1.3 connect',
    rule: 'nginx/tls-protocols-weak',
    http: () =>
      `server { listen 443 ssl; server_name www.example.com; ${TLS} ssl_protocols TLSv1 TLSv1.1 TLSv1.2; location / { return 200 shop; } }`,
    asks: [
      { of: status('443', '/', { maxVersion: 'TLSv1.2' }), before: 200, after: 200 },
      { of: status('443', '/', { minVersion: 'TLSv1.3' }), before: undefined, after: 200 },
    ],
  },
  {
    name: 'TLS versions change at a server that another one decides for',
    rule: 'nginx/tls-protocols-weak',
    http: () => `ssl_protocols TLSv1.1 TLSv1.2; ${TLS}
server { listen 443 ssl; server_name shop.example; location / { return 200 shop; } }
server { listen 443 ssl; listen [::1]:443 ssl; server_name www.example.com; ssl_protocols TLSv1.1 TLSv1.2; location / { return 200 www; } }`,
    asks: [{ of: status('443', '/', { minVersion: 'TLSv1.3' }), before: undefined, after: 200 }],
  },
  {
    name: 'TLS moves from the old directive to the listen line',
    rule: 'nginx/ssl-on-deprecated',
    http: () => `server { listen 443; ssl on; server_name www.example.com; ${TLS} location / { return 200 shop; } }`,
    asks: [{ of: status('443'), before: 200, after: 200 }],
  },
  {
    name: 'HSTS is sent with pages',
    rule: 'nginx/hsts-missing',
    http: ({ www }) => `server { listen 443 ssl; server_name www.example.com; ${TLS} root ${www}; }`,
    asks: [
      { of: header('strict-transport-security', '443'), before: undefined, after: 'max-age=31536000' },
      { of: status('443'), before: 200, after: 200 },
    ],
  },
  {
    name: 'HSTS is sent with errors as well',
    rule: 'nginx/hsts-not-always',
    http: () =>
      `server { listen 443 ssl; server_name www.example.com; ${TLS} add_header Strict-Transport-Security max-age=31536000; location / { return 200 shop; } location /gone { return 404; } }`,
    asks: [
      { of: header('strict-transport-security', '443', '/gone'), before: undefined, after: 'max-age=31536000' },
      { of: header('strict-transport-security', '443'), before: 'max-age=31536000', after: 'max-age=31536000' },
    ],
  },
  {
    name: 'dotfiles answer 403, pages as before',
    rule: 'nginx/dotfiles-exposed',
    http: ({ www }) => `server { listen 80; server_name www.example.com; root ${www};  }`,
    asks: [
      { of: status('80', '/.env'), before: 200, after: 403 },
      { of: status('80', '/'), before: 200, after: 200 },
    ],
  },
  {
    name: 'metrics answer this machine alone',
    rule: 'nginx/metrics-exposed',
    http: ({
      upstream,
    }) => `server { listen 80; server_name www.example.com; location / { return 200 shop; } location /metrics { proxy_pass http://unix:${upstream}; } }
server { listen unix:${upstream}; return 200 numbers; }`,
    asks: [
      { of: status('80', '/metrics', { from: '127.0.0.1' }), before: 200, after: 200 },
      { of: status('80', '/metrics', { from: '127.0.0.2' }), before: 200, after: 403 },
      { of: status('80', '/', { from: '127.0.0.2' }), before: 200, after: 200 },
    ],
  },
  {
    name: 'the application learns the scheme again',
    rule: 'nginx/proxy-set-header-inheritance',
    http: ({
      upstream,
    }) => `server { listen 80; server_name www.example.com; proxy_set_header X-Forwarded-Proto $scheme; location / { proxy_set_header X-Shop yes; proxy_pass http://unix:${upstream}; } }
server { listen unix:${upstream}; add_header X-Seen "$http_x_forwarded_proto $http_x_shop"; return 200 shop; }`,
    asks: [{ of: header('x-seen', '80'), before: 'yes', after: 'http yes' }],
  },
  {
    name: 'requests over the limit are refused, the first is not',
    rule: 'nginx/limit-req-log-only',
    http: ({ www }) =>
      `limit_req_zone $binary_remote_addr zone=perip:1m rate=1r/m; server { listen 80; server_name www.example.com; root ${www}; location / { limit_req zone=perip; limit_req_dry_run on; } }`,
    asks: [
      {
        of: async (ask) => [(await ask('80'))?.status, (await ask('80'))?.status],
        before: [200, 200],
        after: [200, 503],
      },
    ],
  },
  {
    name: 'headers for browsers come with pages',
    rule: 'nginx/security-headers-missing',
    http: ({ www }) => `server { listen 80; server_name www.example.com; root ${www}; index index.html;  }`,
    asks: [
      { of: header('x-content-type-options', '80'), before: undefined, after: 'nosniff' },
      { of: status('80'), before: 200, after: 200 },
    ],
  },
];

async function results({ asks }: Case, running: RunningNginx | string): Promise<readonly string[] | string> {
  if (typeof running === 'string') return running;
  const ask: Ask = async (listen, path, options) => {
    const door = running.doors.find(({ written }) => written === listen);
    return door && running.get(door, path, options);
  };
  const found: string[] = [];
  for (const { of } of asks) found.push(JSON.stringify(await of(ask)) ?? 'nothing');
  await running.stop();
  return found;
}

async function run(one: Case, nginx: NginxBinary): Promise<string | undefined> {
  const path = 'nginx.conf';
  const www = join(nginx.folder, 'app');
  mkdirSync(www, { recursive: true });
  for (const name of ['index.html', '.env']) writeFileSync(join(www, name), 'shop');
  const files = {
    [path]: `events {}\nhttp {\n${one.http({ upstream: join(nginx.folder, 'upstream.sock'), www })}\n}\n`,
  };
  const { project } = memoryProject({ files, profile: 'all', selection: { only: new Set([one.rule]) } });
  const { findings } = await withFixes(project, await project.check(MemoryHost.uri(path)));
  // of several the most comprehensive: the one that names another place too
  const [finding] = findings.toSorted((a, b) => (b.fixes[0]?.title.length ?? 0) - (a.fixes[0]?.title.length ?? 0));
  if (finding?.fixes[0] === undefined) return `${one.rule} offers no fix`;
  const wanted = (side: 'before' | 'after') => one.asks.map((ask) => JSON.stringify(ask[side]) ?? 'nothing');
  for (const [side, tree] of [
    ['before', files],
    ['after', applyFix(files, finding, 0)],
  ] as const) {
    const found = await results(one, await runNginx(tree, path, nginx));
    if (String(found) !== String(wanted(side)))
      return `${side} "${finding.fixes[0].title}": ${found}, not ${wanted(side)}`;
  }
  return undefined;
}

/** Cases of a real nginx: what the title of a fix says is what clients notice. */
export const NGINX_CASES = CASES.map((one) => ({ name: one.name, run: (nginx: NginxBinary) => run(one, nginx) }));
