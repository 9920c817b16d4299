import { type CspDirective, sourcesFor } from './content-security-policy.ts';

/** Why a policy does not stop injected scripts. */
export interface ScriptHole {
  /** The directive that governs scripts. */
  readonly directive: string;
  /** The source that lets them in. */
  readonly word: string;
  readonly consequence: string;
  /** Only `eval`: scripts must be in the page already. */
  readonly isMild: boolean;
}

/** What lets foreign scripts past a policy; `undefined` when nothing does, or the policy is not about scripts. */
export function scriptHole(policy: readonly CspDirective[]): ScriptHole | undefined {
  const scripts = sourcesFor(policy, 'script-src', 'default-src');
  if (scripts === undefined) return undefined;
  const sources = scripts.sources.map((source) => source.toLowerCase());
  const hole = (word: string, consequence: string, isMild = false): ScriptHole => ({
    directive: scripts.name,
    word,
    consequence,
    isMild,
  });
  const hasNonce = sources.some((source) => /^'(nonce-|sha(256|384|512)-)/.test(source) || source.includes('$'));
  // With 'strict-dynamic' browsers ignore hosts and schemes, with a nonce or hash 'unsafe-inline'.
  if (sources.includes("'strict-dynamic'")) return undefined;
  if (sources.includes("'unsafe-inline'") && !hasNonce) return hole("'unsafe-inline'", 'injected scripts run');
  const anywhere = sources.find((source) => ANYWHERE.has(source));
  if (anywhere !== undefined) return hole(anywhere, 'scripts may come from anywhere');
  return sources.includes("'unsafe-eval'") ? hole("'unsafe-eval'", 'strings run as code', true) : undefined;
}

const ANYWHERE: ReadonlySet<string> = new Set(['*', 'http:', 'https:', 'data:', 'http://*', 'https://*', '*:*']);
