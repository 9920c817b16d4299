import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FileReport } from '../../../server/src/engine/file-report.ts';
import { lintFiles, memoryProject } from '../../support/lint.ts';
import { MemoryHost } from '../../support/memory-host.ts';

const COMPOSE = `services:
  web:
    image: nginx:1.25
    environment:
      DATABASE_URL: postgres://shop:\${DB_PASSWORD}@db:5432/shop
      SESSION_SECRET: \${SESSION_SECRET:-changeme}
    ports:
      - "8080:80"
    depends_on: [db]
  db:
    image: postgres:16
    environment:
      POSTGRES_PASSWORD: postgres
`;

const NGINX = `events {}
http {
include snippets/tls.conf;
server {
    listen 443 ssl;
    server_name shop.example.com;
    root /srv/shop;
    location /api/ {
        proxy_pass http://127.0.0.1:8080;
        add_header X-Frame-Options DENY;
    }
    location /files { alias /srv/files/; autoindex on; }
}
}
`;

/** Each workspace, the file that is typed in, and what is typed. */
const SESSIONS = [
  {
    path: 'docker-compose.yml',
    files: {
      'docker-compose.yml': COMPOSE,
      'docker-compose.override.yml': 'services:\n  db:\n    ports: ["5432:5432"]\n',
      '.env': 'DB_PASSWORD=shop2024\nSESSION_SECRET=secret\n',
    },
    words: ['\n', '  ', ':', 'privileged: true', 'a', '"', '#', '-', '${X}', 'mysql', 'ports', 'shop'],
  },
  {
    path: 'nginx.conf',
    files: {
      'nginx.conf': NGINX,
      'snippets/tls.conf': 'ssl_protocols TLSv1 TLSv1.2;\nssl_certificate /srv/shop/site.pem;\n',
    },
    words: ['\n', ' ', ';', '{', '}', 'root /srv;', 'server_tokens on;', '#', 'return 301 ', '$host', '/srv/shop', 'x'],
  },
  {
    path: '.env',
    files: {
      '.env':
        'export DB_PASSWORD=postgres\nAPI_TOKEN="abc def"\nSMTP_URL=smtp://me:pw@mail.example.com\nDEBUG=true # no\n',
      'docker-compose.yml': 'services:\n  a:\n    image: redis:7\n    env_file: .env\n',
    },
    words: ['\n', ' ', '=', '"', "'", '#', '$', '${', '}', 'SECRET', 'password', 'ü', 'export ', '\\'],
  },
] as const;

/** Whatever an editor shows of a report, but for fixes with secrets in them: these are made anew each time. */
function shown({ findings, suppressed, resting }: FileReport): unknown {
  const plain = findings.map(({ folding: _, fixes, ...finding }) => ({
    ...finding,
    fixes: fixes.map(({ title, safety }) => ({ title, safety })),
  }));
  return { plain, suppressed: suppressed.length, resting: resting.length };
}

describe('a project that has seen every state of a text', () => {
  for (const { path, files, words } of SESSIONS) {
    it(`says of ${path} what a project says that reads it for the first time`, async () => {
      const edit = fc.record({ at: fc.nat(2000), remove: fc.nat(6), insert: fc.constantFrom('', ...words) });
      await fc.assert(
        fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 8 }), async (edits) => {
          const { project } = memoryProject({ files });
          let text = (files as Readonly<Record<string, string>>)[path] ?? '';
          for (const { at, remove, insert } of edits) {
            const start = at % (text.length + 1);
            text = text.slice(0, start) + insert + text.slice(start + remove);
            project.open(MemoryHost.uri(path), text);
            const known = await project.check(MemoryHost.uri(path));
            expect(shown(known)).toEqual(shown(await lintFiles({ files: { ...files, [path]: text }, path })));
          }
        }),
        { numRuns: 25 },
      );
    });
  }
});
