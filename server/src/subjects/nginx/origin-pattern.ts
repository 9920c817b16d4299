import { parseRegex, regexMatches } from '../../formats/nginx/read/regex.ts';
import { isAnchoredAtStart } from '../../formats/nginx/read/regex-facts.ts';
import type { Regex, RegexNode } from '../../formats/nginx/read/regex-tree.ts';

/** An origin of somebody else that a pattern admits, and the kind of gap it comes through. */
export interface OriginHole {
  readonly kind: 'start' | 'middle' | 'end' | 'dot';
  /** Proven: the pattern matches it. */
  readonly witness: string;
}

const MOST_SAMPLES = 24;
const ORIGIN = /^https?:\/\/([a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,})(?::\d+)?$/;

/**
 * Whether a pattern that is meant to admit some origins admits others as well. Texts the pattern stands for are made from it,
 * changed the way an attacker who registers a name would, and matched again: what it reports is certain.
 */
export function originHole(pattern: string, ignoreCase: boolean): OriginHole | undefined {
  const regex = parseRegex(pattern, ignoreCase);
  if (regex.invalid || !/[a-z]{2}/i.test(pattern)) return undefined;
  const meant = samples(regex.node, { any: ['.'], fill: '' })
    .map(asOrigin)
    .filter((text) => ORIGIN.test(text));
  const owners = new Set(meant.map(ownerOf));
  if (owners.size === 0) return undefined;
  const foreign = (text: string): boolean =>
    ORIGIN.test(text) && !owners.has(ownerOf(text)) && regexMatches(regex, text) === true;
  for (const { kind, texts } of attacks(regex, meant)) {
    const witness = texts.find(foreign);
    if (witness !== undefined) return { kind, witness };
  }
  return undefined;
}

function attacks(
  regex: Regex,
  meant: readonly string[],
): readonly { readonly kind: OriginHole['kind']; readonly texts: readonly string[] }[] {
  const schemeOf = (text: string): string => text.slice(0, text.indexOf('://') + 3);
  const filled = ['evil', '.evil', 'x.evil'].flatMap((fill) => samples(regex.node, { any: ['.'], fill }).map(asOrigin));
  return [
    { kind: 'end', texts: meant.flatMap((text) => [`${text}.evil.io`, `${text}evil.io`]) },
    { kind: 'start', texts: meant.map((text) => `${schemeOf(text)}evil${text.slice(schemeOf(text).length)}`) },
    { kind: 'middle', texts: filled },
    { kind: 'dot', texts: samples(regex.node, { any: ['.', 'x'], fill: '' }).map(asOrigin) },
  ];
}

/** The name somebody registers: the last two labels, three below short second levels (`co.uk`). */
function ownerOf(origin: string): string {
  const labels = (ORIGIN.exec(origin)?.[1] ?? '').split('.');
  const [second = '', top = ''] = labels.slice(-2);
  return labels.slice(top.length === 2 && second.length <= 3 ? -3 : -2).join('.');
}

function asOrigin(text: string): string {
  if (text.startsWith('http://') || text.startsWith('https://')) return text;
  return `https://${text.replace(/^(:?\/\/|[./:]+)/, '')}`;
}

interface Filling {
  /** For a `.` that stands once: each of them in turn. */
  readonly any: readonly string[];
  /** For repetitions of wide classes; nothing where they may be left out. */
  readonly fill: string;
}

/** Some texts a pattern stands for, not all of them. */
function samples(node: RegexNode, filling: Filling): readonly string[] {
  switch (node.kind) {
    case 'set':
      return [letterOf(node)];
    case 'any':
      return filling.any;
    case 'group':
      return samples(node.node, filling);
    case 'choice':
      return node.nodes.flatMap((child) => samples(child, filling)).slice(0, MOST_SAMPLES);
    case 'sequence':
      return node.nodes.reduce<readonly string[]>(
        (texts, child) => {
          const next = samples(child, filling);
          return texts.flatMap((text) => next.map((more) => text + more)).slice(0, MOST_SAMPLES);
        },
        [''],
      );
    case 'repeat':
      return repeated(node, filling);
    default:
      return [''];
  }
}

function repeated(node: RegexNode & { readonly kind: 'repeat' }, filling: Filling): readonly string[] {
  const isWide = node.max > 1 && (node.node.kind === 'any' || (node.node.kind === 'set' && node.node.negated));
  if (isWide && filling.fill !== '') return [filling.fill];
  if (node.min === 0) return node.max === 1 && filling.fill !== '' ? ['', ...samples(node.node, filling)] : [''];
  const once = isWide ? ['a'] : samples(node.node, filling);
  return once.map((text) => text.repeat(Math.min(node.min, 8)));
}

function letterOf(node: RegexNode & { readonly kind: 'set' }): string {
  const holds = (code: number): boolean =>
    node.ranges.some(([low, high]) => code >= low && code <= high) !== node.negated;
  const [first] = node.ranges;
  const known = [...'aw0'].find((letter) => holds(letter.charCodeAt(0)));
  return known ?? (first === undefined || node.negated ? '' : String.fromCharCode(first[0]));
}

/**
 * Why no browser sends an `Origin` that a pattern matches; `undefined`: some may. An origin is a scheme, a host and perhaps a port,
 * without a path (RFC 6454), or `null`.
 */
export function neverAnOrigin(pattern: string, ignoreCase: boolean): 'scheme' | 'path' | undefined {
  const regex = parseRegex(pattern, ignoreCase);
  if (regex.invalid || !/[a-z]{2}/i.test(pattern) || pattern.includes('(?')) return undefined;
  const texts = samples(regex.node, { any: ['.'], fill: '' });
  if (texts.length === 0 || texts.length >= MOST_SAMPLES) return undefined;
  if (texts.every((text) => /^[a-z][a-z0-9+.-]*:\/\/[^/]*\//i.test(text))) return 'path';
  const isSure = isAnchoredAtStart(regex) && texts.every((text) => /^[a-z0-9-]{1,63}\.[a-z0-9.-]+$/i.test(text));
  return isSure && !/^\^\(*[.[\\]/.test(pattern) ? 'scheme' : undefined;
}

/** A page of somebody else that a pattern for `Referer` admits: the name goes on behind the one that was meant. */
export function refererHole(pattern: string, ignoreCase: boolean): string | undefined {
  const regex = parseRegex(pattern, ignoreCase);
  if (regex.invalid || !isAnchoredAtStart(regex) || !/[a-z]{2}/i.test(pattern)) return undefined;
  const meant = samples(regex.node, { any: ['.'], fill: '' }).filter((text) => ORIGIN.test(text));
  return meant.map((text) => `${text}.evil.io/`).find((text) => regexMatches(regex, text) === true);
}

/** Some texts a pattern stands for, each of them matched again. */
export function textsOf(pattern: string, ignoreCase: boolean): readonly string[] {
  const regex = parseRegex(pattern, ignoreCase);
  if (regex.invalid) return [];
  return samples(regex.node, { any: ['.'], fill: '' }).filter((text) => regexMatches(regex, text) === true);
}
