import { isScalar, parseDocument } from 'yaml';
import { tooDeepAt } from './nesting.ts';

/** What a piece of YAML decodes to when it is one scalar. */
export function decodeScalar(source: string): string | undefined {
  if (tooDeepAt(source) !== undefined) return undefined;
  const doc = parseDocument(source, { schema: 'failsafe', prettyErrors: false, logLevel: 'silent' });
  return doc.errors.length === 0 && isScalar(doc.contents) ? doc.contents.source : undefined;
}
