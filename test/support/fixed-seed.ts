/**
 * Property tests draw the same examples in every run, so that a change is judged and not its luck. `FC_SEED=random npm test` draws new
 * ones; any number draws those of that seed.
 */
import fc from 'fast-check';

const asked = process.env.FC_SEED ?? '20261122';
if (asked !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(asked) });
