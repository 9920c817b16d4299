import { parseImageName } from './image-name.ts';
import type { RequiredSetting } from './required-settings.ts';

/** An image that starts without its key: it makes one, in a place that goes with the container. */
export interface OwnKey extends RequiredSetting {
  /** What the next container cannot do any more, as the middle of a message. */
  readonly loss: string;
  /** What was encrypted stays unreadable. */
  readonly losesData: boolean;
}

const MONICA: OwnKey = {
  product: 'Monica',
  images: ['monica', 'monicahq/monicahq'],
  anyOf: ['APP_KEY', 'APP_KEY_FILE'],
  configPaths: ['/var/www/html/.env', '/run/secrets'],
  servers: ['apache2-foreground', 'php-fpm'],
  source: 'monicahq/docker apache/entrypoint.sh, 5/fpm/entrypoint.sh',
  loss: 'what it encrypted is lost',
  losesData: true,
};

const OWN_KEYS: readonly OwnKey[] = [
  MONICA,
  {
    product: 'Koillection',
    images: ['koillection/koillection'],
    anyOf: ['APP_SECRET'],
    configPaths: ['/var/www/koillection/.env.local'],
    servers: [],
    source: 'benjaminjonard/koillection docker/entrypoint.sh',
    loss: 'all sessions end then',
    losesData: false,
  },
  {
    product: 'Open WebUI',
    images: ['open-webui/open-webui'],
    anyOf: ['WEBUI_SECRET_KEY', 'WEBUI_JWT_SECRET_KEY', 'WEBUI_SECRET_KEY_FILE'],
    configPaths: ['/app/backend/.webui_secret_key', '/run/secrets'],
    servers: [],
    source: 'open-webui/open-webui backend/start.sh',
    loss: 'all sessions end then',
    losesData: false,
  },
];

/** The key an image makes for itself where none is given; `undefined` where it is not known to. */
export function ownKey(image: string | undefined): OwnKey | undefined {
  const repository = image === undefined ? undefined : parseImageName(image)?.repository;
  return OWN_KEYS.find(({ images }) => repository !== undefined && images.includes(repository));
}
