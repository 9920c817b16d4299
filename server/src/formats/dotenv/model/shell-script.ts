import type { Evidence } from '../../stage.ts';
import type { DotenvFile } from '../read/tree.ts';

/** A statement of a shell on a line of its own that no env loader reads. */
const STATEMENT =
  /^[ \t]*(?:(?:if|elif|while|until)[ \t].*|then|else|fi|do|done|esac|case[ \t].*[ \t]in|for[ \t].*|\w+\(\)[ \t]*\{)[ \t]*$/m;

/**
 * A shell script named like an env file: its statements say so, or that every line is exported. Not asked of `.env` and `.env.*`, which
 * loaders read whatever stands in them. @returns no evidence otherwise.
 */
export function shellScript(file: DotenvFile, name: string): readonly Evidence[] {
  if (/^\.env(?:[.\-_]|$)/i.test(name)) return [];
  const { entries, junk, text } = file;
  if (junk.some(({ start, end }) => STATEMENT.test(text.slice(start, Math.min(end, start + 400)))))
    return [evidence('its shell statements')];
  const isExported = entries.length > 1 && entries.every(({ exportSpan }) => exportSpan !== undefined);
  return isExported ? [evidence('every line being exported')] : [];
}

function evidence(what: string): Evidence {
  return { says: 'script', weight: 'strong', what };
}
