import type { TomlModel } from '../../formats/toml/model/model.ts';
import type { TomlTable } from '../../formats/toml/read/tree.ts';
import { bindReach } from '../../knowledge/toml/addresses.ts';
import { normalName } from '../../knowledge/toml/key-path.ts';
import { checkProblem } from '../../subjects/toml/check-problem.ts';
import { severityInToml } from '../../subjects/toml/reach.ts';
import { scalarOf } from '../../subjects/toml/seen.ts';
import { bindToLoopback } from '../../subjects/toml/setting-fix.ts';
import { type LooseLeaf, shownPath, tableOf } from '../../subjects/toml/switches.ts';
import { defineRule } from '../contract.ts';

const ADDRESS =
  /^(?:\w+_)?(?:bind|listen|laddr|bind_addr(?:ess)?|listen_addr(?:ess)?|bind_host|listen_host|http_addr|http_address|server_addr)$/;
const CERTIFICATE =
  /^(?:\w+_)?(?:tls|ssl|https)_(?:\w+_)?(?:cert|certificate|key|private_key)(?:_(?:file|path|pem))?$|^(?:cert|certificate)_(?:file|path)$/;

function isRemote({ key, value }: LooseLeaf): boolean {
  return ADDRESS.test(key) && typeof value === 'string' && bindReach(value) === 'network';
}

/** Places for a certificate in the table, all of them written and empty: the service can do TLS and does not. */
function hasEmptyCertificates(model: TomlModel, table: TomlTable): boolean {
  const places = [...table.entries.values()].filter((node) => CERTIFICATE.test(normalName(node.name)));
  return places.length > 0 && places.every((node) => scalarOf(model.file.text, node) === '');
}

export default defineRule({
  id: 'toml/remote-bind-without-tls',
  subject: 'document',
  severity: 'high',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'A service listens on the network without TLS',
  fix: 'behavior-changing',
  formats: ['toml'],
  check: checkProblem('remote-bind-without-tls', (loose, model, report) => {
    const { leaf, value } = loose;
    if (!isRemote(loose) || !hasEmptyCertificates(model, tableOf(leaf))) return;
    const severity = severityInToml(model, tableOf(leaf), 'remote-bind-without-tls', 'high');
    if (severity === undefined) return;
    const fix = typeof value === 'string' ? bindToLoopback(model, shownPath(leaf), leaf, value) : undefined;
    report({
      at: leaf.valueSpan,
      message: `${shownPath(leaf)} is open to the network without TLS; set certificate and key or bind to loopback`,
      severity,
      path: leaf.path.map(String),
      ...(fix === undefined ? {} : { fixes: [fix] }),
    });
  }),
});
