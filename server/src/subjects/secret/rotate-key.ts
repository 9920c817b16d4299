import type { Fix } from '../../finding/fix.ts';
import { endOfLine, startOfLine } from '../../formats/dotenv/read/characters.ts';
import type { JudgedSecret } from '../../secrets/judge.ts';
import { type Rotation, rotationOf } from '../../secrets/rotation.ts';
import { lineEndingOf, type TextEdit } from '../../text/edit.ts';
import { at } from '../../text/span.ts';
import type { RuleContext } from '../context.ts';
import type { NamedValue } from '../named-value.ts';
import { editsIn } from '../setting.ts';

/**
 * Gives a bad key that data may be encrypted with a successor beside it. It is never replaced: without the old key the data is lost.
 * Only in `.env` files; elsewhere the key has to move out first.
 */
export function rotateKey(value: NamedValue, secret: JudgedSecret, context: RuleContext): readonly Fix[] {
  if (value.format !== 'dotenv' || secret.part !== 'value' || value.literal === undefined) return [];
  const rotation = rotationOf(value.name, secret.purpose, secret.text);
  if (rotation === undefined || isBegun(value.name, context)) return [];
  const edit = (key: string): readonly TextEdit[] | undefined => editsFor(rotation, key, value, secret, context);
  // decided by a probe: the real key is made only when somebody applies the fix
  if (edit('x') === undefined) return [];
  const warning = value.tracked === true ? ['git tracks this file'] : [];
  return [
    {
      title: `${titleOf(rotation, value.name)} (${[...warning, consequenceOf(rotation, value.name)].join('; ')})`,
      safety: 'behavior-changing',
      edits: () => editsIn(value, edit(rotation.key.generate()) ?? []),
      ...(rotation.kind === 'beside' && { begins: ['secret/rotation-leftover'] }),
    },
  ];
}

function titleOf(rotation: Rotation, name: string): string {
  switch (rotation.kind) {
    case 'list':
      return `Put a new ${rotation.key.label} before the one in ${name}`;
    case 'previous':
      return `Rotate ${name}: new ${rotation.key.label}, the old one goes to ${rotation.variable}`;
    case 'beside':
      return `Add ${rotation.variable}: ${rotation.key.label}; ${name} stays`;
  }
}

function consequenceOf(rotation: Rotation, name: string): string {
  switch (rotation.kind) {
    case 'list':
      return `then run ${rotation.command} and remove the old one`;
    case 'previous':
      return `read since ${rotation.since}; what was encrypted before stays readable`;
    case 'beside':
      return `re-encrypt the data with both, then let it take the place of ${name}`;
  }
}

/** A new or an old key stands beside it already: who rotates is in the middle of it. */
function isBegun(name: string, context: RuleContext): boolean {
  const names = new Set(
    ['NEW', 'NEXT', 'OLD', 'PREVIOUS', 'PREV'].flatMap((word) => [`${word}_${name}`, `${name}_${word}`]),
  );
  return context.all('namedValue').some((other) => names.has(other.name) && other.source !== '');
}

function editsFor(
  rotation: Rotation,
  key: string,
  value: NamedValue,
  secret: JudgedSecret,
  context: RuleContext,
): readonly TextEdit[] | undefined {
  switch (rotation.kind) {
    case 'list':
      return value.replaceWith(`${key},${secret.text}`);
    case 'beside':
      return assign(rotation.variable, () => key, value, context);
    case 'previous': {
      const replaced = value.replaceWith(key);
      const kept = assign(rotation.variable, (old) => [secret.text, ...old].join(','), value, context);
      return replaced && kept && [...replaced, ...kept];
    }
  }
}

/** Sets another variable: in its line, or in a new one below that of `value`, as that is written. */
function assign(
  name: string,
  text: (old: readonly string[]) => string,
  value: NamedValue,
  context: RuleContext,
): readonly TextEdit[] | undefined {
  const known = context
    .all('namedValue')
    .filter((other) => other.name === name)
    .at(-1);
  if (known !== undefined) {
    if (known.literal === undefined) return undefined;
    return known.replaceWith(text(known.literal === '' ? [] : [known.literal]));
  }
  const [model] = context.all('document');
  const entry =
    model?.format === 'dotenv'
      ? model.entries.find(({ keySpan }) => keySpan.start === value.nameSpan.start)
      : undefined;
  if (entry === undefined || entry.defect !== undefined) return undefined;
  const before = context.text.slice(startOfLine(context.text, entry.keySpan.start), entry.keySpan.start);
  const written = text([]);
  if (!/^\s*(?:export\s+)?$/.test(before) || !/^[\w+/=:,.-]+$/.test(written)) return undefined;
  const end = endOfLine(context.text, (entry.commentSpan ?? entry.rawSpan).end);
  return [{ span: at(end), newText: `${lineEndingOf(context.text)}${before}${name}=${written}` }];
}
