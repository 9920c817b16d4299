import { fixIf } from '../../finding/fix.ts';
import { severityByReach } from '../../finding/reach.ts';
import { setKey } from '../../formats/compose/edit/edit.ts';
import { removeKey } from '../../formats/compose/edit/remove.ts';
import type { ComposeService } from '../../formats/compose/model/model.ts';
import { dropsRoot } from '../../knowledge/images/lookup.ts';
import { commandLine } from '../../subjects/compose/command-words.ts';
import { hasReason } from '../../subjects/compose/comment.ts';
import { holdsEngine } from '../../subjects/compose/engine-socket.ts';
import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { serviceReach } from '../../subjects/compose/reach.ts';
import { factsOf, isJob, modelOf, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

/** `root`, `0`, `0:0`, `root:root`, `0:1000`. */
function isRoot(user: string): boolean {
  const name = user.trim().split(':')[0]?.toLowerCase();
  return name === 'root' || (name !== undefined && /^0+$/.test(name));
}

export default defineRule({
  id: 'compose/root-user',
  subject: 'service',
  severity: 'medium',
  category: 'isolation',
  profile: 'recommended',
  stages: 'production',
  summary: 'Service is set to run as root',
  fix: 'needs-input',
  formats: ['compose'],
  check(service, report, context) {
    const user = service.scalar('user');
    if (user?.value === undefined || !isRoot(user.value) || !runsInProduction(service)) return;
    const model = modelOf(context);
    if (isJob(service, model) || startsAsRootAnyway(service) || givesRootUp(service)) return;
    const own = service.build === undefined && dropsRoot(service.image?.value);
    report({
      at: placeOf(user),
      message: own
        ? `${quoted(service.name)} runs as root although its image has a user of its own; remove the line`
        : `${quoted(service.name)} runs as root: whoever gets in owns its files and volumes; name another user`,
      // root opens the engine's socket and adds nothing to that; whoever wrote down why has thought about it
      severity:
        holdsEngine(service, model) || hasReason(user)
          ? 'low'
          : (severityByReach('medium', serviceReach(service, model)) ?? 'low'),
      path: ['services', service.name, 'user'],
      fixes: own
        ? fixIf(
            "Run as the image's own user (it must own the files the service writes)",
            'behavior-changing',
            removeKey(service, ['user']),
          )
        : fixIf(
            'Name another user (it must own the files the service writes)',
            'needs-input',
            setKey(service, ['user'], { placeholder: 'UID:GID' }),
          ),
    });
  },
});

const STEPS_DOWN: ReadonlySet<string> = new Set(['gosu', 'su-exec', 'setpriv', 'runuser', 's6-setuidgid', 'chpst']);

/** Root prepares files, and the command itself changes to another user then. */
function givesRootUp(service: ComposeService): boolean {
  return commandLine(service)
    .split(/[\s"']+/)
    .some((word) => STEPS_DOWN.has(word.slice(word.lastIndexOf('/') + 1)));
}

/** Entry points that start as root, prepare files and give root up (they need SETUID): saying `root` changes nothing. */
function startsAsRootAnyway(service: Parameters<typeof factsOf>[0]): boolean {
  return factsOf(service)?.capabilities?.includes('SETUID') ?? false;
}
