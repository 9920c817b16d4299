import { shapeOf } from '../secrets/value-shape.ts';
import type { Test, ValueFormat } from './checklist.ts';
import { matchesPattern } from './glob.ts';

const FORMATS: Readonly<Record<ValueFormat, (value: string) => boolean>> = {
  hex64: (value) => /^[0-9a-fA-F]{64}$/.test(value) && new Set(value.toLowerCase()).size > 6,
  // 32 bytes in URL-safe base64: https://github.com/fernet/spec/blob/master/Spec.md
  fernet: (value) => /^[A-Za-z0-9_-]{43}=$/.test(value),
  'url-https': (value) => value.split(/[\s,]+/).every((one) => one === '' || /^https:\/\/[^*]+$/.test(one)),
  integer: (value) => /^-?\d+$/.test(value),
  'absolute-path': (value) => /^\/[^\s]/.test(value) && !value.startsWith('/tmp/') && !value.startsWith('/path/to/'),
  'schema-table-list': (value) =>
    value !== '' && value.split(',').every((name) => /^[A-Za-z_][\w$]*\.[A-Za-z_][\w$]*$/.test(name)),
  daily: isDaily,
  // Ten digits: seconds from 2001 to 2286; thirteen would be milliseconds.
  'unix-seconds': (value) => /^\d{10}$/.test(value),
};

/** A schedule that runs once a day or more often: five (or six, with seconds) cron fields without a day, or a word. */
function isDaily(value: string): boolean {
  const text = value.trim().toLowerCase();
  if (/^@(?:daily|midnight|hourly)$/.test(text)) return true;
  const every = /^@every (\d{1,6})(m|h)$/.exec(text);
  if (every !== null) return Number(every[1]) <= (every[2] === 'h' ? 24 : 1440);
  const fields = text.split(/\s+/);
  return (
    (fields.length === 5 || fields.length === 6) && fields.slice(-3).every((field) => /^[*?](?:\/1)?$/.test(field))
  );
}

/** Whether a known value meets a test. `undefined`: it cannot be told from this file (a reference to a secret store). */
export function meets(value: string, test: Test): boolean | undefined {
  const text = value.trim();
  const isEmpty = text === '' || shapeOf(text) === 'empty';
  if (test.absent === true) return false;
  if (test.present === true && isEmpty) return false;
  const isReference = shapeOf(text) === 'reference';
  if (isReference && (test.minLength !== undefined || test.format !== undefined)) return undefined;
  if (test.equals !== undefined && !sameWord(text, test.equals)) return false;
  if (test.not !== undefined && sameWord(text, test.not)) return false;
  if (test.matches !== undefined && !matchesPattern(test.matches, text)) return false;
  if (test.notMatches !== undefined && matchesPattern(test.notMatches, text)) return false;
  if (test.oneOf !== undefined && !test.oneOf.some((one) => sameWord(text, one))) return false;
  if (test.minLength !== undefined && text.length < test.minLength) return false;
  if (test.format !== undefined && !FORMATS[test.format](text)) return false;
  return inRange(text, test);
}

/** A test without a value: only `absent` is met. */
export function meetsAbsence(test: Test): boolean {
  return test.absent === true;
}

function inRange(text: string, test: Test): boolean {
  if (test.min === undefined && test.max === undefined) return true;
  const number = Number(text);
  if (text === '' || Number.isNaN(number)) return false;
  return (test.min === undefined || number >= test.min) && (test.max === undefined || number <= test.max);
}

const TRUE = new Set(['true', '1', 'yes', 'on', 'enabled']);
const FALSE = new Set(['false', '0', 'no', 'off', 'disabled']);

/** Equal without regard to case; any spelling of yes and of no is one word. */
export function sameWord(a: string, b: string): boolean {
  const x = a.toLowerCase();
  const y = b.toLowerCase();
  if (TRUE.has(y)) return TRUE.has(x);
  if (FALSE.has(y)) return FALSE.has(x);
  return x === y;
}

/** The test in words, for "expected …". */
export function describeTest(test: Test): string {
  const parts: string[] = [];
  if (test.present === true) parts.push('to be set');
  if (test.absent === true) parts.push('not to be set');
  if (test.equals !== undefined) parts.push(test.equals);
  if (test.not !== undefined) parts.push(`anything but ${test.not}`);
  if (test.matches !== undefined) parts.push(`like ${test.matches}`);
  if (test.notMatches !== undefined) parts.push(`unlike ${test.notMatches}`);
  if (test.oneOf !== undefined) parts.push(`one of ${test.oneOf.join(', ')}`);
  if (test.minLength !== undefined) parts.push(`at least ${test.minLength} characters`);
  if (test.format !== undefined) parts.push(`of the form ${test.format}`);
  if (test.min !== undefined) parts.push(`at least ${test.min}`);
  if (test.max !== undefined) parts.push(`at most ${test.max}`);
  return parts.join(', ');
}
