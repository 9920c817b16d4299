import { bytesOf } from '../../subjects/nginx/measures.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/large-buffers-dos',
  subject: 'nginxDirective',
  severity: 'low',
  severityBecause: 'anyone on the network × memory of the server by a few connections',
  category: 'limits',
  profile: 'strict',
  stages: 'production',
  summary: 'Request headers may take a lot of memory',
  why: 'Each connection may use the buffers in full before a request is even complete. 8 buffers of 64 KiB are more than any browser needs; thousands of connections multiply them.',
  references: [
    {
      name: 'nginx: large_client_header_buffers',
      url: 'https://nginx.org/en/docs/http/ngx_http_core_module.html#large_client_header_buffers',
    },
    {
      name: 'nginx: HTTP/2 Rapid Reset',
      url: 'https://blog.nginx.org/blog/http-2-rapid-reset-attack-impacting-f5-nginx-products',
    },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        large_client_header_buffers 16 256k;
      `,
      nginx`
        http2_max_concurrent_streams 1000;
      `,
    ],
    good: [
      nginx`
        large_client_header_buffers 4 16k;
      `,
      nginx`
        http2_max_concurrent_streams 128;
      `,
    ],
  },
  check(directive, report) {
    const [first, second] = directive.values;
    const size = bytesOf(directive.name === 'large_client_header_buffers' ? second : first) ?? 0;
    const tooLarge =
      (directive.name === 'large_client_header_buffers' && Number(first) * size > 8 * 64 * 1024) ||
      (directive.name === 'client_header_buffer_size' && size > 64 * 1024) ||
      (directive.name === 'http2_max_concurrent_streams' && size > 256);
    if (!tooLarge) return;
    report({
      at: directive.argAt(0),
      message: `${directive.name} ${directive.values.join(' ').slice(0, 30)} lets few connections take much memory; use the default`,
    });
  },
});
