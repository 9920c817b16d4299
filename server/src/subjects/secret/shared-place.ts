import type { RuleContext } from '../context.ts';
import type { NamedValue } from '../named-value.ts';

/**
 * Whether others get to read what stands here: Compose, TOML and nginx files are handed around and committed unless git says otherwise,
 * a `.env` file counts only when git does not say that it is left out.
 */
export function mayBeRead(value: NamedValue, context: RuleContext): boolean {
  return (value.tracked ?? context.tracked) !== false || context.stage === 'template';
}

/** Whether others surely get to read it: git tracks the file, or it is a Compose or nginx file, which live in a repository. */
export function isShared(value: NamedValue, context: RuleContext): boolean {
  const tracked = value.tracked ?? context.tracked;
  if (tracked !== undefined) return tracked;
  return value.format === 'compose' || value.format === 'nginx';
}
