import type { ComposeModel, ComposeService } from '../../formats/compose/model/model.ts';
import { reachOf } from '../../knowledge/env/hosts.ts';
import { quoted } from './names.ts';

/** Where a program says it is found: links, cookies and redirects are made from it. */
const OWN_ADDRESSES: readonly string[] = [
  'APP_URL',
  'SITE_URL',
  'NEXTAUTH_URL',
  'PUBLIC_URL',
  'PUBLIC_BASE_URL',
  'PUBLIC_SERVER_URL',
  'WEB_URL',
  'WEBAPP_URL',
  'ROOT_URL',
  'BASE_URL',
  'EXTERNAL_URL',
  'SERVER_ROOT_URL',
  'FRONTEND_URL',
  'DEFAULT_DOMAIN',
  // OneDev (https://docs.onedev.io/installation-guide/run-as-docker-container)
  'initial_server_url',
];

/** Where the pages are: of an interface behind them that is another program's address, at another host. */
const OF_PAGES: ReadonlySet<string> = new Set(['FRONTEND_URL', 'WEB_URL', 'WEBAPP_URL']);

/** The names of the variables that give a service its own address. Ghost's says nothing without the image (https://ghost.org/docs/config/#url). */
export function ownAddressNames({ image }: ComposeService): readonly string[] {
  return image?.repository === 'ghost' ? ['url'] : OWN_ADDRESSES;
}

/**
 * The variable that says visitors come to a service by https, on the usual port, as a message names it: its own, or that of another service,
 * which is named then, where it alone publishes anything; `undefined` when none does.
 */
export function httpsAddressIn(service: ComposeService, model: ComposeModel | undefined): string | undefined {
  const own = httpsAddressOf(service);
  if (own !== undefined || model === undefined) return own;
  let others = known.get(model);
  if (others === undefined) {
    const publishing = model.services.filter(({ ports }) => ports.length > 0);
    const address = model.services.flatMap((other) => {
      const variable = httpsAddressOf(other);
      return variable === undefined ? [] : [`${variable} of ${quoted(other.name)}`];
    })[0];
    others = { only: publishing.length === 1 ? publishing[0]?.name : undefined, address };
    known.set(model, others);
  }
  return others.only === service.name ? others.address : undefined;
}

/** The one service of a model that publishes ports, and the first https address. Asked for every service; a cache only. */
const known = new WeakMap<ComposeModel, { readonly only: string | undefined; readonly address: string | undefined }>();

function httpsAddressOf(service: ComposeService): string | undefined {
  return ownAddressNames(service).find((name) => {
    if (OF_PAGES.has(name)) return false;
    const text = service.variable(name)?.value?.trim() ?? '';
    const host = /^https:\/\/([^/:\s?#@,]{1,253})(?::443)?(?:[/?#]\S*)?$/i.exec(text)?.[1];
    const reach = host === undefined ? 'unknown' : reachOf(host);
    return reach === 'public' || reach === 'reserved';
  });
}
