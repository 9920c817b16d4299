import { slice } from '../../../../text/span.ts';
import { readDotenv } from '../read.ts';
import { type Expansion, expand } from './expand.ts';
import { type LoaderReading, ReadingBuilder } from './reading.ts';

const EXPANSION: Expansion = { bare: true, operators: [':-', '-', ':+', '+'], unknown: 'empty', escapes: ['\\$'] };

/** The npm package `dotenv`, all versions from 16 on. Nothing is expanded. */
export function readAsDotenv(text: string): LoaderReading {
  const reading = new ReadingBuilder();
  for (const entry of readDotenv(text).entries) if (entry.value !== undefined) reading.set(entry.key, entry.value);
  return reading;
}

/** `dotenv` with `dotenv-expand` up to version 13; Next.js and Vite read alike. It expands inside single quotes too. */
export function readAsDotenvExpand(text: string): LoaderReading {
  return expandAll(readAsDotenv(text), false);
}

/** `dotenv` with `dotenv-expand` from version 1000 on: runs `$(…)`, in single quotes too. */
export function readAsDotenvExpandCommands(text: string): LoaderReading {
  return expandAll(readAsDotenv(text), true);
}

function expandAll(plain: LoaderReading, commands: boolean): LoaderReading {
  const reading = new ReadingBuilder();
  for (const [name, value] of plain.values) {
    if (commands && value?.includes('$(')) reading.run(name);
    else reading.set(name, expand(value ?? '', EXPANSION, (other) => reading.lookup(other)).text);
  }
  return reading;
}

const RUBY_REFERENCE = /\\?\$(?!\()(?:\{?([A-Za-z0-9_]+)\}?)?/g;

/**
 * The gem `dotenv` 3 (https://github.com/bkeepers/dotenv, lib/dotenv/parser.rb): the expression of the npm package with other names
 * (no `-`), no backticks, `${NAME` read up to the name and `$(…)` run.
 */
export function readAsRuby(text: string): LoaderReading {
  const reading = new ReadingBuilder();
  const normalized = text.replace(/\r\n?/g, '\n');
  for (const entry of readDotenv(normalized).entries) {
    if (entry.key.includes('-')) continue;
    if (entry.value === undefined) {
      if (entry.exportSpan !== undefined && !reading.values.has(entry.key)) {
        reading.reject(false);
        return reading;
      }
      reading.set(entry.key, '');
      continue;
    }
    const isBacktick = entry.quote === '`';
    const raw = slice(normalized, isBacktick ? entry.rawSpan : entry.valueSpan);
    readRubyValue(entry.key, isBacktick ? '' : entry.quote, raw, reading);
  }
  return reading;
}

function readRubyValue(name: string, quote: string, raw: string, reading: ReadingBuilder): void {
  if (quote === "'") {
    reading.set(name, raw);
    return;
  }
  const lines = quote === '"' ? raw.replace(/\\([nr])/g, '\\\\\\$1') : raw;
  const plain = lines.replace(/\\([^$])/g, '$1');
  if (/(?:^|[^\\])\$\(/.test(plain)) {
    reading.run(name);
    return;
  }
  const value = plain.replace(RUBY_REFERENCE, (all, other: string | undefined) => {
    if (all.startsWith('\\')) return all.slice(1);
    return other === undefined ? all : (reading.lookup(other) ?? '');
  });
  reading.set(name, value);
}
