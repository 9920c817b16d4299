/**
 * Until when the publisher of a product fixes security holes of a version for everybody, without a contract.
 * The tables list versions whose date lies half a year or more before they were last looked at (November 2026): who is in the middle
 * of a move knows it, and a planned date may still change.
 */
export interface SupportedProduct {
  readonly name: string;
  readonly images: readonly string[];
  /** How variables that hold its version begin: `MYSQL_VERSION`, `MYSQL5_VERSION`. */
  readonly variables: readonly string[];
  /** Every version below this one is out of support. */
  readonly floor: string;
  /** The month support ended by version, ascending; a version covers those that begin with it, and the next one the gap below it. */
  readonly ends: Readonly<Record<string, string>>;
  /** Numbers below are those of something else (a browser image that is tagged with the version of its grid). */
  readonly from?: number;
  /** By version of `ends`: the first patch release of its last year. An older one that a tag names was left behind long before the end. */
  readonly lastYear?: Readonly<Record<string, number>>;
  readonly names?: Readonly<Record<string, string>>;
  readonly source: string;
}
