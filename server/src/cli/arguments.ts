import { type ParseArgsConfig, parseArgs } from 'node:util';
import { closest } from '../text/closest.ts';
import { UsageError } from './terminal.ts';

type OptionTable = NonNullable<ParseArgsConfig['options']>;

/** What the command line says: option values by name and the words that are no options. */
export interface Arguments {
  readonly words: readonly string[];
  flag(name: string): boolean;
  text(name: string): string | undefined;
  texts(name: string): readonly string[];
  /** A value out of a fixed set. @throws UsageError naming the allowed ones. */
  choice<T extends string>(name: string, allowed: readonly T[]): T | undefined;
  /** A whole number ≥ `least`. @throws UsageError. */
  number(name: string, least: number): number | undefined;
}

/**
 * Reads arguments against a table of options.
 * @throws UsageError for an unknown option (with the nearest known one), a missing or superfluous value.
 */
export function readArguments(args: readonly string[], options: OptionTable): Arguments {
  const { values, positionals } = parse(args, options);
  const text = (name: string): string | undefined => {
    const value = values[name];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    words: positionals,
    flag: (name) => values[name] === true,
    text,
    texts: (name) => {
      const value = values[name];
      return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
    },
    choice: (name, allowed) => {
      const value = text(name);
      if (value === undefined) return undefined;
      const found = allowed.find((candidate) => candidate === value);
      if (found === undefined)
        throw new UsageError(`--${name} takes ${list(allowed)}, not "${value}"${hint(value, allowed)}`);
      return found;
    },
    number: (name, least) => {
      const value = text(name);
      if (value === undefined) return undefined;
      const number = Number(value);
      if (!/^\d+$/.test(value) || number < least)
        throw new UsageError(`--${name} takes a whole number from ${least} up, not "${value}"`);
      return number;
    },
  };
}

function parse(
  args: readonly string[],
  options: OptionTable,
): { values: Readonly<Record<string, unknown>>; positionals: readonly string[] } {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    return { values, positionals };
  } catch (error) {
    const unknown = args.find(
      (arg) => arg.startsWith('--') && !Object.hasOwn(options, arg.slice(2).split('=')[0] ?? ''),
    );
    if (unknown !== undefined && errorCode(error) === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
      const name = unknown.split('=')[0] ?? unknown;
      throw new UsageError(`unknown option ${name}${hint(name.slice(2), Object.keys(options), '--')}`);
    }
    throw new UsageError(
      error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : 'arguments not understood',
    );
  }
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function list(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function hint(word: string, candidates: readonly string[], prefix = ''): string {
  const guess = closest(word, candidates);
  return guess === undefined ? '' : `; did you mean ${prefix}${guess}?`;
}
