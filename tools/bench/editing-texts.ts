/** What the editing session types in: a compose file of a thousand lines with its `.env`, an nginx tree of four hundred, an env file of three hundred. */

export interface Typed {
  readonly offset: number;
  readonly insert: string;
  readonly remove: number;
}

export interface EditedDocument {
  /** Texts by path below the workspace, on disk; only the edited one is open. */
  readonly files: Readonly<Record<string, string>>;
  /** The one that is typed in. */
  readonly edited: string;
  /** The edit number `i` of a text. */
  edit(text: string, i: number): Typed;
}

const times = (count: number, of: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => of(i)).join('');

const service = (i: number): string => `  app${i}:
    image: ${['nginx:1.27', 'postgres:16', 'redis:7-alpine', 'ghcr.io/example/web:latest'][i % 4]}
    restart: unless-stopped
    depends_on:
      - app${(i * 7 + 3) % 50}
    environment:
      APP_NAME: shop-${i}
      DATABASE_URL: postgres://shop:\${DB_PASSWORD}@app1:5432/shop_${i}
      SESSION_SECRET: \${SESSION_SECRET_${i}:-changeme}
      LOG_LEVEL: debug
    ports:
      - "${8000 + i}:80"
    volumes:
      - ./data/${i}:/var/lib/data
      - ./site${i}.conf:/etc/nginx/conf.d/site.conf:ro
    networks: [front, back]
    healthcheck:
      test: ["CMD", "curl", "-f", "http://localhost/"]
      interval: 30s

`;

const COMPOSE = `services:\n${times(50, service)}networks:\n  front:\n  back:\n    internal: true\n`;

const OVERRIDE = 'services:\n  app1:\n    ports:\n      - "5432:5432"\n  app2:\n    privileged: true\n';

const entry = (i: number): string =>
  [
    `SERVICE_${i}_HOST=service${i}.internal\n`,
    `SERVICE_${i}_PASSWORD=Tr0ub4dor${i * 7919}Plume\n`,
    `SERVICE_${i}_URL=https://user${i}:pass${i}@service${i}.example.net/api\n`,
    `# Settings of the worker ${i}\n`,
    `SESSION_SECRET_${i}=${(i * 2654435761).toString(16)}af${i}\n`,
    `WORKER_${i}_TIMEOUT="${i * 10}s"\n`,
  ][i % 6] ?? '';

const ENV = times(300, entry);

const server = (i: number): string => `server {
    listen 443 ssl;
    server_name site${i}.example.net;
    include snippets/tls.conf;
    location / {
        proxy_pass http://backend${i % 8};
        proxy_set_header Host $host;
        include snippets/proxy.conf;
    }
    location ~ \\.php$ {
        fastcgi_pass unix:/run/php.sock;
        fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
    }
    location /static/ {
        alias /srv/static${i};
        expires 30d;
    }
}
`;

const NGINX = `events {}
http {
include mime.types;
${times(8, (i) => `upstream backend${i} {\n    server 10.0.0.${i + 1}:8080;\n}\n`)}${times(19, server)}}
`;

/** Types a word letter by letter behind a place that is found again in every text, and takes it away again. */
function typing(behind: (text: string, round: number) => number, word: string): EditedDocument['edit'] {
  return (text, i) => {
    const step = i % (word.length * 2);
    const offset = behind(text, Math.floor(i / (word.length * 2)));
    if (step < word.length) return { offset: offset + step, insert: word[step] ?? '', remove: 0 };
    return { offset: offset + word.length * 2 - step - 1, insert: '', remove: 1 };
  };
}

function after(text: string, mark: string): number {
  return text.indexOf(mark) + mark.length;
}

export const DOCUMENTS: readonly EditedDocument[] = [
  {
    files: { 'bench/docker-compose.yml': COMPOSE, 'bench/.env': ENV, 'bench/docker-compose.override.yml': OVERRIDE },
    edited: 'bench/docker-compose.yml',
    edit: typing((text, round) => after(text, `APP_NAME: shop-${(round * 17) % 50}`), 'front'),
  },
  {
    files: {
      'bench/nginx/nginx.conf': NGINX,
      'bench/nginx/snippets/tls.conf':
        'ssl_certificate /etc/ssl/site.pem;\nssl_certificate_key /etc/ssl/site.key;\nssl_protocols TLSv1.2 TLSv1.3;\n',
      'bench/nginx/snippets/proxy.conf': 'proxy_set_header X-Real-IP $remote_addr;\nproxy_read_timeout 30s;\n',
    },
    edited: 'bench/nginx/nginx.conf',
    edit: typing((text, round) => after(text, `server_name site${(round * 5) % 19}`), 'shop'),
  },
  {
    files: { 'bench/env/docker-compose.yml': COMPOSE, 'bench/env/.env': ENV },
    edited: 'bench/env/.env',
    edit: typing((text, round) => after(text, `SERVICE_${(round * 6 + 1) % 300}_PASSWORD=`), 'horse'),
  },
];
