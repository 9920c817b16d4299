import type { DotenvModel } from '../../formats/dotenv/model/model.ts';

/** Whether a quote is open somewhere: then one that a fix adds or takes away may pair with it, and other keys change. */
export function hasOpenQuote(model: DotenvModel): boolean {
  const { text, junk } = model.file;
  return (
    model.entries.some((entry) => entry.defect !== undefined) ||
    junk.some((line) => /["'`]/.test(text.slice(line.start, line.end)))
  );
}
