/** What stands for every secret that is shown: always the same, so that it tells nothing of the secret, not even its length. */
export const MASK = '****';
