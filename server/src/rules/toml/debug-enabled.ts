import { checkProblem } from '../../subjects/toml/check-problem.ts';
import { severityInToml } from '../../subjects/toml/reach.ts';
import { flip, type LooseLeaf, shownPath, tableOf } from '../../subjects/toml/switches.ts';
import { defineRule } from '../contract.ts';

const DEBUG =
  /^(?:(?:app|server|http|api|web)_)?(?:debug|debug_mode|enable_debug|debug_enabled|developer_mode|development_mode|dev_mode|devmode)$/;
const PROFILER = /^(?:\w+_)?(?:pprof|enable_pprof|pprof_enabled?|profiling_enabled|enable_profiling)$/;
const OUTER =
  /^(?:|app|application|server|http|https|api|web|general|global|core|main|default|settings|service|production|release)$/;

function isDebug({ key, table, value }: LooseLeaf): boolean {
  if (value !== true) return false;
  return PROFILER.test(key) || (DEBUG.test(key) && OUTER.test(table));
}

export default defineRule({
  id: 'toml/debug-enabled',
  subject: 'document',
  severity: 'high',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'Debug mode is on in a production file',
  fix: 'behavior-changing',
  formats: ['toml'],
  check: checkProblem('debug-enabled', (loose, model, report) => {
    if (!isDebug(loose)) return;
    const { leaf } = loose;
    const fix = flip(model, leaf, 'debug output and tools go away');
    const severity = severityInToml(model, tableOf(leaf), 'debug-enabled', 'medium');
    if (severity === undefined) return;
    report({
      at: leaf.valueSpan,
      message: `${shownPath(leaf)} = true shows internals to anybody who asks; turn it off in production`,
      severity,
      path: leaf.path.map(String),
      ...(fix === undefined ? {} : { fixes: [fix] }),
    });
  }),
});
