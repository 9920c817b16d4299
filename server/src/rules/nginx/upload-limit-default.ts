import { fixIf } from '../../finding/fix.ts';
import type { NginxDirective } from '../../formats/nginx/model/model.ts';
import { uploadingApplication } from '../../knowledge/nginx/uploading-applications.ts';
import { isForDevelopment, isLocal, startOf } from '../../subjects/nginx/answers.ts';
import { isSeenOrOfPackage } from '../../subjects/nginx/packaged.ts';
import { placeWords } from '../../subjects/nginx/place-words.ts';
import { placeholder } from '../../subjects/nginx/snippet.ts';
import { fileNameOf, folderUriOf } from '../../text/uri-text.ts';
import { defineRule } from '../contract.ts';

const HANDLERS = ['proxy_pass', 'fastcgi_pass', 'uwsgi_pass'];

export default defineRule({
  id: 'nginx/upload-limit-default',
  subject: 'nginxDirective',
  severity: 'medium',
  category: 'limits',
  profile: 'recommended',
  stages: 'production',
  summary: 'Uploads of an application end at nginx’s default of 1 MB',
  fix: 'needs-input',
  formats: ['nginx'],
  check(directive, report) {
    const { scope } = directive;
    const { server } = scope;
    if (!HANDLERS.includes(directive.name) || scope.kind !== 'location' || server === undefined) return;
    if (isLocal(server) || isForDevelopment(server) || !isStart(directive)) return;
    const application = uploadingApplication([
      ...placeWords(scope),
      fileNameOf(folderUriOf(scope.uri).replace(/\/$/, '')),
    ]);
    if (application === undefined || !isSeenOrOfPackage(scope, 'client_max_body_size')) return;
    if ([server.scope, ...server.scope.descendants()].some((inner) => inner.first('client_max_body_size'))) return;
    if (scope.scalar('client_max_body_size').directive !== undefined) return;
    report({
      at: directive.at,
      message: `nginx refuses uploads to ${application} above 1 MB (its default) with 413; set client_max_body_size`,
      fixes: fixIf(
        'Allow the largest upload you need (100m is a guess: clients may send as much, larger ones get 413)',
        'needs-input',
        scope.model.edit.insert(server.scope, [`client_max_body_size ${placeholder(1, '100m')};`], { snippet: true }),
      ),
    });
  },
});

/** Whether this is where the whole application is: `location /`, or what the server does for it. */
function isStart({ scope }: NginxDirective): boolean {
  return scope.server !== undefined && startOf(scope.server)?.scope === scope;
}
