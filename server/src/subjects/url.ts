import { type ConnectionSyntax, scanConnections } from '../text/connection-scan.ts';
import type { Span } from '../text/span.ts';
import type { NamedValue } from './named-value.ts';

/** A part of a URL and where it stands in the file. */
export interface UrlPart {
  readonly text: string;
  readonly span: Span;
}

/** A URL or connection string (`scheme://user:pass@host:port/path?query`, JDBC) inside a named value. */
export interface UrlValue {
  readonly value: NamedValue;
  /** How it is written: parameters are separated by `&`, `;`, blanks, or `&` behind a Go address. */
  readonly syntax: ConnectionSyntax;
  /** The whole URL. */
  readonly span: Span;
  /** Lower case, `jdbc:` stripped: `postgres`, `https`; of a connection string without one, the database it is for. */
  readonly scheme: string;
  readonly schemeSpan: Span;
  readonly user: UrlPart | undefined;
  /** As written, percent-encoding kept; may hold a `${reference}`. */
  readonly password: UrlPart | undefined;
  /** The first host. */
  readonly host: UrlPart | undefined;
  readonly port: UrlPart | undefined;
  /** All hosts of a multi-host URL (`mongodb://a:1,b:2/db`), the first included. */
  readonly hosts: readonly { readonly host: UrlPart; readonly port: UrlPart | undefined }[];
  /** With its leading slash. */
  readonly path: UrlPart | undefined;
  readonly query: readonly { readonly name: UrlPart; readonly value: UrlPart | undefined }[];
}

/** The URLs inside a value, in the order of its text; spans are places in the value's file. Linear, never throws. */
export function urlsIn(value: NamedValue): readonly UrlValue[] {
  const { source, valueSpan } = value;
  if (!source.includes('://') && !source.includes('=') && !source.includes('@tcp(')) return [];
  const base = valueSpan.start;
  const part = (span: Span): UrlPart => ({ text: source.slice(span.start - base, span.end - base), span });
  return scanConnections(source, base).map((url) => {
    const hosts = url.hosts.map(({ host, port }) => ({ host: part(host), port: port && part(port) }));
    return {
      value,
      syntax: url.syntax,
      span: url.span,
      scheme: url.kind ?? schemeName(part(url.scheme).text),
      schemeSpan: url.scheme,
      user: url.user && part(url.user),
      password: url.password && part(url.password),
      host: hosts[0]?.host,
      port: hosts[0]?.port,
      hosts,
      path: url.path && part(url.path),
      query: url.query.map((item) => ({ name: part(item.name), value: item.value && part(item.value) })),
    };
  });
}

/**
 * What a part says once the references in it are filled in from read files and their defaults;
 * `undefined` when a reference in it stays unknown.
 */
export function resolvedPart(value: NamedValue, part: UrlPart): string | undefined {
  let text = '';
  let position = part.span.start;
  for (const reference of value.references) {
    if (reference.span.start < position || reference.span.end > part.span.end) continue;
    const known = reference.resolved?.text ?? (reference.operator.endsWith('-') ? reference.word?.text : undefined);
    if (known === undefined || known.includes('${')) return undefined;
    text += part.text.slice(position - part.span.start, reference.span.start - part.span.start) + known;
    position = reference.span.end;
  }
  text += part.text.slice(position - part.span.start);
  return /\$[A-Za-z_{(]|\{\{|%\(/.test(text) ? undefined : text;
}

function schemeName(scheme: string): string {
  const lower = scheme.toLowerCase();
  return lower.startsWith('jdbc:') ? lower.slice('jdbc:'.length) : lower;
}
