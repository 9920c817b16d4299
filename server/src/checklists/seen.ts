import type { ComposeService } from '../formats/compose/model/model.ts';
import type { NginxScope } from '../formats/nginx/model/model.ts';
import { mayNameSecret } from '../secrets/purpose.ts';

const LONGEST = 48;

/** Parts of a service whose values may be secrets: their names are shown, nothing more. */
const HIDDEN_PATHS = /^(?:environment|command|entrypoint|labels|build|configs|secrets|x-)/;

/** Directives whose arguments may be. */
const HIDDEN_DIRECTIVES = /header|auth|pass|key|return|rewrite|^set$|password|secret/;

/** A service with the image it runs and what of it was looked at: `api (bap:2.3): read_only true`. Never a secret. */
export function seenService(service: ComposeService, path: string | undefined): string {
  const image = service.image?.value;
  const who = image === undefined || image.length > LONGEST ? service.name : `${service.name} (${image})`;
  if (path === undefined) return who;
  const value = composeValue(service, path);
  return value === undefined ? `${who} does not set ${path}` : `${who}: ${`${path} ${value}`.trim()}`;
}

/** The setting in short words; `''` where it is not shown, `undefined` where it is not set. */
export function composeValue(service: ComposeService, path: string): string | undefined {
  const keys = path.split('.');
  const node = service.get(...keys);
  if (node === undefined) return undefined;
  if (HIDDEN_PATHS.test(path) || mayNameSecret(path)) return '';
  const texts = node.kind === 'scalar' ? [service.text(...keys)] : service.scalars(...keys).map((item) => item.value);
  return short(texts.filter((text) => text !== undefined).join(', '));
}

/** A directive with its arguments as far as they are no secret. */
export function seenDirective(scope: NginxScope, directive: string): string | undefined {
  const [first] = scope.effective(directive).directives;
  return first === undefined ? undefined : directiveWords(directive, first.values);
}

export function directiveWords(directive: string, values: readonly string[]): string {
  return HIDDEN_DIRECTIVES.test(directive) ? directive : `${directive} ${short(values.join(' '))}`.trim();
}

function short(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
