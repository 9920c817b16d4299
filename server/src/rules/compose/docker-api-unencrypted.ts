import { fixIf } from '../../finding/fix.ts';
import { severityByReach } from '../../finding/reach.ts';
import type { ReportFunction } from '../../finding/report.ts';
import type { ComposeModel, ComposeService } from '../../formats/compose/model/model.ts';
import { isKind } from '../../knowledge/images/lookup.ts';
import { commandLine, flagOf, type Word, wordsOf } from '../../subjects/compose/command-words.ts';
import { bindToLoopback, portKey, portPlace, reachOf, unpublish } from '../../subjects/compose/exposure.ts';
import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { serviceReach } from '../../subjects/compose/reach.ts';
import { factsOf, modelOf } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

const PLAIN_PORT = 2375;

/** `tcp://0.0.0.0:2375` of `dockerd -H`, when nothing in the command asks for client certificates. */
function plainListeners(service: ComposeService): readonly Word[] {
  if (commandLine(service).includes('tlsverify')) return [];
  return wordsOf(service).filter(({ word }, i, words) => {
    const text = word.value ?? '';
    const previous = words[i - 1]?.word.value;
    const address = text.startsWith('--host=') ? text.slice('--host='.length) : text;
    const isHost = text.startsWith('--host=') || previous === '-H' || previous === '--host';
    return isHost && address.startsWith('tcp://') && !address.startsWith('tcp://127.');
  });
}

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

function checkPorts(service: ComposeService, report: ReportFunction): void {
  const facts = factsOf(service);
  if (!isKind(facts, 'container-engine', 'socket-proxy') && flagOf(wordsOf(service), '-H') === undefined) return;
  for (const port of service.ports) {
    const range = port.targetRange;
    if (range === undefined || range.first > PLAIN_PORT || range.last < PLAIN_PORT || reachOf(port) !== 'everyone')
      continue;
    report({
      at: portPlace(port),
      message: `The Docker API of ${quoted(service.name)} is open to every network: whoever connects is root; unpublish it`,
      path: ['services', service.name, 'ports', portKey(port)],
      fixes: [
        ...fixIf(
          'Do not publish the port (only other containers reach it)',
          'behavior-changing',
          unpublish(service, port),
        ),
        ...fixIf(
          'Bind the port to 127.0.0.1 (clients outside this host lose access)',
          'behavior-changing',
          bindToLoopback(port),
        ),
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
    checkPorts(service, report);
  },
});
