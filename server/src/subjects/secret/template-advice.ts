import type { RuleContext } from '../context.ts';
import { defaultedIn } from '../env/compose-use.ts';

/**
 * Programs that read an empty variable as one that is not set, and take a default that everybody knows.
 * rabbitmq/rabbitmq-server deps/rabbit_common/src/rabbit_env.erl (`get_prefixed_env_var`), docker-library/rabbitmq docker-entrypoint.sh.
 */
const EMPTY_IS_DEFAULT: ReadonlySet<string> = new Set(['RABBITMQ_DEFAULT_PASS']);

/** The end of a message about a guessed value in a template: what makes its copies stop and ask. Left empty, unless something stands in then. */
export function adviceForTemplate(name: string, context: RuleContext): string {
  const file = defaultedIn(name, context);
  if (file !== undefined) return `require it by :? in ${file.length > 24 ? 'the Compose file' : file}`;
  return EMPTY_IS_DEFAULT.has(name) ? 'say above it to generate one' : 'leave it empty there';
}
