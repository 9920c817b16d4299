import { plainOffsets } from '../read/interpolate.ts';
import { type Piece, partsOf } from './image.ts';
import type { ComposeMap, ComposeNode, ComposeScalar } from './nodes.ts';
import type { ComposePart, ComposePort, PortRange } from './parts.ts';

/** The items of `ports`; anything that is no port is left out. */
export function portsOf(node: ComposeNode | undefined): readonly ComposePort[] {
  if (node?.kind !== 'list') return [];
  const ports: ComposePort[] = [];
  for (const item of node.items) {
    if (item.kind === 'map') ports.push(longPort(item));
    else if (item.kind === 'scalar' && !item.isNull) ports.push(shortPort(item));
  }
  return ports;
}

function longPort(node: ComposeMap): ComposePort {
  const field = (key: string): ComposePart | undefined => wholePart(node.get(key));
  const published = field('published');
  const target = field('target');
  const protocol = field('protocol');
  const hostIp = field('host_ip');
  return {
    node,
    uri: node.uri,
    span: node.span,
    syntax: 'long',
    hostIp: hostIp && withoutBrackets(hostIp),
    published,
    publishedRange: rangeOf(published?.value),
    target,
    targetRange: rangeOf(target?.value),
    protocol: protocol === undefined ? 'tcp' : protocol.value?.toLowerCase(),
    mode: field('mode')?.value,
  };
}

/** A scalar as one part; `undefined` for null, lists and maps. */
export function wholePart(node: ComposeNode | undefined): ComposePart | undefined {
  if (node?.kind !== 'scalar' || node.isNull) return undefined;
  return { written: node.text, value: node.value, uri: node.uri, span: node.contentSpan };
}

/** `[[ip:]published:]target[/protocol]`; colons inside references and brackets do not split. */
function shortPort(node: ComposeScalar): ComposePort {
  const parts = partsOf(node, splitPort);
  const { last, protocol } = splitProtocol(node, parts.at(-1));
  const published = parts.at(-2);
  return {
    node,
    uri: node.uri,
    span: node.contentSpan,
    syntax: 'short',
    hostIp: hostOf(parts),
    published: published?.value === '' ? undefined : published,
    publishedRange: rangeOf(published?.value),
    target: last,
    targetRange: rangeOf(last?.value),
    protocol,
    mode: undefined,
  };
}

function hostOf(parts: readonly ComposePart[]): ComposePart | undefined {
  const host = parts.at(-3);
  if (host !== undefined) return withoutBrackets(host);
  const first = parts[0];
  // `${WHERE}:80` may hold an address as well as a port.
  return first !== undefined && first.value === undefined && parts.length <= 2 ? first : undefined;
}

function withoutBrackets(host: ComposePart): ComposePart {
  return { ...host, value: host.value?.replace(/^\[|\]$/g, '') };
}

function splitProtocol(
  node: ComposeScalar,
  target: ComposePart | undefined,
): { readonly last: ComposePart | undefined; readonly protocol: string | undefined } {
  if (target === undefined) return { last: undefined, protocol: undefined };
  const slash = target.value?.lastIndexOf('/') ?? -1;
  if (target.value === undefined) {
    const written = target.written.lastIndexOf('/');
    const suffix = written < 0 || target.written.endsWith('}') ? undefined : target.written.slice(written + 1);
    return { last: target, protocol: suffix?.toLowerCase() ?? (target.written.includes('/') ? undefined : 'tcp') };
  }
  if (slash < 0) return { last: target, protocol: 'tcp' };
  const protocol = target.value.slice(slash + 1).toLowerCase();
  const cut = target.written.lastIndexOf('/');
  const exact = target.written.slice(cut) === target.value.slice(slash) && target.span.end <= node.contentSpan.end;
  const shortened = exact && target.span.end - target.span.start === target.written.length;
  const span = shortened ? { start: target.span.start, end: target.span.start + cut } : target.span;
  const last = {
    ...target,
    span,
    value: target.value.slice(0, slash),
    written: exact ? target.written.slice(0, cut) : target.written,
  };
  return { last, protocol };
}

function splitPort(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  let inBrackets = false;
  for (const at of plainOffsets(text, '[]:')) {
    if (text[at] === '[') inBrackets = true;
    else if (text[at] === ']') inBrackets = false;
    else if (!inBrackets) {
      pieces.push({ start, end: at });
      start = at + 1;
    }
  }
  pieces.push({ start, end: text.length });
  return joinBareIpv6(pieces);
}

/** `::1:8080:80`: an address without brackets keeps all but the last two pieces. */
function joinBareIpv6(pieces: readonly Piece[]): readonly Piece[] {
  if (pieces.length <= 3) return pieces;
  const tail = pieces.slice(-2);
  return [{ start: pieces[0]?.start ?? 0, end: pieces.at(-3)?.end ?? 0 }, ...tail];
}

/** `80` or `8000-8010`; `undefined` for anything else. */
export function rangeOf(text: string | undefined): PortRange | undefined {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text?.trim() ?? '');
  if (match === null) return undefined;
  const first = Number(match[1]);
  const last = match[2] === undefined ? first : Number(match[2]);
  return last < first ? undefined : { first, last };
}
