import type { DotenvModel } from '../../formats/dotenv/model/model.ts';
import { LOADERS, type Loader, type LoaderId } from '../../formats/dotenv/read/loaders/loaders.ts';
import type { LoaderReading } from '../../formats/dotenv/read/loaders/reading.ts';
import type { DotenvEntry } from '../../formats/dotenv/read/tree.ts';

/** What one loader makes of one entry. Never print `text`: it may be a secret. */
export type EntryReading =
  | { readonly kind: 'text'; readonly text: string }
  /** Named without a value: taken from the environment of the caller. */
  | { readonly kind: 'inherited' }
  /** Not set at all: the line is skipped or ends up under another name. */
  | { readonly kind: 'dropped' }
  /** The loader runs a command to get the value. */
  | { readonly kind: 'run' }
  /** The loader refuses the whole file because of this line. */
  | { readonly kind: 'rejected' };

/** Longer entries are certificates and the like: what a loader makes of them is not worth the time. */
const MAX_ENTRY = 4_000;
const MAX_FILE = 65_536;

/**
 * What each of the loaders makes of the entries that count (of equal keys the last). Entries that cannot be judged are left out:
 * references into a file the loader refuses, very long values.
 */
export function entryReadings(
  model: DotenvModel,
  loaders: readonly LoaderId[],
): ReadonlyMap<DotenvEntry, ReadonlyMap<LoaderId, EntryReading>> {
  const result = new Map<DotenvEntry, Map<LoaderId, EntryReading>>();
  if (model.file.text.length > MAX_FILE) return result;
  const entries = lastOfEachKey(model.entries).filter((entry) => entry.span.end - entry.span.start <= MAX_ENTRY);
  for (const id of loaders) {
    const loader = LOADERS[id];
    const whole = loader.read(model.file.text);
    for (const entry of entries) {
      const reading = whole.rejected ? readAlone(model, entry, loader) : readingOf(whole, entry.key);
      if (reading === undefined) continue;
      const readings = result.get(entry) ?? new Map<LoaderId, EntryReading>();
      result.set(entry, readings.set(id, reading));
    }
  }
  return result;
}

function lastOfEachKey(entries: readonly DotenvEntry[]): readonly DotenvEntry[] {
  return [...new Map(entries.map((entry) => [entry.key, entry])).values()];
}

function readingOf(reading: LoaderReading, key: string): EntryReading {
  if (reading.runs.has(key)) return { kind: 'run' };
  if (!reading.values.has(key)) return { kind: 'dropped' };
  const text = reading.values.get(key);
  return text === undefined ? { kind: 'inherited' } : { kind: 'text', text };
}

/** The entry as the only line of a file: shows which line a refused file is refused for. */
function readAlone(model: DotenvModel, entry: DotenvEntry, loader: Loader): EntryReading | undefined {
  const end = (entry.commentSpan ?? entry.rawSpan).end;
  const alone = loader.read(`${model.file.text.slice(entry.span.start, end)}\n`);
  if (alone.rejected) return { kind: 'rejected' };
  return entry.references.length > 0 ? undefined : readingOf(alone, entry.key);
}
