import type { Category, Fix, RelatedNote, Severity } from '../rules/contract.ts';
import type { Span } from '../text/span.ts';

/** One problem in one place: what every door shows. */
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
  /** It is not reported where it stands, because of what the file is for; counted only. */
  readonly rests?: true | undefined;
  /** Present when a comment silences it; `reason` may be empty. */
  readonly suppressed?: { readonly reason: string } | undefined;
}
