import type { Credential, Folding } from '../finding/folding.ts';
import type { NginxDirective, NginxScope } from '../formats/nginx/model/model.ts';
import type { Model } from '../subjects/subject.ts';
import { saidBy } from './advice.ts';
import { hashNames } from './fingerprint.ts';

/** What a finding is before it is hashed. */
export interface Foldable {
  readonly rule: string;
  readonly message: string;
  readonly advice?: string | undefined;
  readonly owners?: readonly string[] | undefined;
  readonly path: readonly string[] | undefined;
  readonly credential?: Credential | undefined;
}

/** Hashes what a finding says and whom it is about. */
export function foldingOf({ message, advice, owners, path, credential }: Foldable): Folding {
  const said = saidBy(message);
  const all = [...(owners ?? []), ...composeOwners(path ?? [])];
  return {
    advice: hashNames(advice === undefined ? [said.advice] : ['given', advice]),
    words: hashNames([said.words]),
    owners: all.map((owner) => `${owner.slice(0, owner.indexOf(' '))} ${hashNames([owner])}`),
    ...(credential !== undefined && { credential: { ...credential, key: hashNames([credential.key]) } }),
  };
}

/** The service a path of names leads through, and its port. */
function composeOwners([section, service, part, port]: readonly string[]): readonly string[] {
  if (section !== 'services' || service === undefined) return [];
  const own = `service ${service}`;
  return part === 'ports' && port !== undefined ? [own, `port ${service} ${port}`] : [own];
}

/** The servers and the block an nginx subject belongs to; none for other subjects. */
export function nginxOwners(subject: unknown, model: Model): readonly string[] {
  const scope = model.format === 'nginx' ? scopeOf(subject) : undefined;
  if (scope === undefined) return [];
  const block = `block ${scope.at.uri} ${scope.at.span.start}`;
  if (scope.server === undefined) return [block];
  const names = scope.server.names.map(({ text }) => text).filter((text) => text !== '' && text !== '_');
  return [block, ...(names.length === 0 ? [''] : names).map((name) => `server ${name}`)];
}

function scopeOf(subject: unknown): NginxScope | undefined {
  if (typeof subject !== 'object' || subject === null) return undefined;
  if ('descendants' in subject) return subject as NginxScope;
  return 'scope' in subject && 'argAt' in subject ? (subject as NginxDirective).scope : undefined;
}
