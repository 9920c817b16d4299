import type { Location } from '../formats/format.ts';
import type { Span } from '../text/span.ts';
import type { Fix } from './fix.ts';
import type { Severity } from './severity.ts';

export interface RelatedNote {
  readonly at: Location;
  readonly message: string;
}

/** What a rule says about one place. */
export interface Report {
  /** A span of the linted file, or a place in another file of its project. */
  readonly at: Span | Location;
  /** Names the object, states the risk, ends with what to do; at most 120 characters; never a secret. */
  readonly message: string;
  /** Lowers the rule's severity; a higher one than the rule's is cut to it. */
  readonly severity?: Severity;
  readonly related?: readonly RelatedNote[];
  /** The best first. */
  readonly fixes?: readonly Fix[];
  /** Names that identify the finding when lines move (`['services', 'web', 'privileged']`); default: derived from the place. */
  readonly path?: readonly string[];
}

export type ReportFunction = (report: Report) => void;
