import { fixIf } from '../../finding/fix.ts';
import type { ReportFunction } from '../../finding/report.ts';
import type { Severity } from '../../finding/severity.ts';
import { removeItem, removeKey } from '../../formats/compose/edit/remove.ts';
import type { ComposeService } from '../../formats/compose/model/model.ts';
import { isKind } from '../../knowledge/images/lookup.ts';
import { isSocketMount } from '../../subjects/compose/engine-socket.ts';
import { needOf } from '../../subjects/compose/grants.ts';
import { mountPlace } from '../../subjects/compose/host-paths.ts';
import { quoted, settingKey } from '../../subjects/compose/names.ts';
import { serviceReach } from '../../subjects/compose/reach.ts';
import { factsOf, modelOf } from '../../subjects/compose/role.ts';
import type { RuleContext } from '../../subjects/context.ts';
import { defineRule } from '../contract.ts';

interface Grade {
  readonly severity: Severity;
  readonly advice: string;
  /** Whether it is of use without the socket. */
  readonly isOptional: boolean;
}

/** A dashboard that everyone reaches is a way to the socket; a job that publishes nothing has to be taken over first. */
function gradeOf(service: ComposeService, context: RuleContext): Grade {
  if (isKind(factsOf(service), 'socket-proxy'))
    return { severity: 'medium', advice: 'allow only the calls it needs', isOptional: false };
  if (needOf(service, 'docker-socket', modelOf(context)) !== undefined) {
    const severity = serviceReach(service, modelOf(context)) === 'everyone' ? 'high' : 'medium';
    return { severity, advice: 'put a socket proxy between', isOptional: false };
  }
  return { severity: 'critical', advice: 'remove it or use a socket proxy', isOptional: true };
}

function checkMounts(service: ComposeService, report: ReportFunction, context: RuleContext): void {
  const model = modelOf(context);
  for (const mount of service.mounts) {
    if (!isSocketMount(mount, model)) continue;
    const { severity, advice, isOptional } = gradeOf(service, context);
    report({
      at: mountPlace(mount),
      message: `${quoted(service.name)} gets the container engine's socket: it is root on the host; ${advice}`,
      severity,
      path: ['services', service.name, 'volumes', mount.source?.written ?? ''],
      fixes: isOptional
        ? fixIf(
            `Remove the socket from ${quoted(service.name)} (it can no longer see or control containers)`,
            'behavior-changing',
            removeItem(service, ['volumes'], mount.node),
          )
        : [],
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
