import type { ComposeModel, ComposeService } from '../../formats/compose/model.ts';
import { isKind } from '../../knowledge/images/lookup.ts';
import { defineRule, fixIf, type ReportFunction, type RuleContext, yaml } from '../contract.ts';
import { commandLine, flagOf, type Word, wordsOf } from './service/command-words.ts';
import { bindToLoopback, portKey, portPlace, reachOf, unpublish } from './service/exposure.ts';
import { placeOf, quoted } from './service/names.ts';
import { factsOf, modelOf } from './service/role.ts';
import { placeOfVariable } from './service/variables.ts';

const PLAIN_PORT = 2375;

function isOpen(service: ComposeService): boolean {
  return service.text('network_mode') === 'host' || service.ports.some((port) => reachOf(port) === 'everyone');
}

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

/** The host a `tcp://` address names, when it is on another machine and not encrypted. */
function foreignHost(address: string, model: ComposeModel | undefined): string | undefined {
  if (!address.startsWith('tcp://') && !address.startsWith('http://')) return undefined;
  const host = address.slice(address.indexOf('://') + 3).split(/[/:]/)[0] ?? '';
  const isLocal =
    host === '' || host === 'localhost' || host.startsWith('127.') || host.startsWith('host.docker.internal');
  const isSecure = address.includes(':2376');
  // a name without a dot is a service of this or a neighbouring project
  return isLocal || isSecure || !host.includes('.') || model?.service(host) !== undefined ? undefined : host;
}

function checkEngine(service: ComposeService, report: ReportFunction): void {
  const directory = service.variable('DOCKER_TLS_CERTDIR');
  if (directory?.value === '' && directory.keyed?.value !== undefined) {
    report({
      at: directory.at,
      message: `${quoted(service.name)} serves the Docker API without TLS: who connects is root in it; set the folder`,
      severity: isOpen(service) ? 'critical' : 'medium',
      path: ['services', service.name, 'DOCKER_TLS_CERTDIR'],
    });
  }
  for (const { word } of plainListeners(service)) {
    report({
      at: placeOf(word),
      message: `${quoted(service.name)} opens the Docker API without TLS: whoever connects is root; add --tlsverify`,
      severity: isOpen(service) ? 'critical' : 'medium',
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

function checkClient(service: ComposeService, report: ReportFunction, context: RuleContext): void {
  const host = service.variable('DOCKER_HOST');
  const foreign = host?.value === undefined ? undefined : foreignHost(host.value, modelOf(context));
  if (host === undefined || foreign === undefined || service.variable('DOCKER_TLS_VERIFY') !== undefined) return;
  report({
    at: placeOfVariable(service, host),
    message: `${quoted(service.name)} talks to a Docker API without TLS: who listens on the way is root there; use ssh://`,
    severity: 'high',
    path: ['services', service.name, 'DOCKER_HOST'],
  });
}

export default defineRule({
  id: 'compose/docker-api-unencrypted',
  subject: 'service',
  severity: 'critical',
  severityBecause:
    'Network reach gives root on the host; inside the project a foothold in one container does (lowered).',
  category: 'transport',
  profile: 'essential',
  stages: 'any',
  summary: 'Docker API is served or used without TLS',
  why: 'The Docker API has no password: whoever can open a connection starts a container that owns the host. Over TCP only client certificates (`--tlsverify`) protect it; scanners look for port 2375 around the clock.',
  references: [
    {
      name: 'Docker: protect the Docker daemon socket',
      url: 'https://docs.docker.com/engine/security/protect-access/',
    },
    {
      name: 'Docker Official Image: docker',
      url: 'https://hub.docker.com/_/docker',
    },
  ],
  fix: 'behavior-changing',
  formats: ['compose'],
  examples: {
    bad: [
      yaml`
        services:
          dind:
            image: docker:27.3-dind
            environment:
              DOCKER_TLS_CERTDIR: ""
      `,
      yaml`
        services:
          proxy:
            image: tecnativa/docker-socket-proxy:0.3.0
            ports:
              - 2375:2375
      `,
    ],
    good: [
      yaml`
        services:
          dind:
            image: docker:27.3-dind
            environment:
              DOCKER_TLS_CERTDIR: /certs
      `,
      yaml`
        services:
          web:
            image: example/web:1.4.2
            environment:
              DOCKER_HOST: tcp://socket-proxy:2375
          socket-proxy:
            image: tecnativa/docker-socket-proxy:0.3.0
      `,
    ],
  },
  check(service, report, context) {
    checkEngine(service, report);
    checkPorts(service, report);
    checkClient(service, report, context);
  },
});
