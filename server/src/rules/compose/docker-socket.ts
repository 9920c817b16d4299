import { removeItem, removeKey } from '../../formats/compose/edit.ts';
import type { ComposeService } from '../../formats/compose/model.ts';
import type { ComposeMount } from '../../formats/compose/parts.ts';
import { documents, isKind } from '../../knowledge/images/lookup.ts';
import { defineRule, fixIf, type ReportFunction, type RuleContext, type Severity, yaml } from '../contract.ts';
import { hostPathOf, mountPlace } from './service/host-paths.ts';
import { quoted, settingKey } from './service/names.ts';
import { factsOf, modelOf } from './service/role.ts';

const SOCKETS: ReadonlySet<string> = new Set([
  'docker.sock',
  'dockershim.sock',
  'containerd.sock',
  'crio.sock',
  'podman.sock',
  'cri-dockerd.sock',
  'buildkitd.sock',
  'docker.sock.raw',
]);
/** Folders that hold a runtime's socket. */
const FOLDERS: ReadonlySet<string> = new Set([
  '/run',
  '/var/run',
  '/run/docker',
  '/var/run/docker',
  '/run/containerd',
  '/var/run/containerd',
  '/run/podman',
  '/var/run/podman',
  '/run/crio',
  '/var/run/crio',
  '/run/systemd',
  '/run/systemd/private',
]);

function givesSocket(path: string | undefined): boolean {
  if (path === undefined) return false;
  const name = path.slice(path.lastIndexOf('/') + 1);
  return SOCKETS.has(name) || FOLDERS.has(path);
}

/** A path behind a reference is known well enough when it ends in a socket's name (`${DOCKER_SOCK:-…}/docker.sock`). */
function isSocketMount(mount: ComposeMount, path: string | undefined): boolean {
  if (givesSocket(path)) return true;
  if (mount.source === undefined || mount.type === 'volume') return false;
  const written = mount.source.value ?? mount.source.written;
  return mount.source.value === undefined && SOCKETS.has(written.slice(written.lastIndexOf('/') + 1));
}

function gradeOf(service: ComposeService): {
  readonly severity: Severity;
  readonly advice: string;
} {
  const facts = factsOf(service);
  if (isKind(facts, 'socket-proxy'))
    return {
      severity: 'medium',
      advice: 'allow only the calls it needs',
    };
  if (documents(facts, 'docker-socket')) return { severity: 'high', advice: 'put a socket proxy between' };
  return { severity: 'critical', advice: 'remove it or use a socket proxy' };
}

function checkMounts(service: ComposeService, report: ReportFunction, context: RuleContext): void {
  const model = modelOf(context);
  for (const mount of service.mounts) {
    if (!isSocketMount(mount, hostPathOf(mount, model))) continue;
    const { severity, advice } = gradeOf(service);
    report({
      at: mountPlace(mount),
      message: `${quoted(service.name)} gets the container engine's socket: it is root on the host; ${advice}`,
      severity,
      path: ['services', service.name, 'volumes', mount.source?.written ?? ''],
      fixes: fixIf(
        `Remove the socket from ${quoted(service.name)} (it can no longer see or control containers)`,
        'behavior-changing',
        removeItem(service, ['volumes'], mount.node),
      ),
    });
  }
}

export default defineRule({
  id: 'compose/docker-socket',
  subject: 'service',
  severity: 'critical',
  severityBecause:
    'A foothold in the container gives the host; a read-only mount of a socket still lets every call through.',
  category: 'isolation',
  profile: 'essential',
  stages: 'any',
  summary: 'Container can control the container engine',
  why: 'Who reaches the socket of Docker, containerd, CRI-O or Podman starts a container that mounts the root of the host. `:ro` protects the socket file, not what is sent through it. A socket proxy that lets only the needed calls through keeps the rest out.',
  references: [
    {
      name: 'CIS Docker Benchmark 1.6, 5.32',
      url: 'https://www.cisecurity.org/benchmark/docker',
    },
    {
      name: 'OWASP Docker Security, rule 1',
      url: 'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
    },
    {
      name: 'Compose: use_api_socket',
      url: 'https://docs.docker.com/reference/compose-file/services/#use_api_socket',
    },
  ],
  fix: 'behavior-changing',
  formats: ['compose'],
  examples: {
    bad: [
      yaml`
        services:
          web:
            image: example/web:1.4.2
            volumes:
              - /var/run/docker.sock:/var/run/docker.sock:ro
      `,
      yaml`
        services:
          web:
            image: example/web:1.4.2
            volumes:
              - type: bind
                source: /run
                target: /host/run
      `,
      yaml`
        services:
          web:
            image: example/web:1.4.2
            use_api_socket: true
      `,
    ],
    good: [
      yaml`
        services:
          web:
            image: example/web:1.4.2
            environment:
              DOCKER_HOST: tcp://docker-socket-proxy:2375
      `,
      yaml`
        services:
          db:
            image: example/db:1.4.2
            volumes:
              - /run/postgresql:/run/postgresql
      `,
    ],
  },
  check(service, report, context) {
    checkMounts(service, report, context);
    if (service.flag('use_api_socket') !== true) return;
    report({
      at: settingKey(service, 'use_api_socket'),
      message: `${quoted(service.name)} gets the Docker socket and your registry logins: it is root on the host; remove it`,
      path: ['services', service.name, 'use_api_socket'],
      fixes: fixIf(
        `Remove use_api_socket from ${quoted(service.name)} (it can no longer control containers)`,
        'behavior-changing',
        removeKey(service, ['use_api_socket']),
      ),
    });
  },
});
