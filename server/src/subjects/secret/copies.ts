import { envTemplate, mountedTexts } from '../../formats/compose/model/outside-files.ts';
import { modelOf } from '../compose/role.ts';
import type { RuleContext } from '../context.ts';
import { isCopiedInCompose } from '../env/compose-use.ts';
import { isAtStore, opensProduct, productOpened, type SecretPlace } from './places.ts';

/**
 * Whether another file of the project writes the same password for the other side of the login: a Compose file beside a `.env` file; for
 * the password of a data store an env file or a configuration file that a service of the Compose file gets. A new one here alone would end
 * the login, and those files are no part of the repair.
 */
export function isCopiedInOtherFile(places: readonly SecretPlace[], context: RuleContext): boolean {
  const [first] = places;
  if (first === undefined) return false;
  if (first.value.place === 'dotenv') return isCopiedInCompose(first.secret.text, sameServer(first), context);
  const store = places.find(({ value }) => isAtStore(value));
  return store !== undefined && (isInEnvFile(store, context) || isInMountedFile(store, context));
}

function sameServer(place: SecretPlace): (key: string) => boolean {
  const product = productOpened(place);
  return (key) => key === place.value.name || (product !== undefined && opensProduct(key, product));
}

function isInEnvFile(store: SecretPlace, context: RuleContext): boolean {
  const isSame = sameServer(store);
  // the default of a variable that the file sets again: the file is in force, and nothing changes
  const own = store.secret.reference?.name;
  const { text } = store.secret;
  const model = modelOf(context);
  const services = model?.services ?? [];
  if (model !== undefined && services.some(({ envFiles }) => envFiles.some(({ state }) => state === 'missing'))) {
    // people make the missing file from the template
    const lines = envTemplate(model.files)?.text.split(/\r?\n/) ?? [];
    if (lines.some((line) => logsInWith(line, text))) return true;
  }
  return services.some(({ envFiles }) =>
    envFiles.some(({ pairs }) =>
      pairs.some(({ key, value }) => key !== own && ((value === text && isSame(key)) || logsInWith(value, text))),
    ),
  );
}

/** Whether a URL logs in with the password: `postgres://app:password@db/shop`. */
function logsInWith(value: string | undefined, password: string): boolean {
  return value?.includes('://') === true && value.includes(`:${password}@`);
}

/** `password = "…"`, `"app" "…"` of a userlist. */
const ASSIGNED =
  /(?:pass|password|passwd|pwd)["']?[ \t]{0,8}[:=][ \t]{0,8}["']?([^\s"'#]{1,200})|^"[^"\n]{1,80}"[ \t]+"([^"\n]{1,200})"/gim;

function isInMountedFile({ secret, value }: SecretPlace, context: RuleContext): boolean {
  const model = modelOf(context);
  if (model === undefined) return false;
  const others = model.services.filter(({ name }) => name !== value.owner);
  return mountedTexts(others, model.files).some(({ text }) =>
    [...text.matchAll(ASSIGNED)].some(([, one, two]) => (one ?? two) === secret.text),
  );
}
