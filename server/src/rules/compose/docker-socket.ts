import type { ReportFunction } from '../../finding/report.ts';
import type { Severity } from '../../finding/severity.ts';
import type { ComposeService } from '../../formats/compose/model/model.ts';
import { isKind } from '../../knowledge/images/lookup.ts';
import { commandLine } from '../../subjects/compose/command-words.ts';
import { isSocketMount } from '../../subjects/compose/engine-socket.ts';
import { managesEngine, namesImagesToStart, needOf, runsJobs } from '../../subjects/compose/grants.ts';
import { mountPlace } from '../../subjects/compose/host-paths.ts';
import { quoted, settingKey } from '../../subjects/compose/names.ts';
import { serviceReach } from '../../subjects/compose/reach.ts';
import { factsOf, isDevelopmentBuild, modelOf } from '../../subjects/compose/role.ts';
import type { RuleContext } from '../../subjects/context.ts';
import { defineRule } from '../contract.ts';

interface Grade {
  readonly severity: Severity;
  readonly advice: string;
  /** Whether a document says what it needs the socket for. */
  readonly isNeeded: boolean;
}

/** On a developer's machine or in a test what needs the socket holds nothing of others. */
function gradeOf(service: ComposeService, context: RuleContext): Grade {
  const grade = deployedGrade(service, context);
  if (isDevelopmentBuild(service)) return { ...grade, severity: 'medium' };
  return context.stage === 'development' && grade.isNeeded ? { ...grade, severity: 'low' } : grade;
}

/** A dashboard that everyone reaches is a way to the socket; a job that publishes nothing has to be taken over first. */
function deployedGrade(service: ComposeService, context: RuleContext): Grade {
  if (isKind(factsOf(service), 'socket-proxy'))
    return { severity: 'medium', advice: 'allow only the calls it needs', isNeeded: true };
  // every call of it starts a container of somebody's choosing: a socket proxy would have to let them all through
  if (needOf(service, 'docker-socket', modelOf(context)) !== undefined && runsJobs(service))
    return { severity: 'high', advice: 'give the runner a host of its own', isNeeded: true };
  if (needOf(service, 'docker-socket', modelOf(context)) !== undefined) {
    const severity = serviceReach(service, modelOf(context)) === 'everyone' ? 'high' : 'medium';
    const advice = managesEngine(service) ? 'let only administrators reach it' : 'put a socket proxy between';
    return { severity, advice, isNeeded: true };
  }
  // nothing documents that it needs all of the engine, so it is as serious as ever; but without the socket it does nothing
  if (namesImagesToStart(service)) {
    return { severity: 'critical', advice: 'use a socket proxy or a separate host', isNeeded: true };
  }
  return { severity: 'critical', advice: 'remove it or use a socket proxy', isNeeded: false };
}

/**
 * A socket proxy that only reads, and that only the project reaches, is the advice carried out. One that lets clients start containers is
 * `compose/socket-proxy-too-open`.
 */
function isNarrowProxy(service: ComposeService, context: RuleContext): boolean {
  if (!isKind(factsOf(service), 'socket-proxy') || !service.environmentComplete) return false;
  if (serviceReach(service, modelOf(context)) === 'everyone') return false;
  const isSwitchedOn = (name: string) => {
    const variable = service.variable(name);
    return variable !== undefined && !/^(?:0|false|no|off)?$/i.test(variable.value?.trim() ?? '?');
  };
  return !isSwitchedOn('POST') && !/-allow(?:POST|PUT|DELETE)/i.test(commandLine(service));
}

function checkMounts(service: ComposeService, report: ReportFunction, context: RuleContext): void {
  const model = modelOf(context);
  if (isNarrowProxy(service, context)) return;
  for (const mount of service.mounts) {
    if (!isSocketMount(mount, model)) continue;
    const { severity, advice } = gradeOf(service, context);
    report({
      at: mountPlace(mount),
      message: `${quoted(service.name)} gets the container engine's socket: it is root on the host; ${advice}`,
      severity,
      path: ['services', service.name, 'volumes', mount.source?.written ?? ''],
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
  // whoever mounts it was written to use it: what removes the mount leaves a program that does nothing
  fix: 'none',
  formats: ['compose'],
  check(service, report, context) {
    checkMounts(service, report, context);
    if (service.flag('use_api_socket') !== true) return;
    report({
      at: settingKey(service, 'use_api_socket'),
      message: `${quoted(service.name)} gets the Docker socket and your registry logins: it is root on the host; remove it`,
      path: ['services', service.name, 'use_api_socket'],
    });
  },
});
