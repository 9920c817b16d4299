import type { FileReport } from '../engine/file-report.ts';
import type { NginxModel } from '../formats/nginx/model/model.ts';

/** The nginx files that take a file in: what they declare can be used in it. */
export function nginxAround({ around }: FileReport): readonly NginxModel[] {
  return around.filter((model) => model.format === 'nginx');
}
