import { fixIf } from '../../finding/fix.ts';
import { severityByReach } from '../../finding/reach.ts';
import type { ReportFunction } from '../../finding/report.ts';
import type { ComposeService } from '../../formats/compose/model/model.ts';
import { commandLine, wordsOf } from '../../subjects/compose/command-words.ts';
import { reachOf } from '../../subjects/compose/exposure.ts';
import { insecureUses } from '../../subjects/compose/insecure-settings.ts';
import { placeOf, quoted, settingKey } from '../../subjects/compose/names.ts';
import { serviceReach } from '../../subjects/compose/reach.ts';
import { factsOf, modelOf, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

/** Development servers by the words that start them; each must stand in the command as whole words, in this order and side by side. */
const SERVERS: readonly {
  readonly words: readonly string[];
  readonly risk: string;
}[] = [
  {
    words: ['npm', 'run', 'dev'],
    risk: 'it is slow and shows errors',
  },
  {
    words: ['yarn', 'dev'],
    risk: 'it is slow and shows errors',
  },
  {
    words: ['yarn', 'run', 'dev'],
    risk: 'it is slow and shows errors',
  },
  {
    words: ['pnpm', 'dev'],
    risk: 'it is slow and shows errors',
  },
  {
    words: ['pnpm', 'run', 'dev'],
    risk: 'it is slow and shows errors',
  },
  {
    words: ['next', 'dev'],
    risk: 'it is slow and shows errors',
  },
  {
    words: ['flask', 'run'],
    risk: "Flask's own server is not for production",
  },
  {
    words: ['manage.py', 'runserver'],
    risk: "Django's own server is not for production",
  },
  { words: ['artisan', 'serve'], risk: "PHP's own server is not for production" },
  {
    words: ['webpack', 'serve'],
    risk: 'it is slow and shows errors',
  },
  {
    words: ['webpack-dev-server'],
    risk: 'it is slow and shows errors',
  },
  { words: ['nodemon'], risk: 'it restarts on every changed file' },
  { words: ['--reload'], risk: 'it restarts on every changed file' },
];

/** Ports on which debuggers listen; whoever connects runs code in the process. */
const DEBUG_PORTS: ReadonlyMap<number, string> = new Map([
  [9229, 'Node.js'],
  [5005, 'Java'],
  [5678, 'Python'],
  [2345, 'Go'],
]);
const DEBUG_FLAGS: readonly string[] = ['--inspect', '--inspect-brk', 'debugpy', 'jdwp', 'dlv'];

function serverOf(service: ComposeService): { readonly text: string; readonly risk: string } | undefined {
  const words = wordsOf(service).flatMap(({ word }) => (word.value ?? '').split(/\s+/));
  const names = words.map((word) => word.slice(word.lastIndexOf('/') + 1));
  const found = SERVERS.find(({ words: wanted }) => {
    if (
      wanted[0] === '--reload' &&
      !names.some((name) => name === 'uvicorn' || name === 'gunicorn' || name === 'hypercorn')
    )
      return false;
    return names.some((_, i) => wanted.every((word, j) => names[i + j] === word));
  });
  return found && { text: found.words.join(' '), risk: found.risk };
}

export default defineRule({
  id: 'compose/development-mode',
  subject: 'service',
  severity: 'medium',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'Service starts in its development mode',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(service, report, context) {
    if (!runsInProduction(service)) return;
    for (const use of insecureUses(service, factsOf(service), 'development')) {
      report({
        at: use.at,
        message: `${use.text}: ${use.setting.risk}; use production mode`,
        path: ['services', service.name, use.setting.name],
        fixes:
          use.repair === undefined
            ? []
            : fixIf(
                `${use.repair.title} (it then needs a configuration of its own)`,
                'behavior-changing',
                use.repair.edits,
              ),
      });
    }
    const server = serverOf(service);
    const severity = severityByReach('medium', serviceReach(service, modelOf(context)));
    if (server !== undefined && severity !== undefined) {
      const command = service.command ?? service.entrypoint;
      report({
        at:
          command?.node.kind === 'scalar'
            ? placeOf(command.node)
            : settingKey(service, service.command ? 'command' : 'entrypoint'),
        message: `${quoted(service.name)} starts with "${server.text}": ${server.risk}; start it for production`,
        severity,
        path: ['services', service.name, 'command'],
      });
    }
    checkDebugger(service, report);
  },
});

function checkDebugger(service: ComposeService, report: ReportFunction): void {
  const line = commandLine(service);
  if (!DEBUG_FLAGS.some((flag) => line.includes(flag))) return;
  for (const port of service.ports) {
    const language = port.targetRange === undefined ? undefined : DEBUG_PORTS.get(port.targetRange.first);
    if (language === undefined || reachOf(port) !== 'everyone') continue;
    report({
      at: placeOf(port),
      message: `The ${language} debugger of ${quoted(service.name)} is open to everyone: whoever connects runs code; remove it`,
      path: ['services', service.name, 'ports', language],
    });
  }
}
