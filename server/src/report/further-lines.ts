import type { ReportEntry, ReportFinding } from './report.ts';

/** Places in a row, and findings with words of their own, that are written out; the rest is counted. */
const MOST_PLACES = 8;
const MOST_FINDINGS = 4;

/**
 * The other members of an entry in lines for people: the places where the same words hold, then those that say something else (a lesser
 * finding, a copy of the credential) with their message. Bounded; paths are left out where they are the lead's.
 */
export function furtherLines({ lead, further }: ReportEntry): readonly string[] {
  const all = further.map(({ finding }) => finding);
  const equal = all.filter((finding) => saysTheSame(finding, lead));
  const others = all.filter((finding) => !saysTheSame(finding, lead));
  const own = placeOf(lead, lead);
  const places = [...new Set(equal.map((finding) => placeOf(finding, lead)))].filter((place) => place !== own);
  const shown = others
    .slice(0, MOST_FINDINGS)
    .map((finding) => `with ${placeOf(finding, lead)} ${finding.message} [${finding.rule}]`);
  return [
    ...(places.length === 0 ? [] : [`also at ${places.slice(0, MOST_PLACES).join(', ')}${more(places, MOST_PLACES)}`]),
    ...shown,
    ...(others.length > MOST_FINDINGS ? [`with ${others.length - MOST_FINDINGS} more`] : []),
  ];
}

function saysTheSame(finding: ReportFinding, lead: ReportFinding): boolean {
  return finding.rule === lead.rule && finding.folding.words === lead.folding.words;
}

function placeOf({ path, line, column }: ReportFinding, lead: ReportFinding): string {
  return `${path === lead.path ? '' : `${path}:`}${line}:${column}`;
}

function more(list: readonly unknown[], shown: number): string {
  return list.length > shown ? ` and ${list.length - shown} more` : '';
}
