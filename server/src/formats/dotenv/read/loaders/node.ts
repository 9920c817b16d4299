import { type LoaderReading, ReadingBuilder } from './reading.ts';

/**
 * Node 20 `--env-file` and `util.parseEnv` (https://github.com/nodejs/node, src/node_dotenv.cc): a name is whatever stands before
 * the next `=`, line breaks included; carriage returns are dropped everywhere.
 */
export function readAsNode(text: string): LoaderReading {
  const reading = new ReadingBuilder();
  const content = text.replaceAll('\r', '');
  let i = 0;
  while (i < content.length) {
    if (content[i] === '\n' || content[i] === ' ') {
      i++;
      continue;
    }
    if (content[i] === '#') {
      i = nextLine(content, i);
      continue;
    }
    const equals = content.indexOf('=', i);
    const name = equals === -1 ? '' : trimBlanks(content.slice(i, equals)).replace(/^export /, '');
    if (name === '') break;
    i = readValue(content, equals + 1, name, reading);
  }
  return reading;
}

/** Reads one value; returns where the next name starts. */
function readValue(content: string, start: number, name: string, reading: ReadingBuilder): number {
  let i = start;
  while (content[i] === ' ') i++;
  const quote = content[i];
  if (quote === '"' || quote === "'" || quote === '`') {
    const close = content.indexOf(quote, i + 1);
    if (close !== -1) {
      const value = content.slice(i + 1, close);
      reading.set(name, quote === '"' ? value.replaceAll('\\n', '\n') : value);
      return nextLine(content, close);
    }
  }
  const next = nextLine(content, i);
  const line = content.slice(i, content[next - 1] === '\n' ? next - 1 : next);
  const hash = line.indexOf('#');
  reading.set(name, trimBlanks(hash === -1 ? line : line.slice(0, hash)));
  return next;
}

function nextLine(content: string, offset: number): number {
  const newline = content.indexOf('\n', offset);
  return newline === -1 ? content.length : newline + 1;
}

/** Node trims the space only: a tab stays. */
function trimBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (text[start] === ' ') start++;
  while (end > start && text[end - 1] === ' ') end--;
  return text.slice(start, end);
}
