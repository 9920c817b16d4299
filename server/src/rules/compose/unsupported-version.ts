import { severityByReach } from '../../finding/reach.ts';
import { supportEndOfImage } from '../../knowledge/images/support-ends.ts';
import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { serviceReach } from '../../subjects/compose/reach.ts';
import { isBuiltHere, modelOf, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

/** The old server of an example that moves to another one is there in order to be left. */
const MOVES = /(?:^|[/._-])(?:migrat(?:e|ion)|upgrad(?:e|ing))(?:[._-][^/]*)?\/[^/]+$/i;

export default defineRule({
  id: 'compose/unsupported-version',
  subject: 'service',
  severity: 'medium',
  category: 'supply-chain',
  profile: 'recommended',
  stages: 'deployed',
  summary: 'Version of an image that gets no security fixes any more',
  fix: 'none',
  formats: ['compose'],
  check(service, report, context) {
    const { image } = service;
    const model = modelOf(context);
    if (image === undefined || !runsInProduction(service) || isBuiltHere(service, model) || MOVES.test(context.uri))
      return;
    const end = supportEndOfImage(image.value);
    if (end === undefined) return;
    const what = `${end.product} ${end.version} in ${quoted(service.name)}`;
    report({
      at: placeOf(image.tag ?? image.node),
      message: end.isLeftBehind
        ? `${what} misses later fixes; ${end.line} ended ${end.end}: plan the upgrade`
        : `${what} has had no security fixes since ${end.since}: plan the upgrade`,
      severity: end.isRecent ? 'low' : (severityByReach('medium', serviceReach(service, model)) ?? 'low'),
      path: ['services', service.name, 'image'],
    });
  },
});
