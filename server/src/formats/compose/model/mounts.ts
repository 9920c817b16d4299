import { interpolate, plainOffsets } from '../read/interpolate.ts';
import { type Piece, part, partsOf } from './image.ts';
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
  const [first, second, third] = partsOf(node, splitMount);
  const alone = second === undefined;
  const source = alone ? undefined : first;
  const options = third === undefined ? [] : commaParts(node, third);
  return {
    node,
    uri: node.uri,
    span: node.contentSpan,
    syntax: 'short',
    type: alone ? aloneType(first) : sourceType(source),
    source,
    target: alone ? first : second,
    readOnly: readOnlyOf(options, alone && first?.value === undefined),
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
  const [target, second] = partsOf(node, splitMount);
  const options = second === undefined ? [] : commaParts(node, second);
  return {
    node,
    uri: node.uri,
    span: node.contentSpan,
    syntax: 'short',
    type: 'tmpfs',
    source: undefined,
    target,
    readOnly: readOnlyOf(options, false),
    options,
  };
}

/** The words between commas; of a part without a place of its own they have none either. */
function commaParts(node: ComposeScalar, { written, span }: ComposePart): readonly ComposePart[] {
  const offset = span.start - node.contentSpan.start;
  const isExact = node.verbatim && node.text.startsWith(written, offset) && span.end - span.start === written.length;
  const parts: ComposePart[] = [];
  let from = 0;
  for (const word of written.split(',')) {
    const end = from + word.length;
    parts.push(
      isExact
        ? part(node, offset + from, offset + end)
        : { written: word, value: valueIn(node, word), uri: node.uri, span },
    );
    from = end + 1;
  }
  return parts;
}

function valueIn(node: ComposeScalar, text: string): string | undefined {
  return interpolate(text, node.document.lookup).value;
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
