import type { Stage } from './format.ts';

const TEMPLATE = new Set(['example', 'sample', 'dist', 'template', 'defaults', 'schema']);
const DEVELOPMENT = new Set([
  'dev',
  'development',
  'local',
  'override',
  'test',
  'tests',
  'testing',
  'testdata',
  'fixtures',
  'ci',
  'e2e',
  'devcontainer',
]);

/** Folders of CI systems: what lies there never runs in production. */
const CI_FOLDERS = new Set(['.github', '.gitlab', '.circleci', '.buildkite', '.woodpecker']);

/**
 * What a file is for, from its path alone (never from its content: a debug switch must not silence the rule about debug switches).
 * Every segment is split on `.`, `-` and `_`. `path` is relative to the workspace root, with `/`.
 */
export function stageOf(path: string): Stage {
  const segments = path.toLowerCase().split('/');
  const name = segments.at(-1) ?? '';
  // The official nginx image runs envsubst over *.conf.template: that file is what production runs.
  const envsubst = name.endsWith('.conf.template');
  let stage: Stage = 'production';
  segments.forEach((segment, index) => {
    const isName = index === segments.length - 1;
    if (!isName && CI_FOLDERS.has(segment) && stage === 'production') stage = 'development';
    for (const part of segment.split(/[.\-_]/)) {
      if (TEMPLATE.has(part) && !(envsubst && isName)) stage = 'template';
      else if (DEVELOPMENT.has(part) && stage === 'production' && !(isName && name === '.env.local'))
        stage = 'development';
    }
  });
  return stage;
}
