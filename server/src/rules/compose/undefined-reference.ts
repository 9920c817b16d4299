import { type Fix, fix, fixIf } from '../../finding/fix.ts';
import { setEntry } from '../../formats/compose/edit/edit.ts';
import type { Edits } from '../../formats/compose/edit/types.ts';
import type { ComposeModel, ComposeService } from '../../formats/compose/model/model.ts';
import type { ComposeName, ComposePart } from '../../formats/compose/model/parts.ts';
import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { closest } from '../../text/closest.ts';
import type { Span } from '../../text/span.ts';
import { defineRule } from '../contract.ts';

interface Reference {
  readonly kind: 'network' | 'volume' | 'secret' | 'config' | 'service';
  readonly name: string;
  readonly uri: string;
  readonly span: Span;
}

function reference(kind: Reference['kind'], { name, uri, span }: ComposeName): Reference {
  return { kind, name, uri, span };
}

function volumeReference(source: ComposePart | undefined): readonly Reference[] {
  return source?.value === undefined
    ? []
    : [
        {
          kind: 'volume',
          name: source.value,
          uri: source.uri,
          span: source.span,
        },
      ];
}

function referencesOf(service: ComposeService): readonly Reference[] {
  const mode = service.scalar('network_mode');
  const other = mode?.value?.startsWith('service:') ? mode.value.slice('service:'.length) : undefined;
  return [
    ...service.networks.map((name) => reference('network', name)),
    ...service.secrets.map((name) => reference('secret', name)),
    ...service.configs.map((name) => reference('config', name)),
    ...service.dependsOn.filter(({ options }) => !isOptional(options)).map((name) => reference('service', name)),
    ...service.mounts.filter(({ type }) => type === 'volume').flatMap(({ source }) => volumeReference(source)),
    ...(mode !== undefined && other !== undefined
      ? [
          {
            kind: 'service' as const,
            name: other,
            uri: mode.uri,
            span: mode.span,
          },
        ]
      : []),
  ];
}

/** `required: false` allows a dependency that is not there. */
function isOptional(options: ComposeName['options']): boolean {
  const required = options?.get('required');
  return required?.kind === 'scalar' && required.value === 'false';
}

/** Comparing every missing name with every name there is would be quadratic. */
const MOST_SUGGESTIONS = 50;

function definedNames(kind: Reference['kind'], model: ComposeModel): readonly string[] {
  if (kind === 'service') return [...model.services, ...model.included].map(({ name }) => name);
  const named = {
    network: model.networks,
    volume: model.volumes,
    secret: model.secrets,
    config: model.configs,
  }[kind];
  return kind === 'network' ? ['default', ...named.map(({ name }) => name)] : named.map(({ name }) => name);
}

/** A file that is meant to be read with another one: it has services that cannot run by themselves. */
function isFragment(model: ComposeModel): boolean {
  if (model.isOverride || !model.complete || !model.namesComplete || model.layers.length === 0) return true;
  return model.services.some(
    (service) =>
      !service.complete ||
      (service.image === undefined && service.build === undefined && service.get('provider') === undefined),
  );
}

/**
 * Whether the file lists things of this kind, so that one more was forgotten. A file that lists none leaves them to the files it is
 * read with (`-f`, or an `include` elsewhere); of services that can never be told.
 */
function isListed(kind: Reference['kind'], names: ReadonlySet<string>, model: ComposeModel): boolean {
  if (kind === 'service' || model.includes.length > 0) return false;
  return names.size > (names.has('default') ? 1 : 0);
}

function repairs(missing: Reference, model: ComposeModel, near: string | undefined): readonly Fix[] {
  if (near !== undefined) {
    const edit = { uri: missing.uri, span: missing.span, newText: near };
    const isPlain = missing.span.end - missing.span.start === missing.name.length;
    return isPlain
      ? [fix(`Write ${near} (the ${missing.kind} of that name is used)`, 'behavior-changing', [edit])]
      : [];
  }
  if (model.root === undefined || (missing.kind !== 'network' && missing.kind !== 'volume')) return [];
  const edits: Edits = setEntry(model.root, [`${missing.kind}s`, missing.name], null);
  return fixIf(`Define the ${missing.kind} ${missing.name} (a new, empty one is made)`, 'behavior-changing', edits);
}

export default defineRule({
  id: 'compose/undefined-reference',
  subject: 'composeFile',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'Service refers to something the project does not define',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(model, report) {
    if (isFragment(model)) return;
    const defined = new Map<Reference['kind'], ReadonlySet<string>>();
    let suggestions = 0;
    for (const service of model.services) {
      const references = referencesOf(service);
      // a name that is there already would be there twice
      const own = new Set(references.map(({ kind, name }) => `${kind} ${name}`));
      for (const missing of references) {
        const known = defined.get(missing.kind) ?? new Set(definedNames(missing.kind, model));
        defined.set(missing.kind, known);
        if (missing.name === '' || missing.name.includes('$') || known.has(missing.name)) continue;
        const near = suggestions++ < MOST_SUGGESTIONS ? closest(missing.name, known) : undefined;
        if (near === undefined && !isListed(missing.kind, known, model)) continue;
        const advice = near === undefined ? 'define it' : `did you mean ${quoted(near)}?`;
        report({
          at: placeOf(missing),
          message: `There is no ${missing.kind} ${quoted(missing.name)}: Compose refuses the project; ${advice}`,
          path: ['services', service.name, missing.kind, missing.name],
          advice: `${missing.kind} ${near ?? missing.name}`,
          fixes: own.has(`${missing.kind} ${near}`) ? [] : repairs(missing, model, near),
        });
      }
    }
  },
});
