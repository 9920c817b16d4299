import { isScalar, parseDocument } from 'yaml';

/** What a piece of YAML decodes to when it is one scalar. */
export function decodeScalar(source: string): string | undefined {
  const doc = parseDocument(source, { schema: 'failsafe', prettyErrors: false, logLevel: 'silent' });
  return doc.errors.length === 0 && isScalar(doc.contents) ? doc.contents.source : undefined;
}
