import type { ComposeModel, ComposeService } from '../../formats/compose/model/model.ts';
import { keyOf, placeOf, quoted } from '../../subjects/compose/names.ts';
import { defineRule } from '../contract.ts';

/** Whom a service waits for; sharing a namespace or volumes counts as waiting (compose-go, GetDependencies). */
function awaitedBy(service: ComposeService): readonly string[] {
  const modes = ['network_mode', 'ipc', 'pid'].map((key) => /^service:(.+)$/.exec(service.text(key) ?? '')?.[1]);
  const texts = (key: string) => service.scalars(key).map(({ value }) => value?.split(':')[0]);
  const names = [...service.dependsOn.map(({ name }) => name), ...modes, ...texts('links')];
  const volumes = texts('volumes_from').filter((name) => name !== 'container');
  return [...names, ...volumes].filter((name) => name !== undefined);
}

/** The services of a circle in their order; `undefined` without one. Services that nobody waits for are taken away until none is left. */
function circleIn(model: ComposeModel): readonly ComposeService[] | undefined {
  const services = new Map(model.services.map((service) => [service.name, service]));
  const awaited = new Map(model.services.map((service) => [service, [...new Set(awaitedBy(service))]]));
  const waits = new Map<string, number>();
  for (const names of awaited.values()) for (const name of names) waits.set(name, (waits.get(name) ?? 0) + 1);
  const free = model.services.filter(({ name }) => !waits.has(name));
  for (let one = free.pop(); one !== undefined; one = free.pop()) {
    services.delete(one.name);
    for (const name of awaited.get(one) ?? []) {
      const left = (waits.get(name) ?? 0) - 1;
      waits.set(name, left);
      const next = services.get(name);
      if (left === 0 && next !== undefined) free.push(next);
    }
  }
  // What is left is waited for by somebody who is left: going from one to such a one must come back.
  const waiters = new Map<string, ComposeService>();
  for (const one of services.values()) for (const name of awaited.get(one) ?? []) waiters.set(name, one);
  const path: ComposeService[] = [];
  const seen = new Set<ComposeService>();
  let current = services.values().next().value;
  while (current !== undefined && !seen.has(current)) {
    seen.add(current);
    path.push(current);
    current = waiters.get(current.name);
  }
  if (current === undefined) return undefined;
  const [first, ...waiting] = path.slice(path.indexOf(current));
  return first === undefined ? undefined : [first, ...waiting.reverse()];
}

export default defineRule({
  id: 'compose/dependency-cycle',
  subject: 'composeFile',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'Services wait for one another in a circle',
  fix: 'none',
  formats: ['compose'],
  check(model, report) {
    const [first, second, ...more] = circleIn(model) ?? [];
    if (first === undefined) return;
    const next = second ?? first;
    const name = first.dependsOn.find((one) => one.name === next.name);
    const way = more.length === 0 ? '' : ` by way of ${more.length} more`;
    report({
      at: name === undefined ? keyOf(first) : placeOf(name),
      message: `Compose starts nothing: ${quoted(first.name)} waits for ${quoted(next.name)} and that for it${way}; remove one`,
      path: ['services', first.name, 'depends_on', next.name],
      related: [next, ...more].map((one) => ({ at: keyOf(one), message: `${quoted(one.name)} is part of the circle` })),
    });
  },
});
