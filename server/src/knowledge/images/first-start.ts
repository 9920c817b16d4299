import { parseImageName } from './image-name.ts';

/** A password that an image reads from its environment at the first start only. */
export interface FirstStart {
  readonly images: readonly string[];
  /** The variables. */
  readonly variables: readonly string[];
  /** Where it writes them in the container, and reads them from ever after. */
  readonly file: string;
  /** Where that was seen: a start script. */
  readonly source: string;
}

const FIRST_STARTS: readonly FirstStart[] = [
  {
    images: ['linuxserver/unifi-network-application'],
    variables: ['MONGO_PASS'],
    file: '/config/data/system.properties',
    source:
      'linuxserver/docker-unifi-network-application root/etc/s6-overlay/s6-rc.d/init-unifi-network-application-config/run',
  },
  {
    images: ['nextcloud'],
    variables: ['MYSQL_PASSWORD', 'POSTGRES_PASSWORD'],
    file: '/var/www/html/config/config.php',
    source: 'nextcloud/docker docker-entrypoint.sh (occ maintenance:install for a new instance alone)',
  },
  {
    images: ['joomla'],
    variables: ['JOOMLA_DB_PASSWORD'],
    file: '/var/www/html/configuration.php',
    source: 'joomla-docker/docker-joomla docker-entrypoint.sh (the installation folder is removed after it)',
  },
  {
    images: ['matomo'],
    variables: ['MATOMO_DATABASE_PASSWORD'],
    file: '/var/www/html/config/config.ini.php',
    source: 'matomo-org/matomo plugins/Installation/FormDatabaseSetup.php (defaults of the installer)',
  },
];

/** The file that keeps what a variable said when an image was first started; `undefined` where none is known to. */
export function firstStartFile(image: string | undefined, variable: string): string | undefined {
  const name = image === undefined ? undefined : parseImageName(image);
  if (name === undefined) return undefined;
  return FIRST_STARTS.find(({ images, variables }) => variables.includes(variable) && images.includes(name.repository))
    ?.file;
}
