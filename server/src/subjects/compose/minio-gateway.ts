import type { ComposeService } from '../../formats/compose/model/model.ts';

/**
 * Whether MinIO only stands before the object store of a provider and takes the keys of that (`gateway s3`, `azure`, `b2`,
 * https://github.com/minio/minio/blob/7bf093c06ab05d27824037d3c2c0c6a4ad90d0be/docs/gateway/s3.md). In front of `gcs`, `hdfs` and `nas`
 * it checks a password of its own.
 */
export function isKeyedGateway(service: ComposeService | undefined): boolean {
  const words = (service?.command?.words ?? []).flatMap(({ text }) => text.trim().split(/\s+/));
  // the image's entrypoint takes the program's name as well
  const [first, second = ''] = words[0] === 'minio' ? words.slice(1) : words;
  return first === 'gateway' && KEYED.has(second);
}

const KEYED: ReadonlySet<string> = new Set(['s3', 'azure', 'b2']);
