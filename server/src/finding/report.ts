import type { Location } from '../formats/format.ts';
import type { Span } from '../text/span.ts';
import type { Fix } from './fix.ts';
import type { Credential } from './folding.ts';
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
  /** What it is about does not come up at all, whatever the file is for: weak evidence of a purpose does not lower it. */
  readonly startFails?: boolean;
  /** It is about a value left blank: a template leaves it so to be filled in, so there its purpose lowers it after all. */
  readonly isBlank?: boolean;
  /** Nothing is lost by it where the file is for a test run: there it rests. */
  readonly restsInTests?: boolean;
  /** The best first; as a function where they are dear to make: it is called when somebody asks for them, most often never. */
  readonly fixes?: readonly Fix[] | (() => readonly Fix[]);
  /** Names that identify the finding when lines move (`['services', 'web', 'privileged']`); default: derived from the place. */
  readonly path?: readonly string[];
  /**
   * A short name for what it asks to be done: findings of the rule in one file with the same advice are shown as one. Default: what the
   * message says behind its last `;` or `:`. Needed where each object wants something of its own (a variable to be set, a file to be made).
   */
  readonly advice?: string;
  /** The credential it is about: findings about one credential are shown as one. */
  readonly credential?: Credential;
}

export type ReportFunction = (report: Report) => void;
