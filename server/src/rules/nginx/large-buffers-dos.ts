import { bytesOf } from '../../subjects/nginx/measures.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/large-buffers-dos',
  subject: 'nginxDirective',
  severity: 'low',
  category: 'limits',
  profile: 'strict',
  stages: 'production',
  summary: 'Request headers may take a lot of memory',
  fix: 'none',
  formats: ['nginx'],
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
