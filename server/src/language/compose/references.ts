import type { ComposeModel } from '../../formats/compose/model/model.ts';
import type { ComposeNode, ComposeReference } from '../../formats/compose/model/nodes.ts';
import { append } from '../../text/append.ts';

/** Nodes of one file that are looked at; more is a generated file. */
const MOST_NODES = 50_000;

/** Every `${NAME}` in the scalars of the model's own file: images, ports, paths and settings alike. Each node once, whoever refers to it. */
export function composeReferences(model: ComposeModel): readonly ComposeReference[] {
  const root = model.layers.find(({ uri }) => uri === model.uri)?.root;
  const found: ComposeReference[] = [];
  const seen = new Set<unknown>();
  const waiting: ComposeNode[] = root === undefined ? [] : [root];
  while (waiting.length > 0 && seen.size < MOST_NODES) {
    const node = waiting.pop();
    if (node === undefined || seen.has(node.source)) continue;
    seen.add(node.source);
    if (node.kind === 'scalar') {
      if (node.uri === model.uri) append(found, node.references);
    } else if (node.kind === 'list') append(waiting, node.items);
    else for (const { value } of node.entries) waiting.push(value);
  }
  return found;
}

/** A variable that a service takes over under its own name: `environment: [NAME]` or `NAME:` without a value. */
export interface PassedOn {
  readonly name: string;
  /** Where its value would stand. */
  readonly offset: number;
  readonly style: 'list' | 'map';
}

/** The variables that services of the model's own file take over from where Compose is started, or from `.env`. */
export function passedOn(model: ComposeModel): readonly PassedOn[] {
  const found = model.services.flatMap(({ environment }) =>
    environment.flatMap(({ name, nameSpan, uri, style, value }) =>
      uri === model.uri && value === undefined ? [{ name, offset: nameSpan.end, style }] : [],
    ),
  );
  return [...new Map(found.map((one) => [one.offset, one])).values()];
}
