import type { NginxBinary } from './nginx-binary.ts';
export const NGINX_CASES: readonly {
  readonly name: string;
  readonly run: (nginx: NginxBinary) => Promise<string | undefined>;
}[] = [];
