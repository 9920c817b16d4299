import type { Span } from '../../../text/span.ts';

const MARKER = '# configuration file ';

/** The files of an `nginx -T` dump, each from behind its marker line `# configuration file /path:` to the next marker. */
export function dumpSections(text: string): readonly { readonly path: string; readonly span: Span }[] {
  const sections: { path: string; span: Span }[] = [];
  let at = text.indexOf(MARKER);
  while (at !== -1) {
    if (at > 0 && text[at - 1] !== '\n') {
      at = text.indexOf(MARKER, at + MARKER.length);
      continue;
    }
    const lineEnd = text.indexOf('\n', at);
    const next = text.indexOf(MARKER, at + MARKER.length);
    const end = lineEnd === -1 ? text.length : lineEnd;
    const line = text.slice(at + MARKER.length, end).trimEnd();
    const last = sections[sections.length - 1];
    if (line.startsWith('/') && line.endsWith(':')) {
      if (last !== undefined) last.span = { start: last.span.start, end: at };
      sections.push({ path: line.slice(0, -1), span: { start: end, end: text.length } });
    }
    at = next;
  }
  return sections;
}
