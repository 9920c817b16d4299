import type { ReportFunction } from '../../finding/report.ts';
import type { TomlModel } from '../../formats/toml/model/model.ts';
import { normalName } from '../../knowledge/toml/key-path.ts';
import { checkProblem } from '../../subjects/toml/check-problem.ts';
import { severityInToml } from '../../subjects/toml/reach.ts';
import { bindToLoopback } from '../../subjects/toml/setting-fix.ts';
import { type LooseLeaf, shownPath, tableOf } from '../../subjects/toml/switches.ts';
import { defineRule } from '../contract.ts';

const WATCHING = /(?:^|_)(?:metrics?|prometheus|exporters?|openmetrics|telemetry)(?:_|$)/;
const DEBUGGING = /(?:^|_)(?:pprof|debug|profil(?:er|ing))(?:_|$)/;
const STEERING = /(?:^|_)(?:admin|administration|management|mgmt|control_api)(?:_|$)/;
const ADDRESS =
  /^(?:\w+_)?(?:bind|listen|laddr|addr(?:ess)?|bind_addr(?:ess)?|listen_addr(?:ess)?|listener|bind_host|listen_host|host|http_addr(?:ess)?)$/;
/** Every address of the machine: one of them alone may be that of a server the metrics are sent to. */
const EVERYWHERE = /^(?:(?:tcp|https?):\/\/)?(?:0\.0\.0\.0|\[::\]|::|\*)?(?::\d{1,5})?$/i;
const LOGIN = /(?:^|_)(?:password|token|auth|basic_auth|credentials?|htpasswd|client_ca\w*|api_key)(?:_|$)/;

/** What others get from a listener on every address, and how bad that is. */
const OPEN = {
  debug: {
    severity: 'medium',
    says: 'opens debugging to the whole network without a login; bind it to the monitoring network',
  },
  admin: {
    severity: 'medium',
    says: 'offers administration to the whole network; bind it to loopback or the admin network',
  },
  metrics: {
    severity: 'low',
    says: 'shows metrics to the whole network without a login; bind it to the monitoring network',
  },
} as const;

/** What a listener on every address is for; a table with a login of its own is no open one. */
function openFor({ leaf, key, table, value }: LooseLeaf): keyof typeof OPEN | undefined {
  if (typeof value !== 'string' || value === '' || !ADDRESS.test(key) || !EVERYWHERE.test(value)) return undefined;
  const names = `${table}.${key}`.replace('.', '_');
  if ([...tableOf(leaf).entries.keys()].some((name) => LOGIN.test(normalName(name)))) return undefined;
  if (DEBUGGING.test(names)) return 'debug';
  if (WATCHING.test(names)) return 'metrics';
  return STEERING.test(names) ? 'admin' : undefined;
}

function reportListener(loose: LooseLeaf, model: TomlModel, report: ReportFunction): void {
  const open = openFor(loose);
  const { leaf, value } = loose;
  const severity = open && severityInToml(model, tableOf(leaf), 'exposed-endpoint', OPEN[open].severity);
  if (open === undefined || severity === undefined) return;
  const fix = typeof value === 'string' ? bindToLoopback(model, shownPath(leaf), leaf, value) : undefined;
  report({
    at: leaf.valueSpan,
    message: `${shownPath(leaf)} ${OPEN[open].says}`,
    severity,
    path: leaf.path.map(String),
    ...(fix === undefined ? {} : { fixes: [fix] }),
  });
}

export default defineRule({
  id: 'toml/exposed-endpoint',
  subject: 'document',
  severity: 'critical',
  category: 'exposure',
  profile: 'recommended',
  stages: 'running',
  summary: 'An admin, debug or metrics port is open to the network',
  fix: 'behavior-changing',
  formats: ['toml'],
  check: checkProblem('exposed-endpoint', reportListener),
});
