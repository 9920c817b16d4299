import { xml } from './escape.ts';

export interface BarPart {
  readonly label: string;
  readonly count: number;
  /** A CSS colour. */
  readonly color: string;
}

const STYLE = `
:root { color-scheme: light dark; --critical: #b00020; --high: #d9480f; --medium: #b08500; --low: #1971c2;
  --pass: #2b8a3e; --fail: #b00020; --other: #868e96; --line: #8884; --soft: #8881; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; border-bottom: 1px solid var(--line); padding-bottom: .2rem; margin-top: 2rem; }
small { opacity: .7; font-weight: normal; } pre { background: var(--soft); padding: .4rem .6rem; overflow-x: auto; margin: .2rem 0; }
article { margin: .6rem 0; break-inside: avoid; } article p { margin: .2rem 0; }
.tag { white-space: nowrap; color: #fff; border-radius: 3px; padding: .05rem .4rem; font-size: .8rem; background: var(--other); }
.tag.critical { background: var(--critical); } .tag.high { background: var(--high); } .tag.medium { background: var(--medium); } .tag.low { background: var(--low); }
.tag.pass { background: var(--pass); } .tag.fail { background: var(--fail); }
table { border-collapse: collapse; width: 100%; } td, th { text-align: left; vertical-align: top; padding: .25rem .5rem; border-bottom: 1px solid var(--line); }
.legend span { margin-right: 1rem; } .legend i { display: inline-block; width: .8rem; height: .8rem; border-radius: 2px; margin-right: .3rem; vertical-align: -1px; }
svg { display: block; width: 100%; height: 1.4rem; border-radius: 4px; }
@media print { body { max-width: none; margin: 0; } .tag { -webkit-print-color-adjust: exact; print-color-adjust: exact; } svg { -webkit-print-color-adjust: exact; print-color-adjust: exact; } }`;

/** A whole HTML document around a body: own style, no script, nothing loaded, readable in print, light and dark. */
export function htmlPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${xml(title)}</title>
<style>${STYLE}
</style>
</head>
<body>
<h1>${xml(title)}</h1>
${body}
</body>
</html>
`;
}

/** A stacked bar with a legend that says the numbers in words, so that colour is never alone. */
export function severityBar(parts: readonly BarPart[]): string {
  const total = parts.reduce((sum, part) => sum + part.count, 0);
  const shown = parts.filter((part) => part.count > 0);
  let x = 0;
  const bars = shown.map((part) => {
    const width = (part.count / total) * 100;
    const bar = `<rect x="${x.toFixed(2)}" y="0" width="${width.toFixed(2)}" height="10" style="fill:${part.color}"><title>${xml(`${part.label}: ${part.count}`)}</title></rect>`;
    x += width;
    return bar;
  });
  const legend = parts
    .map((part) => `<span><i style="background:${part.color}"></i>${part.count} ${xml(part.label)}</span>`)
    .join('');
  const label = parts.map((part) => `${part.count} ${part.label}`).join(', ');
  const chart =
    total === 0
      ? ''
      : `<svg viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="${xml(label)}">${bars.join('')}</svg>`;
  return `${chart}<p class="legend">${legend}</p>`;
}
