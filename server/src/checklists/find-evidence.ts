import type { Location } from '../formats/format.ts';
import type { NginxScope } from '../formats/nginx/model/model.ts';
import type { Finder } from './checklist.ts';
import { type Deployment, scopeLabel } from './deployment.ts';
import type { Evidence } from './evidence.ts';
import { matchesPattern } from './glob.ts';
import { directiveWords, seenService } from './seen.ts';

const MOST = 5;

/** Everything a finder finds, at most five places; each kind of thing it names is looked for. */
export function findEvidence(find: Finder, deployment: Deployment): readonly Evidence[] {
  const found: Evidence[] = [];
  const add = (at: Location, note: string) => found.push({ at, ok: true, note });
  const fits = (value: string | undefined) =>
    find.value === undefined || (value !== undefined && matchesPattern(find.value, value));
  if (find.env !== undefined) {
    for (const { at, label, value, isSecretFile } of deployment.named(find.env)) {
      const isSet = isSecretFile ? find.value === undefined : value !== '' && fits(value);
      if (isSet) add(at, isSecretFile ? `${label}: the value stands in a secret file` : `${label} is set`);
    }
  }
  for (const service of deployment.services(find.services ?? 'all')) {
    const at = { uri: service.uri, span: service.nameSpan };
    if (find.services !== undefined && find.command === undefined && find.compose === undefined)
      add(at, seenService(service, undefined));
    if (find.command !== undefined) {
      const words = [
        ...(service.command?.words ?? []),
        ...(service.entrypoint?.words ?? []),
        ...(service.healthcheck?.test?.words ?? []),
      ];
      // The word itself may hold a password: the pattern that takes it is shown.
      const like = find.command.split('|').find((one) => words.some((word) => matchesPattern(one, word.text)));
      if (like !== undefined)
        add(at, `${seenService(service, undefined)}: the command holds ${like.replaceAll('*', '')}`);
    }
    if (find.compose !== undefined) {
      const path = find.compose.split('.');
      const node = service.get(...path);
      if (node !== undefined && fits(node.kind === 'scalar' ? service.text(...path) : ''))
        add({ uri: node.uri, span: node.span }, seenService(service, find.compose));
    }
  }
  findInNginx(find, deployment, add, fits);
  if (find.toml !== undefined) {
    for (const { leaf, model } of deployment.tomlLeaves(find.toml, undefined)) {
      if (fits(leaf.value === undefined ? undefined : String(leaf.value)))
        add({ uri: model.uri, span: leaf.nameSpan }, leaf.path.join('.'));
    }
  }
  return found.slice(0, MOST);
}

function findInNginx(
  find: Finder,
  deployment: Deployment,
  add: (at: Location, note: string) => void,
  fits: (value: string | undefined) => boolean,
): void {
  for (const model of deployment.nginxModels) {
    for (const scope of model.scopes) {
      if (find.nginx !== undefined) {
        for (const directive of scope.own(find.nginx))
          if (fits(directive.values.join(' '))) add(directive.at, directiveWords(find.nginx, directive.values));
      }
      if (find.location !== undefined && isLocationOf(scope, find.location)) add(scope.at, scopeLabel(scope));
    }
  }
}

/** A location for that path: a prefix that begins so, or a regular expression that takes it and names it. */
function isLocationOf(scope: NginxScope, path: string): boolean {
  const location = scope.kind === 'location' ? scope.location : undefined;
  if (location === undefined) return false;
  if (!location.isRegex) return location.path.startsWith(path);
  // Its own words must name the path: `/\\.` takes `/.well-known` and is about something else.
  return location.covers(path) !== false && location.path.includes(path.split('/').at(-1) ?? path);
}
