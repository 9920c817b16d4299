import { fileURLToPath } from 'node:url';
import { type Example, type PageSource, readPages } from '../../tools/rule-page-source.ts';

/** Every hand-written page of `docs/rules` by rule id. */
export const PAGES: ReadonlyMap<string, PageSource> = readPages(
  fileURLToPath(new URL('../../docs/rules', import.meta.url)),
);

/** The documents of a rule's page: those it reports, those it does not. */
export function documentsOf(rule: string): {
  readonly reported: readonly Example[];
  readonly notReported: readonly Example[];
} {
  const { reported = [], notReported = [] } = PAGES.get(rule) ?? {};
  return { reported, notReported };
}
