import { nameOf, reportSecret, secretsGraded } from '../../subjects/secret/report.ts';
import { mayBeRead } from '../../subjects/secret/shared-place.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'secret/leaked-token',
  subject: 'namedValue',
  severity: 'critical',
  category: 'secret',
  profile: 'essential',
  stages: 'any',
  formats: ['dotenv', 'compose', 'toml', 'nginx'],
  summary: 'File holds a token in the format of a provider',
  fix: 'behavior-changing',
  check(value, report, context) {
    if (!mayBeRead(value, context)) return;
    for (const secret of secretsGraded(value, context, 'leaked')) {
      const { grade } = secret;
      if (grade.verdict !== 'leaked') continue;
      const message = grade.doubtful
        ? `${nameOf(secret)} has the form of a ${grade.token} (its checksum does not fit); revoke it if it is real`
        : `${nameOf(secret)} holds a ${grade.token} whoever reads this file can use; revoke it, then keep it elsewhere`;
      const tracked = (value.tracked ?? context.tracked) === true;
      reportSecret(
        { value, secret, report, context },
        message,
        grade.doubtful || grade.test ? 'medium' : tracked ? 'critical' : 'high',
      );
    }
  },
});
