import type { Span } from '../../../text/span.ts';

/** What opens a branch or a loop in Jinja, Twig, Liquid (`{% if %}`), Go and Handlebars (`{{ if }}`, `{{#each}}`) and ERB (`<% if %>`). */
const OPENS =
  /^[-~+]?\s*(?:#?(?:if|unless|for|case|range|with|each|while|macro)\b|[^=].*\bdo\s*(?:\|[^|]*\|)?\s*[-~+]?$)/;
const CLOSES = /^[-~+]?\s*(?:end\w*\b|\/(?:if|unless|for|each|with)\b)/;
/** The start of a tag says what it is. */
const LONGEST_TAG = 300;

/** Collects the parts of a template that another tool writes, leaves out or repeats: between `{% if %}` and `{% endif %}`. */
export class Branches {
  readonly spans: Span[] = [];
  readonly #open: number[] = [];

  /** Takes in the tag at a place; `inner` is what stands between its marks. */
  add(span: Span, inner: string): void {
    const text = inner.slice(0, LONGEST_TAG);
    if (CLOSES.test(text)) {
      const start = this.#open.pop();
      if (start !== undefined && this.#open.length === 0) this.spans.push({ start, end: span.end });
    } else if (OPENS.test(text)) this.#open.push(span.start);
  }

  /** At the end of the text: what is still open is open to the end. */
  finish(end: number): void {
    const [start] = this.#open;
    if (start !== undefined) this.spans.push({ start, end });
    this.#open.length = 0;
  }
}
