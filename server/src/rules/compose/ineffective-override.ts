import { type FileEdit, fixIf } from '../../finding/fix.ts';
import type { ReportFunction } from '../../finding/report.ts';
import type { ComposeLayer } from '../../formats/compose/model/model.ts';
import type { ComposeEntry, ComposeMap, ComposeNode } from '../../formats/compose/model/nodes.ts';
import { quoted } from '../../subjects/compose/names.ts';
import { defineRule } from '../contract.ts';

/** Lists that Compose appends when it merges files (13-merge.md); the tag `!override` replaces, `!reset` empties. */
const APPENDED: readonly string[] = [
  'ports',
  'expose',
  'volumes',
  'cap_add',
  'cap_drop',
  'devices',
  'device_cgroup_rules',
  'security_opt',
  'tmpfs',
  'dns',
  'dns_search',
  'env_file',
  'external_links',
  'group_add',
  'secrets',
  'configs',
  'profiles',
];

function serviceOf(layer: ComposeLayer, name: string): ComposeMap | undefined {
  const services = layer.root?.get('services');
  const service = services?.kind === 'map' ? services.get(name) : undefined;
  return service?.kind === 'map' ? service : undefined;
}

function isEmpty(node: ComposeNode): boolean {
  if (node.kind === 'scalar') return node.isNull;
  return node.kind === 'list' ? node.items.length === 0 : node.entries.length === 0;
}

function hasItems(node: ComposeNode | undefined): boolean {
  return node?.kind === 'list' ? node.items.length > 0 : node?.kind === 'map' && node.entries.length > 0;
}

/** The part of a short port behind its address, and whether it has one. */
function splitAddress(node: ComposeNode): { readonly rest: string; readonly address: string } | undefined {
  if (node.kind !== 'scalar' || node.value === undefined) return undefined;
  const parts = node.value.split(':');
  return {
    rest: parts.slice(-2).join(':'),
    address: parts.slice(0, -2).join(':'),
  };
}

/** A port that the override publishes with another address: the one of the base stays open beside it. */
function reboundPort(base: ComposeNode | undefined, over: ComposeNode): ComposeNode | undefined {
  if (base?.kind !== 'list' || over.kind !== 'list') return undefined;
  const known = base.items.map(splitAddress);
  return over.items.find((item) => {
    const own = splitAddress(item);
    return (
      own !== undefined &&
      own.address !== '' &&
      known.some((other) => other?.rest === own.rest && other.address !== own.address && other.address === '')
    );
  });
}

export default defineRule({
  id: 'compose/ineffective-override',
  subject: 'composeFile',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'Override does not take away what it means to',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(model, report) {
    for (const [i, layer] of model.layers.entries()) {
      const services = layer.root?.get('services');
      if (i === 0 || services?.kind !== 'map') continue;
      for (const { key: name } of services.entries) {
        for (const key of APPENDED) checkList({ layer, lower: model.layers.slice(0, i), name, key }, report);
      }
    }
  },
});

interface Place {
  readonly layer: ComposeLayer;
  readonly lower: readonly ComposeLayer[];
  readonly name: string;
  readonly key: string;
}

function checkList({ layer, lower, name, key }: Place, report: ReportFunction): void {
  const entry = serviceOf(layer, name)?.entry(key);
  const over = entry?.value;
  if (entry === undefined || over === undefined || over.source.tag !== undefined) return;
  const base = lower.map((other) => serviceOf(other, name)?.get(key)).find(hasItems);
  if (base === undefined) return;
  const empty = isEmpty(over);
  const rebound = empty || key !== 'ports' ? undefined : reboundPort(base, over);
  if (!empty && rebound === undefined) return;
  report({
    at: rebound === undefined ? { uri: entry.uri, span: entry.keySpan } : { uri: rebound.uri, span: rebound.span },
    message: empty
      ? `Empty ${key} of ${quoted(name)} takes nothing away: lists are appended; write !reset []`
      : `The base still publishes this port of ${quoted(name)} openly: lists are appended; write !override`,
    path: ['services', name, key],
    related: [{ at: { uri: base.uri, span: base.span }, message: 'What the base says' }],
    fixes: () =>
      fixIf(
        `Write ${empty ? '!reset' : '!override'} (the list of the base no longer counts; needs Compose 2.24.4)`,
        'behavior-changing',
        over.shared ? undefined : tagEdits(layer, entry, empty),
      ),
  });
}

/** The tag stands behind the colon; a list that is not written at all is written as an empty one. */
function tagEdits(
  layer: ComposeLayer,
  { uri, keySpan, value }: ComposeEntry,
  empty: boolean,
): readonly FileEdit[] | undefined {
  const { text } = layer.file;
  let colon = keySpan.end;
  while (text[colon] === ' ') colon++;
  if (text[colon] !== ':' || uri !== layer.uri) return undefined;
  const span = { start: colon + 1, end: colon + 1 };
  const isBare = value.kind === 'scalar' && value.span.start === value.span.end;
  if (!empty) return [{ uri, span, newText: ' !override' }];
  return [{ uri, span, newText: isBare ? ' !reset []' : ' !reset' }];
}
