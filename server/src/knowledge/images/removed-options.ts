import { parseImageName } from './image-name.ts';

/** An option of a server that a version no longer knows: it stops at start. */
export interface RemovedOption {
  readonly images: readonly string[];
  /** The option without dashes, words joined by `-`. */
  readonly option: string;
  /** The first version without it. */
  readonly since: readonly [major: number, minor: number];
  /** What takes its place, as the end of a message. */
  readonly instead: string;
  readonly source: string;
}

const REMOVED: readonly RemovedOption[] = [
  {
    images: ['mysql', 'mysql/community-server'],
    option: 'default-authentication-plugin',
    since: [8, 4],
    instead: 'remove it',
    source: 'dev.mysql.com/doc/relnotes/mysql/8.4/en/news-8-4-0.html; docker-library/mysql#1048, #1054',
  },
  {
    images: ['mysql'],
    option: 'skip-host-cache',
    since: [8, 3],
    instead: 'use host_cache_size=0',
    source: 'dev.mysql.com/doc/relnotes/mysql/8.3/en/news-8-3-0.html',
  },
];

/** Tags that follow the newest version, or the newest of a major one. */
const NEWEST = /^(?:latest|lts|innovation|oracle|oraclelinux\d|debian|bookworm)$/;

/** Whether the version a tag names, or the newest one it floats to, has no such option; `undefined` when the tag does not say. */
function isWithout(tag: string, [major, minor]: RemovedOption['since']): boolean | undefined {
  if (NEWEST.test(tag)) return true;
  const parts = /^(\d{1,3})(?:\.(\d{1,3}))?(?:\.\d{1,3})?(?:-[a-z0-9.]+)?$/.exec(tag);
  if (parts === null) return undefined;
  const named = Number(parts[1]);
  // a major version alone floats to its last minor one
  if (named !== major || parts[2] === undefined) return named >= major;
  return Number(parts[2]) >= minor;
}

/** The removed options of an image with its tag, by their names. */
export function removedOptions(image: string | undefined): readonly RemovedOption[] {
  const name = image === undefined ? undefined : parseImageName(image);
  if (name === undefined || name.digest !== undefined) return [];
  const tag = name.tag ?? 'latest';
  return REMOVED.filter(({ images, since }) => images.includes(name.repository) && isWithout(tag, since) === true);
}
