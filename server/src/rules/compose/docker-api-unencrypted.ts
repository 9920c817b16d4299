import { fixIf } from '../../finding/fix.ts';
import { severityByReach } from '../../finding/reach.ts';
import type { ReportFunction } from '../../finding/report.ts';
import type { ComposeModel, ComposeService } from '../../formats/compose/model/model.ts';
import { isKind } from '../../knowledge/images/lookup.ts';
import { plainListeners, verifiesClients } from '../../subjects/compose/engine-listeners.ts';
import { portKey, reachOf } from '../../subjects/compose/exposure.ts';
import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { openPort } from '../../subjects/compose/open-port.ts';
import { serviceReach } from '../../subjects/compose/reach.ts';
import { factsOf, modelOf } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

const PLAIN_PORT = 2375;

function checkEngine(service: ComposeService, report: ReportFunction, model: ComposeModel | undefined): void {
  const severity = severityByReach('critical', serviceReach(service, model)) ?? 'low';
  const directory = service.variable('DOCKER_TLS_CERTDIR');
  if (directory?.value === '' && directory.keyed?.value !== undefined) {
    report({
      at: directory.at,
      message: `${quoted(service.name)} serves the Docker API without TLS: who connects is root in it; set the folder`,
      severity,
      path: ['services', service.name, 'DOCKER_TLS_CERTDIR'],
    });
  }
  for (const { word } of plainListeners(service)) {
    report({
      at: placeOf(word),
      message: `${quoted(service.name)} opens the Docker API without TLS: whoever connects is root; add --tlsverify`,
      severity,
      path: ['services', service.name, 'command', 'host'],
    });
  }
}

function checkPorts(service: ComposeService, report: ReportFunction, model: ComposeModel | undefined): void {
  const facts = factsOf(service);
  if (!isKind(facts, 'container-engine', 'socket-proxy') && plainListeners(service).length === 0) return;
  if (verifiesClients(service)) return;
  for (const port of service.ports) {
    const range = port.targetRange;
    if (range === undefined || range.first > PLAIN_PORT || range.last < PLAIN_PORT || reachOf(port) !== 'everyone')
      continue;
    const open = openPort(service, port, model);
    report({
      at: open.at,
      message: `The Docker API of ${quoted(service.name)} is open to every network: whoever connects is root; ${open.unpublish === undefined ? open.advice : 'unpublish it'}`,
      path: ['services', service.name, 'ports', portKey(port)],
      fixes: [
        ...fixIf(
          'Do not publish the port (nothing outside its networks reaches it any more, this host included)',
          'behavior-changing',
          open.unpublish,
        ),
        ...fixIf('Bind the port to 127.0.0.1 (clients outside this host lose access)', 'behavior-changing', open.bind),
      ],
    });
  }
}

export default defineRule({
  id: 'compose/docker-api-unencrypted',
  subject: 'service',
  severity: 'critical',
  category: 'transport',
  profile: 'essential',
  stages: 'any',
  summary: 'Docker API is served without TLS',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(service, report, context) {
    checkEngine(service, report, modelOf(context));
    checkPorts(service, report, modelOf(context));
  },
});
