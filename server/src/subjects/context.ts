import type { Format, Stage } from '../formats/format.ts';
import type { SubjectKind, SubjectMap } from './subject.ts';

/** What a rule may know besides its subject. */
export interface RuleContext {
  readonly uri: string;
  readonly format: Format;
  readonly stage: Stage;
  readonly text: string;
  /** False after a syntax error: then nothing may be called absent. */
  readonly complete: boolean;
  /** Whether git tracks the file; `undefined` when not known: say nothing. */
  readonly tracked: boolean | undefined;
  readonly workspaceWords: readonly string[];
  /** A number of the rule's own `thresholds`, as the settings or a checklist set it. */
  threshold(name: string): number;
  /** Settings that change advice: nginx version (`'1.22'`), TLS level. */
  readonly nginx: { readonly version?: string | undefined; readonly tls: 'modern' | 'intermediate' };
  /** Every model subject of another kind in the same document, for rules that compare. */
  all<K extends SubjectKind>(kind: K): readonly SubjectMap[K][];
}
