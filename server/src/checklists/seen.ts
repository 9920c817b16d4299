import type { ComposeService } from '../formats/compose/model/model.ts';
import type { NginxScope } from '../formats/nginx/model/model.ts';

const LONGEST = 48;

/** Parts of a service whose values are never secrets; of every other part the name is shown, nothing more. */
const PLAIN_PATHS =
  /^(?:ports|security_opt|read_only|user|cap_drop|cap_add|privileged|network_mode|networks|mem_limit|cpus|cpu_shares|pids_limit|restart|pid|ipc|uts|cgroup|userns_mode|devices|tmpfs|scale|logging\.driver|deploy\.replicas)$/;

/** Directives whose arguments are none either. */
const PLAIN_DIRECTIVES =
  /^(?:listen|ssl_protocols|ssl_session_tickets|ssl_reject_handshake|server_tokens|client_max_body_size|client_body_timeout|client_header_timeout|keepalive_timeout|send_timeout|limit_req|limit_conn|gzip|expires|allow|deny)$/;

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
  if (!PLAIN_PATHS.test(path)) return '';
  const texts = node.kind === 'scalar' ? [service.text(...keys)] : service.scalars(...keys).map((item) => item.value);
  return short(texts.filter((text) => text !== undefined).join(', '));
}

/** A directive with its arguments as far as they are no secret. */
export function seenDirective(scope: NginxScope, directive: string): string | undefined {
  const [first] = scope.effective(directive).directives;
  return first === undefined ? undefined : directiveWords(directive, first.values);
}

export function directiveWords(directive: string, values: readonly string[]): string {
  return PLAIN_DIRECTIVES.test(directive) ? `${directive} ${short(values.join(' '))}`.trim() : directive;
}

function short(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
