import type { Span } from '../text/span.ts';
import type { Fix } from './fix.ts';
import type { Folding } from './folding.ts';
import type { RelatedNote } from './report.ts';
import type { Category, Severity } from './severity.ts';

/** One problem in one place: what editor, terminal and reports show. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly category: Category;
  readonly uri: string;
  readonly span: Span;
  /** Masked: never contains a secret. */
  readonly message: string;
  /** Stable under edits elsewhere in the file: rule and owning path of names, not the line number. 16 hex digits. */
  readonly fingerprint: string;
  readonly related: readonly RelatedNote[];
  readonly fixes: readonly Fix[];
  /** Tells which findings are shown as one; in no output. */
  readonly folding: Folding;
  /** It is not reported where it stands, because of what the file is for; counted only. */
  readonly rests?: true | undefined;
  /** Present when a comment silences it; `reason` may be empty. */
  readonly suppressed?: { readonly reason: string } | undefined;
}
