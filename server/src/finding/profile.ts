/** Rule tiers; each holds the one before. `all` also holds what only a benchmark asks for. */
export type Profile = 'essential' | 'recommended' | 'strict' | 'all';

export const PROFILES: readonly Profile[] = ['essential', 'recommended', 'strict', 'all'];
