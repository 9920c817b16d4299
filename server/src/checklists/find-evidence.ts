import type { Location } from '../formats/format.ts';
import type { Finder } from './checklist.ts';
import type { Deployment } from './deployment.ts';
import type { Evidence } from './evidence.ts';
import { matchesPattern } from './glob.ts';

const MOST = 5;

/** Everything a finder finds, at most five places; each kind of thing it names is looked for. */
export function findEvidence(find: Finder, deployment: Deployment): readonly Evidence[] {
  const found: Evidence[] = [];
  const add = (at: Location, note: string) => found.push({ at, ok: true, note });
  const fits = (value: string | undefined) =>
    find.value === undefined || (value !== undefined && matchesPattern(find.value, value));
  if (find.env !== undefined) {
    for (const value of deployment.variables) {
      const isSet = value.resolved !== '' && matchesPattern(find.env, value.name) && fits(value.resolved);
      if (isSet) add({ uri: value.uri, span: value.nameSpan }, value.name);
    }
  }
  for (const service of deployment.services(find.services ?? 'all')) {
    const at = { uri: service.uri, span: service.nameSpan };
    if (find.services !== undefined && find.command === undefined && find.compose === undefined)
      add(at, `service ${service.name}`);
    if (find.command !== undefined) {
      const words = [
        ...(service.command?.words ?? []),
        ...(service.entrypoint?.words ?? []),
        ...(service.healthcheck?.test?.words ?? []),
      ];
      if (words.some((word) => matchesPattern(find.command ?? '', word.text)))
        add(at, `${service.name}: ${find.command}`);
    }
    if (find.compose !== undefined) {
      const path = find.compose.split('.');
      const node = service.get(...path);
      if (node !== undefined && fits(node.kind === 'scalar' ? service.text(...path) : ''))
        add({ uri: node.uri, span: node.span }, `${service.name}: ${find.compose}`);
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
          if (fits(directive.values.join(' '))) add(directive.at, find.nginx);
      }
      const path = scope.kind === 'location' ? scope.location?.path : undefined;
      if (find.location !== undefined && path?.startsWith(find.location) === true) add(scope.at, `location ${path}`);
    }
  }
}
