import { offFeaturesOf } from '../../subjects/env/switched-off.ts';
import { isFromProvider, isOfOwnService } from '../../subjects/secret/may-generate.ts';
import { nameOf, nounOf, reachedSeverity, reportSecret, secretsGraded } from '../../subjects/secret/report.ts';
import { peerOfTable } from '../../subjects/secret/table-peer.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'secret/placeholder',
  subject: 'namedValue',
  severity: 'critical',
  category: 'secret',
  profile: 'essential',
  stages: 'production',
  formats: ['dotenv', 'compose', 'toml', 'nginx'],
  summary: 'Secret still holds a placeholder',
  fix: 'behavior-changing',
  check(value, report, context) {
    for (const secret of secretsGraded(value, context, 'placeholder')) {
      if (isFromProvider(value, secret, context)) {
        if (offFeaturesOf(value, context.all('namedValue')).some(({ isSaid }) => isSaid)) continue;
        // nobody gets in with it: what it is for does not work yet
        const isLogin = secret.purpose !== 'api-key' && peerOfTable(value, context) !== undefined;
        const source = isLogin ? 'of the server it logs in to' : 'its provider gave you';
        const message = `${nameOf(secret)} still holds a placeholder; put the ${nounOf(secret)} ${source}, or remove it`;
        reportSecret({ value, secret, report, context }, message, 'low');
        continue;
      }
      if (isOfOwnService(secret, context)) {
        const message = `${nameOf(secret)} still holds a placeholder everybody can read; generate a key and set it on both sides`;
        reportSecret({ value, secret, report, context }, message, 'medium');
        continue;
      }
      const message = `${nameOf(secret)} still holds a placeholder everybody can read; set a real ${nounOf(secret)}`;
      const found = { value, secret, report, context, advice: 'set a real value' };
      reportSecret(found, message, reachedSeverity(value, secret, context));
    }
  },
});
