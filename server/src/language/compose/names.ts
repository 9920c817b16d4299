import type { ComposeModel, ComposeResource, ComposeService } from '../../formats/compose/model/model.ts';
import type { ComposeName } from '../../formats/compose/model/parts.ts';
import type { Location } from '../../formats/format.ts';

/** What a name in a compose file stands for. */
type Section = 'services' | 'networks' | 'secrets' | 'configs';

/** A name that a compose file defines or uses, at a place of this file. */
export interface ComposeNamed {
  readonly section: Section;
  readonly name: string;
  readonly at: Location;
}

/** The service, network, secret or config whose name stands at an offset of the model's own file. */
export function composeNameAt(model: ComposeModel, offset: number): ComposeNamed | undefined {
  return [...definitions(model), ...uses(model)].find(
    ({ at }) => at.uri === model.uri && at.span.start <= offset && offset <= at.span.end,
  );
}

/** Where a name is defined: in this file, one it overrides, or one it includes. */
export function composeDefinitions(model: ComposeModel, { section, name }: ComposeNamed): readonly Location[] {
  return definitions(model).flatMap((one) => (one.section === section && one.name === name ? [one.at] : []));
}

/** Every place of the merged files that uses a name. */
export function composeUses(model: ComposeModel, { section, name }: ComposeNamed): readonly Location[] {
  const found = uses(model).flatMap((one) => (one.section === section && one.name === name ? [one.at] : []));
  return [...new Map(found.map((at) => [`${at.span.start} ${at.uri}`, at])).values()];
}

function definitions(model: ComposeModel): readonly ComposeNamed[] {
  const of = (section: Section, list: readonly (ComposeResource | ComposeService)[]) =>
    list.map(({ name, uri, nameSpan }): ComposeNamed => ({ section, name, at: { uri, span: nameSpan } }));
  return [
    ...of('services', [...model.services, ...model.included]),
    ...of('networks', model.networks),
    ...of('secrets', model.secrets),
    ...of('configs', model.configs),
  ];
}

function uses(model: ComposeModel): readonly ComposeNamed[] {
  const of = (section: Section, list: readonly ComposeName[]) =>
    list.map(({ name, uri, span }): ComposeNamed => ({ section, name, at: { uri, span } }));
  return model.services.flatMap((service) => [
    ...of('services', service.dependsOn),
    ...of('networks', service.networks),
    ...of('secrets', service.secrets),
    ...of('configs', service.configs),
  ]);
}
