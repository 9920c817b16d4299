import { plainOffsets } from '../read/interpolate.ts';
import { part } from './image.ts';
import type { ComposeMap, ComposeNode, ComposeScalar } from './nodes.ts';
import type { ComposeMount, ComposePart } from './parts.ts';
import { wholePart } from './ports.ts';
import { booleanOf } from './scalar-node.ts';

/** The items of `volumes` and of `tmpfs`. */
export function mountsOf(volumes: ComposeNode | undefined, tmpfs: ComposeNode | undefined): readonly ComposeMount[] {
  const mounts: ComposeMount[] = [];
  for (const item of volumes?.kind === 'list' ? volumes.items : []) {
    if (item.kind === 'map') mounts.push(longMount(item));
    else if (item.kind === 'scalar' && !item.isNull) mounts.push(shortMount(item));
  }
  const filesystems = tmpfs?.kind === 'list' ? tmpfs.items : tmpfs === undefined ? [] : [tmpfs];
  for (const item of filesystems) if (item.kind === 'scalar' && !item.isNull) mounts.push(tmpfsMount(item));
  return mounts;
}

const TYPES: ReadonlySet<string> = new Set(['bind', 'volume', 'tmpfs', 'npipe', 'cluster', 'image']);

function longMount(node: ComposeMap): ComposeMount {
  const declared = wholePart(node.get('type'))?.value;
  const source = wholePart(node.get('source')) ?? wholePart(node.get('src'));
  const type = TYPES.has(declared ?? '') ? (declared as ComposeMount['type']) : 'unknown';
  const readOnly = node.get('read_only');
  return {
    node,
    uri: node.uri,
    span: node.span,
    syntax: 'long',
    type: type === 'volume' && source === undefined ? 'anonymous' : type,
    source,
    target: wholePart(node.get('target')) ?? wholePart(node.get('destination')) ?? wholePart(node.get('dst')),
    readOnly:
      readOnly?.kind !== 'scalar' || readOnly.isNull
        ? false
        : readOnly.value === undefined
          ? undefined
          : booleanOf(readOnly.value),
    options: [],
  };
}

/** `[source:]target[:options]`. */
function shortMount(node: ComposeScalar): ComposeMount {
  const pieces = splitMount(node.text).map(({ start, end }) => ({ start, end, part: part(node, start, end) }));
  const [first, second, third] = pieces;
  const alone = second === undefined;
  const source = alone ? undefined : first?.part;
  const options = third === undefined ? [] : commaParts(node, third.start, third.end);
  return {
    node,
    uri: node.uri,
    span: node.contentSpan,
    syntax: 'short',
    type: alone ? aloneType(first?.part) : sourceType(source),
    source,
    target: alone ? first?.part : second.part,
    readOnly: readOnlyOf(options, alone && first?.part.value === undefined),
    options,
  };
}

function readOnlyOf(options: readonly ComposePart[], hidden: boolean): boolean | undefined {
  if (options.some(({ value }) => value === 'ro' || value === 'readonly')) return true;
  return hidden || options.some(({ value }) => value === undefined) ? undefined : false;
}

/** A single unknown reference may hold `source:target`. */
function aloneType(target: ComposePart | undefined): ComposeMount['type'] {
  return target?.value === undefined || target.value.includes(':') ? 'unknown' : 'anonymous';
}

/** A source that begins like a path is a bind mount, whatever follows. */
function sourceType(source: ComposePart | undefined): ComposeMount['type'] {
  const text = source?.value ?? source?.written ?? '';
  if (/^[./~]/.test(text) || /^[A-Za-z]:[\\/]/.test(text)) return 'bind';
  if (text.startsWith('\\\\')) return text.startsWith('\\\\.\\pipe') ? 'npipe' : 'bind';
  if (source?.value !== undefined) return 'volume';
  // `${PWD}/data`, `${DATA:-…}`: most likely a path, but only a slash behind it proves that.
  return /^\$(?:\{[^}]*\}|\w+)\//.test(text) ? 'bind' : 'unknown';
}

function tmpfsMount(node: ComposeScalar): ComposeMount {
  const [first, second] = splitMount(node.text);
  const end = first?.end ?? node.text.length;
  const options = second === undefined ? [] : commaParts(node, second.start, node.text.length);
  return {
    node,
    uri: node.uri,
    span: node.contentSpan,
    syntax: 'short',
    type: 'tmpfs',
    source: undefined,
    target: part(node, 0, end),
    readOnly: readOnlyOf(options, false),
    options,
  };
}

function commaParts(node: ComposeScalar, start: number, end: number): readonly ComposePart[] {
  const parts: ComposePart[] = [];
  let from = start;
  for (let comma = node.text.indexOf(',', from); comma >= 0 && comma < end; comma = node.text.indexOf(',', from)) {
    parts.push(part(node, from, comma));
    from = comma + 1;
  }
  parts.push(part(node, from, end));
  return parts;
}

interface Piece {
  readonly start: number;
  readonly end: number;
}

/** At most three pieces; colons inside references and behind a drive letter do not split. */
function splitMount(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  for (const at of plainOffsets(text, ':')) {
    if (isDrive(text, start, at)) continue;
    pieces.push({ start, end: at });
    start = at + 1;
  }
  pieces.push({ start, end: text.length });
  return pieces;
}

function isDrive(text: string, start: number, colon: number): boolean {
  return (
    colon === start + 1 && /[A-Za-z]/.test(text[start] ?? '') && (text[colon + 1] === '\\' || text[colon + 1] === '/')
  );
}
