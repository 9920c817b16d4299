import { judgeSecrets } from '../../secrets/judge.ts';
import { fileNameOf } from '../../text/uri-text.ts';
import { defineRule } from '../contract.ts';

/** Folders whose files a web server or a site's build hands out as they are. */
const ROOT = /\/public\/[^/]+$|\/(?:public_html|htdocs|wwwroot|webroot|docroot)\//i;

export default defineRule({
  id: 'dotenv/in-web-root',
  subject: 'document',
  severity: 'high',
  category: 'secret',
  profile: 'essential',
  stages: 'production',
  summary: 'A .env file lies where a web server hands files out',
  fix: 'none',
  formats: ['dotenv'],
  check(model, report, context) {
    if (model.format !== 'dotenv' || !ROOT.test(model.uri)) return;
    const secret = context
      .all('namedValue')
      .find((value) =>
        judgeSecrets(value).some(({ grade }) => grade.verdict !== 'empty' && grade.verdict !== 'not-judged'),
      );
    const first = secret?.nameSpan ?? model.entries[0]?.keySpan;
    if (first === undefined) return;
    const folder = model.uri.split('/').at(-2) ?? '';
    const name = fileNameOf(model.uri).slice(0, 30);
    report({
      at: first,
      path: ['web root'],
      severity: secret === undefined ? 'low' : 'high',
      message: `${name} lies in ${folder.slice(0, 20)}/, from where everybody may fetch it${secret === undefined ? '' : ', secrets and all'}; move it a folder up`,
    });
  },
});
