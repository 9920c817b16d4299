/**
 * What names say about the purpose of a file. The one place of the code; `docs/stages.md` is generated from it.
 *
 * `strong` settles the purpose. `weak` only lowers severities, and never those of privileges, sockets, exposed stores and secrets.
 */

/** What a file is for, finer than its stage. */
export type Role =
  | 'production'
  /** A developer's machine: a stack, a container, a sandbox. */
  | 'development'
  /** A test run: thrown away afterwards. */
  | 'test'
  /** A job of a CI system: as a test, and the machine goes with it. */
  | 'ci'
  /** Input of tests; often broken on purpose. */
  | 'data'
  /** Copied and filled in before anything runs. */
  | 'template'
  /** Someone else's, kept here as it came. */
  | 'foreign'
  /** Written anew from a template at each start: what stands there is told at the template. */
  | 'generated'
  /** A list of images or builds: nothing of it runs. */
  | 'idle'
  /** A shell script in the clothes of an env file: a shell reads it, no env loader. */
  | 'script';

export type Weight = 'strong' | 'weak';

export interface StageRow {
  readonly names: readonly string[];
  /** `file`: the file's own name; `folder`: each folder between the scanned root and the file. */
  readonly of: 'file' | 'folder' | 'both';
  /**
   * `word`: a part of the name between `.`, `-` and `_`; `name`: the whole name, a leading dot aside; `start`: how the name begins;
   * `variant`: all that stands between `compose`, `docker-compose` or `.env` and the next dot.
   */
  readonly match: 'word' | 'name' | 'start' | 'variant';
  readonly says: Role;
  readonly weight: Weight;
  /** For the page: why, where it does not explain itself. */
  readonly note?: string;
  /** The folder is put away, not worked in: nobody looks at its consoles from day to day. */
  readonly isPutAway?: true;
}

/** Endings that say nothing about the purpose, though their words would. */
export const SILENT_ENDINGS: readonly { readonly name: RegExp; readonly ending: string; readonly note: string }[] = [
  {
    name: /^\.env(?:\.[^/]+)?\.local$/,
    ending: '.local',
    note: '`.env.local`, `.env.<mode>.local`: Next.js, Vite and Symfony load it on every host, `local` says "not in git"; the mode counts',
  },
  {
    name: /\.conf\.template$/,
    ending: '.template',
    note: '`*.conf.template`: the official nginx image fills it in when it starts and runs it',
  },
];

/**
 * A `production` row says only that the words of this very name do not count: the folders and the content still do.
 * Such rows come first; the other rows all apply, and the strongest wins (see {@link ROLES_BY_RANK}).
 */
export const STAGE_TABLE: readonly StageRow[] = [
  {
    names: [
      'docker-compose.override.yml',
      'docker-compose.override.yaml',
      'compose.override.yml',
      'compose.override.yaml',
    ],
    of: 'file',
    match: 'name',
    says: 'production',
    weight: 'strong',
    note: 'Compose loads it on every host',
  },
  {
    names: ['defaults.env'],
    of: 'file',
    match: 'name',
    says: 'production',
    weight: 'strong',
    note: 'it is loaded as it is',
  },
  {
    names: ['local.d', 'override.d'],
    of: 'folder',
    match: 'name',
    says: 'production',
    weight: 'strong',
    note: 'where a program looks for settings of this installation',
  },
  {
    names: ['deps', 'vendor', 'third_party'],
    of: 'folder',
    match: 'name',
    says: 'foreign',
    weight: 'strong',
    note: 'quiet: nothing there is yours to change',
  },
  { names: ['testdata', 'fixtures'], of: 'both', match: 'word', says: 'data', weight: 'strong' },
  { names: ['test-data', 'test_data'], of: 'folder', match: 'name', says: 'data', weight: 'strong' },
  {
    names: ['invalid_', 'invalid-'],
    of: 'file',
    match: 'start',
    says: 'data',
    weight: 'strong',
    note: 'broken on purpose',
  },
  {
    names: ['example', 'sample', 'dist', 'template', 'defaults', 'schema', 'scaffold', 'skeleton'],
    of: 'file',
    match: 'word',
    says: 'template',
    weight: 'strong',
    note: 'of nginx: a sample, which is deployed as it is; every rule but `secret/*` speaks',
  },
  {
    names: ['dist', 'template', 'defaults', 'schema', 'scaffold', 'skeleton'],
    of: 'folder',
    match: 'name',
    says: 'template',
    weight: 'strong',
  },
  {
    names: ['example_config', 'example_configs', 'example-config', 'example-configs', 'sample_config', 'sample-config'],
    of: 'folder',
    match: 'name',
    says: 'template',
    weight: 'strong',
    note: 'pieces to copy from, not a deployment',
  },
  { names: ['test', 'tests', 'testing', 'e2e'], of: 'both', match: 'word', says: 'test', weight: 'strong' },
  {
    names: ['integration'],
    of: 'file',
    match: 'variant',
    says: 'test',
    weight: 'strong',
    note: '`compose.integration.yml`, `.env.integration`; `payment-integration.conf` connects two systems',
  },
  { names: ['ci'], of: 'file', match: 'word', says: 'ci', weight: 'strong' },
  {
    names: ['cve-'],
    of: 'folder',
    match: 'start',
    says: 'test',
    weight: 'strong',
    note: 'reproduces a published flaw: open on purpose, and thrown away',
  },
  { names: ['integration', 'bdd', 'coverage', 'suites'], of: 'folder', match: 'name', says: 'test', weight: 'strong' },
  {
    names: ['.github', '.gitlab', '.circleci', '.buildkite', '.woodpecker'],
    of: 'folder',
    match: 'name',
    says: 'ci',
    weight: 'strong',
    note: 'CI systems',
  },
  {
    names: ['dev', 'development', 'devcontainer', 'override'],
    of: 'both',
    match: 'word',
    says: 'development',
    weight: 'strong',
  },
  { names: ['local'], of: 'file', match: 'word', says: 'development', weight: 'strong' },
  {
    names: ['devenv', 'gitpod', 'playground', 'localnode', 'devnet', '.ddev', '.lando'],
    of: 'folder',
    match: 'name',
    says: 'development',
    weight: 'strong',
  },
  {
    names: ['bench', 'benches', 'benchmarks', 'debug', 'hack', 'tools', 'contrib', 'sandbox', 'ci', 'local'],
    of: 'folder',
    match: 'name',
    says: 'development',
    weight: 'weak',
    note: 'not `usr/local`',
  },
  {
    names: ['simulated', 'simulation', 'simulator'],
    of: 'both',
    match: 'word',
    says: 'development',
    weight: 'weak',
    note: 'stands in for the real thing; not `sim`, which is also a card',
  },
  {
    names: ['archive', 'archives', 'obsolete', 'deprecated'],
    of: 'folder',
    match: 'name',
    says: 'development',
    weight: 'weak',
    note: 'put away, not worked in: what a running stack opens keeps its severity',
    isPutAway: true,
  },
  { names: ['demo', 'quickstart'], of: 'folder', match: 'word', says: 'development', weight: 'weak' },
  {
    names: ['example', 'examples', 'sample', 'samples'],
    of: 'folder',
    match: 'word',
    says: 'template',
    weight: 'weak',
    note: 'a folder with its own compose file and settings is a deployment people start as it is',
  },
];

/** Of several roles the first one wins: what is not ours or only data is nothing else besides; a template in `tests/` is a template. */
export const ROLES_BY_RANK: readonly Role[] = [
  'foreign',
  'generated',
  'data',
  'template',
  'ci',
  'test',
  'development',
  'idle',
  'script',
  'production',
];
