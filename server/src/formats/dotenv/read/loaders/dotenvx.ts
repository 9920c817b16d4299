import { slice } from '../../../../text/span.ts';
import { readDotenv } from '../read.ts';
import { type Expansion, expand } from './expand.ts';
import { type LoaderReading, ReadingBuilder } from './reading.ts';

const EXPANSION: Expansion = { bare: true, operators: [':-', '-', ':+', '+'], unknown: 'empty', escapes: ['\\$'] };

/**
 * `@dotenvx/dotenvx` 2 (https://github.com/dotenvx/dotenvx; its reader is `@dotenvx/primitives`): the expression of npm `dotenv`, then `\t`
 * in double quotes, `\'` in single ones, `$(…)` run and references replaced outside single quotes. What is encrypted is not known here.
 */
export function readAsDotenvx(text: string): LoaderReading {
  const reading = new ReadingBuilder();
  const source = text.replace(/\r\n?/g, '\n');
  for (const entry of readDotenv(source).entries) {
    if (entry.value === undefined) continue;
    const quote = slice(source, entry.rawSpan)[0];
    if (entry.value.startsWith('encrypted:')) reading.set(entry.key, undefined);
    else if (quote === "'") reading.set(entry.key, entry.value.replaceAll("\\'", "'"));
    else setExpanded(entry.key, quote === '"' ? entry.value.replaceAll('\\t', '\t') : entry.value, reading);
  }
  return reading;
}

function setExpanded(name: string, value: string, reading: ReadingBuilder): void {
  let runs = hasCommand(value);
  const lookup = (other: string): string | undefined => {
    runs ||= reading.runs.has(other);
    return reading.lookup(other);
  };
  const { text } = expand(value, EXPANSION, lookup);
  if (runs) reading.run(name);
  else reading.set(name, text);
}

/** A `$(` that closes, with something in it. A backslash does not protect it. */
function hasCommand(value: string): boolean {
  const open = value.indexOf('$(');
  return open !== -1 && /\$\([^)]/.test(value) && value.lastIndexOf(')') > open;
}
