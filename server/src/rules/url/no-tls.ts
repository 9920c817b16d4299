import { type Fix, fix } from '../../finding/fix.ts';
import type { Severity } from '../../finding/severity.ts';
import { isNeighbour, reachOf } from '../../knowledge/env/hosts.ts';
import { type Transport, transportOf } from '../../knowledge/url/transports.ts';
import { editsIn, inFileOf } from '../../subjects/setting.ts';
import { resolvedPart, type UrlValue } from '../../subjects/url.ts';
import type { TextEdit } from '../../text/edit.ts';
import { at } from '../../text/span.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'url/no-tls',
  subject: 'url',
  severity: 'high',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  formats: ['dotenv', 'compose', 'toml', 'nginx'],
  summary: 'Connection to a database or broker is not encrypted',
  fix: 'behavior-changing',
  check(url, report) {
    const parameters = url.query.map(({ name, value }) => ({ name: name.text, value: value?.text }));
    const transport = transportOf(url.scheme, parameters);
    if (transport.kind === 'encrypted') return;
    const severity = severityOf(url, transport);
    if (severity === undefined) return;
    report({
      at: inFileOf(url.value, placeOf(url, transport)),
      message: messageOf(url, transport),
      severity,
      fixes: fixesOf(url, transport),
    });
  },
});

/** By the host that is furthest away; `undefined` where a reviewer would not mind or nothing is known. */
function severityOf(url: UrlValue, transport: Transport): Severity | undefined {
  const hosts = url.hosts.map(({ host }) => resolvedPart(url.value, host) ?? '$');
  const reaches = hosts.map(reachOf);
  const credentials = url.password !== undefined && url.password.text !== '';
  if (reaches.includes('public')) return credentials ? 'high' : 'medium';
  const explicit = transport.kind === 'parameter' && !transport.opportunistic;
  // a name of one label is a Compose neighbour: the stock images of databases speak no TLS, so asking for it ends the connection
  const isDistant = hosts.some((host) => reachOf(host) === 'private' && !isNeighbour(host));
  return explicit && isDistant ? 'low' : undefined;
}

function placeOf(url: UrlValue, transport: Transport) {
  if (transport.kind !== 'parameter') return url.syntax === 'url' ? url.schemeSpan : (url.host?.span ?? url.span);
  const item = url.query.find(({ name }) => name.text === transport.name);
  return item === undefined ? url.schemeSpan : { start: item.name.span.start, end: (item.value ?? item.name).span.end };
}

function messageOf(url: UrlValue, transport: Transport): string {
  const name = url.value.name.length > 34 ? `${url.value.name.slice(0, 33)}…` : url.value.name;
  switch (transport.kind) {
    case 'parameter':
      return transport.opportunistic
        ? `${name} falls back to plain text (${transport.name}=${clip(transport.value)}); require TLS`
        : `${name} switches TLS off (${transport.name}=${clip(transport.value)}); require TLS`;
    case 'scheme':
      return `${name} connects over ${url.scheme}:// without TLS, readable on the way; use ${transport.safe}://`;
    default:
      return `${name} does not ask for TLS, data may cross the network in plain text; require it`;
  }
}

function clip(text: string): string {
  return text.length > 20 ? `${text.slice(0, 19)}…` : text;
}

function fixesOf(url: UrlValue, transport: Transport): readonly Fix[] {
  switch (transport.kind) {
    case 'parameter': {
      const part = url.query.find(({ name }) => name.text === transport.name)?.value;
      if (part === undefined || transport.safe === undefined) return [];
      const edits = url.value.replacePart(part.span, transport.safe);
      return fixOf(url, `Set ${transport.name} to ${transport.safe} (the server must offer TLS)`, edits);
    }
    case 'missing':
      return transport.parameter === undefined
        ? []
        : fixOf(url, `Add ${transport.parameter} (the server must offer TLS)`, addParameter(url, transport.parameter));
    case 'scheme': {
      const port = url.hosts.length === 1 ? url.port : undefined;
      const safePort = port === undefined ? undefined : transport.ports[port.text];
      const scheme = url.value.replacePart(url.schemeSpan, transport.safe);
      const moved = port === undefined || safePort === undefined ? [] : url.value.replacePart(port.span, safePort);
      if (scheme === undefined || moved === undefined) return [];
      const to = safePort === undefined ? '' : ` on port ${safePort}`;
      return fixOf(url, `Use ${transport.safe}://${to} (the server must offer TLS there)`, [...scheme, ...moved]);
    }
    default:
      return [];
  }
}

function addParameter(url: UrlValue, parameter: string): readonly TextEdit[] | undefined {
  if (url.syntax === 'semicolons' || url.syntax === 'blanks') {
    const separator = url.syntax === 'blanks' ? ' ' : ';';
    return url.value.replacePart(at(url.span.end), `${separator}${parameter}`);
  }
  const last = url.query.at(-1);
  if (last !== undefined) return url.value.replacePart(at((last.value ?? last.name).span.end), `&${parameter}`);
  if (url.path !== undefined) return url.value.replacePart(at(url.path.span.end), `?${parameter}`);
  const host = url.hosts.at(-1);
  return host === undefined
    ? undefined
    : url.value.replacePart(at((host.port ?? host.host).span.end), `/?${parameter}`);
}

function fixOf(url: UrlValue, title: string, edits: readonly TextEdit[] | undefined): readonly Fix[] {
  return edits === undefined ? [] : [fix(title, 'behavior-changing', editsIn(url.value, edits))];
}
