import type { ComposeService } from '../../formats/compose/model/model.ts';

/** Scripts and programs that start something again when its files change, and options that wait for a debugger or reload. */
const DEVELOPER_WORD =
  /^(?:(?:[\w.:-]+[:-])?(?:dev|develop|development|watch|start[:_-]?dev|serve[:_-]?dev)|dev[:_-][\w:-]+|nodemon|tsx-watch|ts-node-dev|air|reflex|watchexec|watchmedo|webpack-dev-server|runserver|debugpy|dlv|--reload|--watch|--debug|--inspect(?:-brk)?(?:=.*)?|-agentlib:jdwp.*)$/i;

/**
 * Ports that debuggers listen on by default: Node.js (https://nodejs.org/en/learn/getting-started/debugging), debugpy, Delve, JDWP and Xdebug
 * as their documents write them.
 */
const DEBUGGER_PORTS: ReadonlySet<number> = new Set([9229, 9230, 5678, 2345, 40000, 5005]);

const DEVELOPMENT = /^(?:dev|develop|development|local)$/i;

/**
 * Whether a service is started as developers do: a build argument or a mode of its build says development, its command watches files or
 * waits for a debugger, or a debugger's port is published.
 */
export function isStartedForDevelopment(service: ComposeService): boolean {
  const words = [service.entrypoint, service.command].flatMap((command) => command?.words ?? []);
  if (words.some(({ text }) => text.split(/\s+/).some((word) => DEVELOPER_WORD.test(word)))) return true;
  if (
    service.ports.some(({ targetRange }) => targetRange?.first !== undefined && DEBUGGER_PORTS.has(targetRange.first))
  )
    return true;
  return (service.build?.args ?? []).some(({ value }) => DEVELOPMENT.test(value?.value ?? ''));
}
