import { fixIf } from '../../finding/fix.ts';
import { removeEntry } from '../../formats/compose/edit/remove.ts';
import type { ComposeModel, ComposeResource, ComposeService } from '../../formats/compose/model/model.ts';
import { quoted } from '../../subjects/compose/names.ts';
import { defineRule } from '../contract.ts';

const KINDS = ['networks', 'volumes', 'secrets', 'configs'] as const;
type Kind = (typeof KINDS)[number];

/** Names that services use; `undefined` when one of them is not known. */
function usedNames(model: ComposeModel, kind: Kind): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  for (const service of model.services) {
    if (kind === 'volumes') {
      for (const { type, source } of service.mounts) {
        if (type === 'unknown' || (type === 'volume' && source?.value === undefined)) return undefined;
        if (source?.value !== undefined) names.add(source.value);
      }
    } else for (const { name } of service[kind]) names.add(name);
    if (kind === 'secrets')
      for (const item of service.scalars('build', 'secrets')) if (item.value !== undefined) names.add(item.value);
    if (kind === 'secrets') for (const name of longBuildSecrets(service)) names.add(name);
    const network = kind === 'networks' ? service.text('build', 'network') : undefined;
    if (network !== undefined) names.add(network);
    if (kind === 'networks' && service.networks.length === 0) names.add('default');
  }
  for (const name of names) if (name.includes('$')) return undefined;
  return names;
}

function longBuildSecrets(service: ComposeService): readonly string[] {
  return (service.list('build', 'secrets')?.items ?? []).flatMap((item) => {
    const source = item.kind === 'map' ? item.get('source') : undefined;
    return source?.kind === 'scalar' && source.value !== undefined ? [source.value] : [];
  });
}

/** Whether every service that could use a definition is in sight. */
function isWholeProject(model: ComposeModel): boolean {
  if (
    !model.complete ||
    !model.namesComplete ||
    model.isOverride ||
    model.includes.length > 0 ||
    model.services.length === 0
  )
    return false;
  return model.services.every(
    (service) => service.complete && (service.image !== undefined || service.build !== undefined),
  );
}

function isDefined(resource: ComposeResource, kind: Kind, used: ReadonlySet<string>): boolean {
  return (
    used.has(resource.name) ||
    (kind === 'networks' && resource.name === 'default') ||
    resource.name.startsWith('x-') ||
    // with a name of its own it may be made for containers that other programs start
    resource.body?.get('name') !== undefined
  );
}

export default defineRule({
  id: 'compose/unused-definition',
  subject: 'composeFile',
  severity: 'low',
  category: 'correctness',
  profile: 'strict',
  stages: 'any',
  summary: 'Definition is used by no service',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(model, report) {
    if (!isWholeProject(model)) return;
    for (const kind of KINDS) {
      const used = usedNames(model, kind);
      if (used === undefined) continue;
      for (const resource of model[kind]) {
        if (isDefined(resource, kind, used)) continue;
        const what = kind.slice(0, -1);
        report({
          at: { uri: resource.uri, span: resource.nameSpan },
          message: `No service uses the ${what} ${quoted(resource.name)}: remove it, or use it where it was meant`,
          path: [kind, resource.name],
          fixes:
            model.root === undefined
              ? []
              : fixIf(
                  `Remove the ${what} ${resource.name} (nothing uses it)`,
                  'behavior-changing',
                  removeEntry(model.root, [kind, resource.name]),
                ),
        });
      }
    }
  },
});
