import type { ParseArgsConfig } from 'node:util';
import { PROFILES, type Profile } from '../finding/profile.ts';
import { SEVERITIES, type Severity } from '../finding/severity.ts';
import { FORMATS, type Format, type Stage } from '../formats/format.ts';
import { closest } from '../text/closest.ts';
import type { Arguments } from './arguments.ts';
import { UsageError } from './terminal.ts';

export const OUTPUT_FORMATS = ['text', 'json', 'sarif', 'junit', 'github', 'markdown', 'html', 'jsonl'] as const;
export type OutputFormat = (typeof OUTPUT_FORMATS)[number];

/** The options of `preflight scan`, for the parser, the help and shell completion. */
export const SCAN_OPTIONS = {
  format: { type: 'string' },
  output: { type: 'string' },
  profile: { type: 'string' },
  checklist: { type: 'string', multiple: true },
  rule: { type: 'string', multiple: true },
  skip: { type: 'string', multiple: true },
  finding: { type: 'string', multiple: true },
  'files-from': { type: 'string' },
  'fail-on': { type: 'string' },
  config: { type: 'string' },
  'no-config': { type: 'boolean' },
  baseline: { type: 'string' },
  'update-baseline': { type: 'boolean' },
  as: { type: 'string' },
  stage: { type: 'string' },
  stdin: { type: 'boolean' },
  'stdin-filename': { type: 'string' },
  fix: { type: 'boolean' },
  'fix-unsafe': { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  'show-secrets': { type: 'boolean' },
  shard: { type: 'string' },
  cache: { type: 'boolean' },
  'cache-dir': { type: 'string' },
  'no-ignore': { type: 'boolean' },
  'max-file-size': { type: 'string' },
  threads: { type: 'string' },
  quiet: { type: 'boolean', short: 'q' },
  'no-color': { type: 'boolean' },
  progress: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} satisfies ParseArgsConfig['options'];

/** What `preflight scan` was asked to do, checked. */
export interface ScanOptions {
  readonly paths: readonly string[];
  readonly format: OutputFormat;
  readonly output: string | undefined;
  readonly profile: Profile | undefined;
  readonly checklists: readonly string[];
  readonly only: ReadonlySet<string> | undefined;
  readonly skip: ReadonlySet<string>;
  /** Fingerprints, or `fingerprint:path` for the finding of one file: with a fix, only these are repaired. */
  readonly onlyFindings: ReadonlySet<string> | undefined;
  /** The paths come from a list: what is not there any more, or not ours, is no mistake. */
  readonly listed: boolean;
  readonly failOn: Severity | 'never';
  readonly config: string | undefined;
  readonly useConfig: boolean;
  readonly baseline: string | undefined;
  readonly updateBaseline: boolean;
  readonly as: Format | undefined;
  readonly stage: Stage | undefined;
  readonly stdin: string | undefined;
  readonly fix: 'none' | 'safe' | 'unsafe' | 'walk';
  readonly dryRun: boolean;
  /** Diffs show secrets, so that they can be applied. */
  readonly showSecrets: boolean;
  readonly shard: { readonly index: number; readonly count: number } | undefined;
  /** `user`: the user's own cache folder. */
  readonly cache: 'none' | 'user' | { readonly folder: string };
  readonly gitignore: boolean;
  readonly maxFileSize: number | undefined;
  /** `undefined`: by the number of cores and files. */
  readonly threads: number | undefined;
  readonly quiet: boolean;
  readonly progress: boolean;
}

/** @throws UsageError for a value that is not allowed, an unknown rule or checklist. */
export function scanOptions(
  args: Arguments,
  known: { readonly rules: ReadonlySet<string>; readonly checklists: ReadonlySet<string> },
  listed?: readonly string[],
): ScanOptions {
  const only = ruleNames(args.texts('rule'), known.rules);
  const fixing = args.flag('fix-unsafe') ? 'unsafe' : args.flag('fix') ? 'safe' : 'none';
  if (args.flag('dry-run') && fixing === 'none') throw new UsageError('--dry-run goes with --fix or --fix-unsafe');
  if (args.flag('show-secrets') && !args.flag('dry-run')) throw new UsageError('--show-secrets goes with --dry-run');
  if (args.flag('update-baseline') && args.text('baseline') === undefined)
    throw new UsageError('--update-baseline goes with --baseline <file>');
  if (args.text('stdin-filename') !== undefined && !args.flag('stdin'))
    throw new UsageError('--stdin-filename goes with --stdin');
  if (args.flag('stdin') && args.words.length > 0)
    throw new UsageError('--stdin takes no paths: the document comes from standard input');
  if (listed !== undefined && (args.flag('stdin') || args.words.length > 0))
    throw new UsageError('--files-from takes no other paths, and no --stdin: the list names the files');
  const findings = args.texts('finding');
  if (findings.length > 0 && fixing === 'none') throw new UsageError('--finding goes with --fix or --fix-unsafe');
  return {
    paths: listed ?? (args.words.length === 0 ? ['.'] : args.words),
    listed: listed !== undefined,
    format: args.choice('format', OUTPUT_FORMATS) ?? 'text',
    output: args.text('output'),
    profile: args.choice('profile', PROFILES),
    checklists: args.texts('checklist').map((name) => oneOf(name, known.checklists, 'checklist')),
    only: only.size === 0 ? undefined : only,
    skip: ruleNames(args.texts('skip'), known.rules),
    onlyFindings: findings.length === 0 ? undefined : new Set(findings),
    failOn: args.choice('fail-on', [...SEVERITIES, 'never']) ?? 'high',
    config: args.text('config'),
    useConfig: !args.flag('no-config'),
    baseline: args.text('baseline'),
    updateBaseline: args.flag('update-baseline'),
    as: args.choice('as', FORMATS),
    stage: args.choice('stage', ['production', 'development', 'template'] as const),
    stdin: args.flag('stdin') ? (args.text('stdin-filename') ?? '.env') : undefined,
    fix: fixing,
    dryRun: args.flag('dry-run'),
    showSecrets: args.flag('show-secrets'),
    shard: shard(args.text('shard')),
    cache: cacheOf(args),
    gitignore: !args.flag('no-ignore'),
    maxFileSize: args.number('max-file-size', 1),
    threads: args.number('threads', 1),
    quiet: args.flag('quiet'),
    progress: (args.choice('progress', ['auto', 'never'] as const) ?? 'auto') === 'auto',
  };
}

function cacheOf(args: Arguments): ScanOptions['cache'] {
  const folder = args.text('cache-dir');
  if (folder !== undefined) return { folder };
  return args.flag('cache') ? 'user' : 'none';
}

function shard(text: string | undefined): ScanOptions['shard'] {
  if (text === undefined) return undefined;
  const match = /^(\d+)\/(\d+)$/.exec(text);
  const index = Number(match?.[1]);
  const count = Number(match?.[2]);
  if (match === null || index < 1 || index > count)
    throw new UsageError(`--shard takes <i>/<n> with 1 ≤ i ≤ n, not "${text}"`);
  return { index, count };
}

/** Rules by id or glob such as `env/*`. @throws UsageError for one that no rule has. */
function ruleNames(names: readonly string[], known: ReadonlySet<string>): ReadonlySet<string> {
  return new Set(
    names.flatMap((name) => {
      if (!name.includes('*')) return [oneOf(name, known, 'rule')];
      const parts = name.split('*').map((part) => part.replace(/[\\^$.+?()[\]{}|]/g, '\\$&'));
      const pattern = new RegExp(`^${parts.join('.*')}$`);
      const found = [...known].filter((id) => pattern.test(id));
      if (found.length === 0) throw new UsageError(`no rule is named like "${name}"`);
      return found;
    }),
  );
}

/** How many names are few enough to be listed where none is near. */
const FEW = 12;

/** @throws UsageError with the nearest known name, or with all where they are few. */
export function oneOf(name: string, known: ReadonlySet<string>, kind: string): string {
  if (known.has(name) || (kind === 'checklist' && name.endsWith('.json'))) return name;
  const guess = closest(name, known);
  const names = known.size > FEW ? '' : `; names: ${[...known].join(', ')}`;
  throw new UsageError(`unknown ${kind} "${name}"${guess === undefined ? names : `; did you mean ${guess}?`}`);
}
