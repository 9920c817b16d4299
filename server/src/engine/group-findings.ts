import type { Folding } from '../finding/folding.ts';
import { SEVERITIES, type Severity } from '../finding/severity.ts';
import { GREATER, type Greater } from './lesser-findings.ts';

/** Why a finding is shown with another: the same advice elsewhere, a detail of a greater one, another copy of the same credential. */
export type GroupReason = 'same-advice' | 'lesser' | 'same-credential';

/** What grouping needs of a finding, whatever door it comes from. */
export interface Groupable {
  readonly rule: string;
  readonly severity: Severity;
  readonly fingerprint: string;
  readonly folding: Folding;
}

/** A finding that is shown with the lead of its entry. */
export interface Further<T> {
  readonly finding: T;
  readonly reason: GroupReason;
}

/** One line of a report: a finding and those shown with it. */
export interface Entry<T> {
  /** The first finding of the highest severity; of one credential the setting of the program that checks it. */
  readonly lead: T;
  /** Of the highest member. */
  readonly severity: Severity;
  /** The other members in their order. */
  readonly further: readonly Further<T>[];
}

/** How the findings of a door are ordered and which file each is in. */
export interface Places<T> {
  fileOf(finding: T): string;
  /** By file and place; ties are broken by rule and fingerprint. */
  compare(a: T, b: T): number;
}

/** A finding while it is sorted into an entry. */
interface Node<T> {
  readonly finding: T;
  readonly file: string;
  /** What it is shown with. */
  above: Node<T> | undefined;
  reason: GroupReason;
  /** Lower is worse; with everything below it. */
  rank: number;
}

/**
 * Folds findings that say one thing into entries: lesser ones under a greater one of the same service or server, copies of a credential
 * under the setting that is checked, then equal advice of a rule in one file. Presentation alone: every finding is in exactly one entry,
 * unchanged. Give it finished findings without the suppressed and the known ones. The result depends on the set, not on its order.
 * @returns the entries in the order of their leads. Linear but for sorting.
 */
export function groupFindings<T extends Groupable>(findings: readonly T[], places: Places<T>): readonly Entry<T>[] {
  const nodes = sorted(findings, places).map((finding): Node<T> => {
    const rank = SEVERITIES.indexOf(finding.severity);
    return { finding, file: places.fileOf(finding), above: undefined, reason: 'same-advice', rank };
  });
  foldLesser(nodes);
  foldCredentials(nodes);
  foldAdvice(nodes);
  return entriesOf(nodes);
}

function sorted<T extends Groupable>(findings: readonly T[], places: Places<T>): readonly T[] {
  return [...findings].sort(
    (a, b) => places.compare(a, b) || order(a.rule, b.rule) || order(a.fingerprint, b.fingerprint),
  );
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function put<T>(node: Node<T>, above: Node<T>, reason: GroupReason): void {
  node.above = above;
  node.reason = reason;
  for (let up: Node<T> | undefined = above; up !== undefined; up = up.above) up.rank = Math.min(up.rank, node.rank);
}

/** What may fold the findings of a rule, by that rule. */
const BY_LESSER: ReadonlyMap<string, readonly Greater[]> = byLesser();

function byLesser(): ReadonlyMap<string, readonly Greater[]> {
  const found = new Map<string, Greater[]>();
  for (const greater of GREATER) {
    for (const rule of greater.lesser) {
      const known = found.get(rule);
      if (known === undefined) found.set(rule, [greater]);
      else known.push(greater);
    }
  }
  return found;
}

const IS_GREATER: ReadonlySet<string> = new Set(GREATER.map(({ rule }) => rule));

function foldLesser<T extends Groupable>(nodes: readonly Node<T>[]): void {
  const worst = new Map<string, Node<T>>();
  for (const node of nodes) {
    if (!IS_GREATER.has(node.finding.rule)) continue;
    for (const owner of node.finding.folding.owners) {
      const key = keyOf(node.file, node.finding.rule, owner);
      const known = worst.get(key);
      if (known === undefined || severityOf(node) < severityOf(known)) worst.set(key, node);
    }
  }
  if (worst.size === 0) return;
  for (const node of nodes) {
    const above = greaterOf(node, worst);
    if (above !== undefined) put(node, above, 'lesser');
  }
}

/** The worst finding that makes this one a detail: never one that is less severe. */
function greaterOf<T extends Groupable>(node: Node<T>, worst: ReadonlyMap<string, Node<T>>): Node<T> | undefined {
  let best: Node<T> | undefined;
  for (const { rule, share } of BY_LESSER.get(node.finding.rule) ?? []) {
    for (const owner of node.finding.folding.owners) {
      if (!owner.startsWith(`${share} `)) continue;
      const found = worst.get(keyOf(node.file, rule, owner));
      if (found === undefined || severityOf(found) > severityOf(node)) continue;
      if (best === undefined || severityOf(found) < severityOf(best)) best = found;
    }
  }
  return best;
}

function severityOf<T extends Groupable>(node: Node<T>): number {
  return SEVERITIES.indexOf(node.finding.severity);
}

/** Across files: the key of a credential names the place of its setting. */
function foldCredentials<T extends Groupable>(nodes: readonly Node<T>[]): void {
  const copies = grouped(nodes, ({ finding }) => finding.folding.credential?.key);
  const rankOf = (node: Node<T>) => node.finding.folding.credential?.rank ?? 0;
  foldGroups(
    copies,
    'same-credential',
    (a, b) => rankOf(a) > rankOf(b) || (rankOf(a) === rankOf(b) && a.rank < b.rank),
  );
}

function foldAdvice<T extends Groupable>(nodes: readonly Node<T>[]): void {
  const equal = grouped(nodes, ({ file, finding }) => keyOf(file, finding.rule, finding.folding.advice));
  foldGroups(equal, 'same-advice', (a, b) => a.rank < b.rank);
}

/** What is not folded yet, by a key. */
function grouped<T>(
  nodes: readonly Node<T>[],
  keyFor: (node: Node<T>) => string | undefined,
): Iterable<readonly Node<T>[]> {
  const groups = new Map<string, Node<T>[]>();
  for (const node of nodes) {
    const key = node.above === undefined ? keyFor(node) : undefined;
    if (key === undefined) continue;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [node]);
    else known.push(node);
  }
  return groups.values();
}

/** Puts every group under its best member; of equals, the first. */
function foldGroups<T>(
  groups: Iterable<readonly Node<T>[]>,
  reason: GroupReason,
  isBetter: (a: Node<T>, b: Node<T>) => boolean,
): void {
  for (const group of groups) {
    const [first, ...others] = group;
    if (first === undefined) continue;
    const lead = others.reduce((best, node) => (isBetter(node, best) ? node : best), first);
    for (const node of group) if (node !== lead) put(node, lead, reason);
  }
}

function entriesOf<T>(nodes: readonly Node<T>[]): readonly Entry<T>[] {
  const further = new Map<Node<T>, Further<T>[]>();
  for (const node of nodes) {
    let root = node;
    while (root.above !== undefined) root = root.above;
    const members = further.get(root) ?? [];
    further.set(root, members);
    if (root !== node) members.push({ finding: node.finding, reason: node.reason });
  }
  return nodes.flatMap((node) => {
    if (node.above !== undefined) return [];
    return { lead: node.finding, severity: SEVERITIES[node.rank] ?? 'low', further: further.get(node) ?? [] };
  });
}

function keyOf(...parts: readonly string[]): string {
  return parts.join('\u001f');
}
