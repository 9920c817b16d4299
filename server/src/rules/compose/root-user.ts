import { fixIf } from '../../finding/fix.ts';
import { setKey } from '../../formats/compose/edit/edit.ts';
import { placeOf, quoted } from '../../subjects/compose/names.ts';
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
    if (isJob(service, modelOf(context)) || startsAsRootAnyway(service)) return;
    report({
      at: placeOf(user),
      message: `${quoted(service.name)} runs as root: whoever gets in owns its files and volumes; name another user`,
      path: ['services', service.name, 'user'],
      fixes: fixIf(
        'Name another user (it must own the files the service writes)',
        'needs-input',
        setKey(service, ['user'], { placeholder: '1000:1000' }),
      ),
    });
  },
});

/** Entry points that start as root, prepare files and give root up (they need SETUID): saying `root` changes nothing. */
function startsAsRootAnyway(service: Parameters<typeof factsOf>[0]): boolean {
  return factsOf(service)?.capabilities?.includes('SETUID') ?? false;
}
