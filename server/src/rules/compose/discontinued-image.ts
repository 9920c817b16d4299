import { severityByReach } from '../../finding/reach.ts';
import { discontinued } from '../../knowledge/images/discontinued.ts';
import { isLatestOnly } from '../../knowledge/images/latest-only.ts';
import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { serviceReach } from '../../subjects/compose/reach.ts';
import { isBuiltHere, modelOf, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'compose/discontinued-image',
  subject: 'service',
  severity: 'medium',
  category: 'supply-chain',
  profile: 'recommended',
  stages: 'deployed',
  summary: 'Image that its publisher has given up',
  fix: 'none',
  formats: ['compose'],
  check(service, report, context) {
    const { image } = service;
    const model = modelOf(context);
    if (image === undefined || !runsInProduction(service) || isBuiltHere(service, model)) return;
    const given = discontinued(image.value);
    if (given === undefined) return;
    const isNewest = isLatestOnly(image.value) && (image.tag === undefined || image.tag.value === 'latest');
    const isGone = given.isGone !== undefined && !given.isMirror && !isNewest && image.digest === undefined;
    const what = given.isMirror && given.isGone !== undefined ? 'gets no updates any more' : given.what;
    report({
      at: placeOf(image.node),
      message: `Image of ${quoted(service.name)} ${isNewest ? 'is served as latest alone, or not at all' : what}${isGone ? ': the pull fails' : ''}; ${given.instead}`,
      // a pull that fails needs no attacker; holes that stay open do
      severity: isGone ? 'medium' : (severityByReach('medium', serviceReach(service, model)) ?? 'low'),
      startFails: isGone,
      path: ['services', service.name, 'image'],
    });
  },
});
