import { plainOffsets } from '../read/interpolate.ts';
import type { ComposeScalar } from './nodes.ts';
import type { ComposeImage, ComposePart } from './parts.ts';
import { knownText, spanIn } from './scalar-node.ts';

/** Splits an image reference as written; references may hide any part. */
export function imageOf(node: ComposeScalar): ComposeImage {
  const digestAt = plainOffsets(node.text, '@')[0];
  const tagAt = tagColon(node.text, digestAt ?? node.text.length);
  const nameEnd = tagAt ?? digestAt ?? node.text.length;
  const name = part(node, 0, nameEnd).value;
  const whole = name === undefined ? undefined : splitName(name);
  const tagEnd = digestAt ?? node.text.length;
  return {
    node,
    text: node.text,
    value: node.value,
    registry: whole?.registry,
    repository: whole?.repository,
    tag: tagAt === undefined ? whole?.tagIn(node) : part(node, tagAt + 1, tagEnd),
    digest: digestAt === undefined ? whole?.digestIn(node) : part(node, digestAt + 1, node.text.length),
  };
}

/** A piece of a scalar's text as a part. */
export function part(node: ComposeScalar, start: number, end: number): ComposePart {
  const written = node.text.slice(start, end);
  const { value } = knownText(written, node.document);
  return { written, value, uri: node.uri, span: spanIn(node, start, end) };
}

/** Offsets of one part in the text it is a part of. */
export interface Piece {
  readonly start: number;
  readonly end: number;
}

/**
 * The parts of a scalar in short syntax. Compose interpolates first and splits then: where a known reference brings separators of its own
 * (`${BIND:-127.0.0.1:8080}:80`), the parts are those of the known text, each with the whole item as its place.
 */
export function partsOf(node: ComposeScalar, split: (text: string) => readonly Piece[]): readonly ComposePart[] {
  const written = split(node.text).map(({ start, end }) => part(node, start, end));
  const { value } = node;
  if (value === undefined || node.references.length === 0) return written;
  const known = split(value);
  if (known.length === written.length) return written;
  return known.map(({ start, end }) => wholePart(node, value.slice(start, end)));
}

/** A known text as a part whose place is only known as the whole scalar. */
function wholePart(node: ComposeScalar, value: string): ComposePart {
  return { written: value, value, uri: node.uri, span: node.contentSpan };
}

/** The last colon behind the last slash, references left out: `registry:5000/app` has no tag. */
function tagColon(text: string, end: number): number | undefined {
  const last = plainOffsets(text.slice(0, end), '/:').at(-1);
  return last !== undefined && text[last] === ':' ? last : undefined;
}

interface ImageName {
  readonly registry: string;
  readonly repository: string;
  /** A tag that came out of a reference (`${IMAGE:-nginx:1.25}`): known, but only as part of the whole scalar. */
  tagIn(node: ComposeScalar): ComposePart | undefined;
  digestIn(node: ComposeScalar): ComposePart | undefined;
}

/** The first component is a registry when it has a dot, a colon, or is `localhost` (distribution/reference). */
function splitName(name: string): ImageName | undefined {
  const [beforeDigest = '', digest] = name.split('@', 2);
  const slash = beforeDigest.lastIndexOf('/');
  const colon = beforeDigest.indexOf(':', slash + 1);
  const path = colon < 0 ? beforeDigest : beforeDigest.slice(0, colon);
  const tag = colon < 0 ? undefined : beforeDigest.slice(colon + 1);
  if (path === '') return undefined;
  const first = path.slice(0, Math.max(0, path.indexOf('/')));
  const hasRegistry = first.includes('.') || first.includes(':') || first === 'localhost';
  const registry = hasRegistry ? first : 'docker.io';
  const rest = hasRegistry ? path.slice(first.length + 1) : path;
  const whole = (value: string | undefined, node: ComposeScalar): ComposePart | undefined =>
    value === undefined ? undefined : { written: node.text, value, uri: node.uri, span: node.contentSpan };
  return {
    registry: registry === 'index.docker.io' || registry === 'registry-1.docker.io' ? 'docker.io' : registry,
    repository: rest.startsWith('library/') ? rest.slice('library/'.length) : rest,
    tagIn: (node) => whole(tag, node),
    digestIn: (node) => whole(digest, node),
  };
}
