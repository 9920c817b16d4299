import { fixIf } from '../../finding/fix.ts';
import type { ReportFunction } from '../../finding/report.ts';
import type { Severity } from '../../finding/severity.ts';
import { removeItem, removeKey } from '../../formats/compose/edit/remove.ts';
import type { ComposeService } from '../../formats/compose/model/model.ts';
import type { ComposeMount } from '../../formats/compose/model/parts.ts';
import { documents, isKind } from '../../knowledge/images/lookup.ts';
import { hostPathOf, mountPlace } from '../../subjects/compose/host-paths.ts';
import { quoted, settingKey } from '../../subjects/compose/names.ts';
import { factsOf, modelOf } from '../../subjects/compose/role.ts';
import type { RuleContext } from '../../subjects/context.ts';
import { defineRule } from '../contract.ts';

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

function gradeOf(
  service: ComposeService,
  context: RuleContext,
): {
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
  // test runners and local tools on a developer's machine
  const severity = context.stage === 'development' ? 'medium' : 'critical';
  return { severity, advice: 'remove it or use a socket proxy' };
}

function checkMounts(service: ComposeService, report: ReportFunction, context: RuleContext): void {
  const model = modelOf(context);
  for (const mount of service.mounts) {
    if (!isSocketMount(mount, hostPathOf(mount, model))) continue;
    const { severity, advice } = gradeOf(service, context);
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
  category: 'isolation',
  profile: 'essential',
  stages: 'any',
  summary: 'Container can control the container engine',
  fix: 'behavior-changing',
  formats: ['compose'],
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
