import { imageFacts, isKind } from '../../knowledge/images/lookup.ts';
import { classifyKey } from '../../secrets/purpose.ts';
import { composeRunsImage, isNamedInNoCompose } from '../../subjects/env/compose-use.ts';
import { shownName } from '../../subjects/setting-key.ts';
import { defineRule } from '../contract.ts';

/** The file Compose reads by itself, as it is or rendered by another tool. */
const OWN = /(?:^|\/)\.env(?:\.(?:j2|jinja2?|tpl|tmpl|gotmpl|erb))?$/;

export default defineRule({
  id: 'env/given-to-no-service',
  subject: 'namedValue',
  severity: 'medium',
  category: 'correctness',
  profile: 'strict',
  stages: 'production',
  summary: "An image's secret stands in the .env alone, which no container sees",
  fix: 'none',
  formats: ['dotenv'],
  check(value, report, context) {
    if (value.place !== 'dotenv' || value.source.trim() === '' || !OWN.test(context.uri)) return;
    if (classifyKey(value.name).kind !== 'secret') return;
    const [model] = context.all('document');
    if (model?.format !== 'dotenv' || model.loaders.some(({ id }) => id !== 'compose')) return;
    // the images first: fewer than all the words of the files
    if (!composeRunsImage((image) => isSettingOf(value.name, image), context)) return;
    if (!isNamedInNoCompose(value.name, context)) return;
    report({
      at: value.nameSpan,
      message: `${shownName(value.name)} reaches no container: Compose only fills in references with .env; hand it to the service`,
      advice: value.name,
    });
  },
});

/** The first password of an application's own account. Tokens and other passwords are read by what talks to the product, too. */
const FIRST_LOGIN = /_(?:ROOT|ADMIN|INITIAL)(?:_(?:ROOT|ADMIN|USER))?_PASSWORD$/i;
const EDITION = /-(?:[ce]e|oss|server|community|enterprise)$/;

/** Whether a name is the first password of the product an image is; what a store is called by, its clients outside of Compose read too. */
function isSettingOf(name: string, image: string): boolean {
  const product = FIRST_LOGIN.test(name) ? (name.toLowerCase().split('_')[0] ?? '') : '';
  if (product.length < 4 || isKind(imageFacts(image), 'datastore', 'cache', 'queue', 'search', 'object-store'))
    return false;
  // the last part alone: a registry's host and its owner are named like products
  const last = (image.toLowerCase().split('@')[0] ?? '').split('/').at(-1) ?? '';
  const repository = last.split(':')[0] ?? '';
  return repository.replace(EDITION, '') === product;
}
