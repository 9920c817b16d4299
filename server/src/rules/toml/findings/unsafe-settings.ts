import { pathText } from '../../../formats/toml/lookup.ts';
import type { TomlModel, TomlNode } from '../../../formats/toml/model.ts';
import type { TomlApplication, TomlProblem, Unsafe } from '../../../knowledge/toml/application.ts';
import { itemIndex, meets } from '../../../knowledge/toml/condition.ts';
import { removeNode, setKey } from '../../../subjects/toml-edit.ts';
import { literalSource } from '../../../subjects/toml-style.ts';
import type { TextEdit } from '../../../text/edit.ts';
import { type Span, span } from '../../../text/span.ts';
import type { Fix, ReportFunction, RuleContext } from '../../contract.ts';
import { seen } from './seen.ts';
import { nodeAt, placesOf, type SettingPlace } from './setting-places.ts';

const MAX_MESSAGE = 120;

/** Reports every setting of the application's profile that is this problem. */
export function reportUnsafeSettings(
  model: TomlModel,
  application: TomlApplication | undefined,
  problem: TomlProblem,
  report: ReportFunction,
  context: RuleContext,
): void {
  for (const setting of application?.settings ?? []) {
    const unsafe = setting.unsafe?.filter((one) => one.problem === problem) ?? [];
    if (unsafe.length === 0) continue;
    for (const place of placesOf(model, setting)) {
      // Of several ways to be unsafe the first that holds is told: profiles list the worst first.
      const found = unsafe.find((one) => isUnsafe(model, place, one, context));
      if (found !== undefined && application !== undefined) reportOne(model, application, place, found, report);
    }
  }
}

function isUnsafe(model: TomlModel, place: SettingPlace, unsafe: Unsafe, context: RuleContext): boolean {
  const { text } = model.file;
  const { also = {} } = unsafe;
  const asksAbsence = unsafe.absent === true || Object.values(also).some((condition) => condition.absent === true);
  if (asksAbsence && !context.complete) return false;
  if (!meets(unsafe, seen(text, place.node))) return false;
  return Object.entries(also).every(([key, condition]) => meets(condition, seen(text, nodeAt(model, place, key))));
}

function reportOne(
  model: TomlModel,
  application: TomlApplication,
  place: SettingPlace,
  unsafe: Unsafe,
  report: ReportFunction,
): void {
  const index = place.node === undefined ? undefined : itemIndex(unsafe, seen(model.file.text, place.node));
  const item = place.node?.type === 'array' && index !== undefined ? place.node.items[index] : undefined;
  const fix = fixOf(model, place, item, unsafe);
  report({
    at: place.node === undefined ? ownerSpan(model, place) : valueSpan(item ?? place.node),
    message: messageOf(application, place, unsafe),
    severity: unsafe.severity,
    path: place.path.map(String),
    ...(fix === undefined ? {} : { fixes: [fix] }),
  });
}

function valueSpan(node: TomlNode): Span {
  if (node.type === 'table') return node.nameSpan;
  return node.type === 'array' && node.form === 'tables' ? node.nameSpan : node.valueSpan;
}

/** The narrowest name that owns a missing key: its table's, or at the root the first key or header of the file. */
export function ownerSpan(model: TomlModel, place: Pick<SettingPlace, 'table'>): Span {
  if (place.table.form !== 'root') return place.table.nameSpan;
  const [first] = model.root.statements;
  if (first !== undefined) return first.keySpan;
  const header = model.tables.find((table) => table.headerSpan !== undefined);
  return header?.nameSpan ?? span(0, 0);
}

function messageOf(application: TomlApplication, place: SettingPlace, unsafe: Unsafe): string {
  const missing = unsafe.absent === true ? ' is not set:' : '';
  const whole = `${application.name} ${pathText(place.path)}${missing} ${unsafe.says}`;
  if (whole.length <= MAX_MESSAGE) return whole;
  const short = `${application.name} ${place.key}${missing} ${unsafe.says}`;
  return short.length <= MAX_MESSAGE ? short : `${place.key}${missing} ${unsafe.says}`.slice(0, MAX_MESSAGE);
}

function fixOf(model: TomlModel, place: SettingPlace, item: TomlNode | undefined, unsafe: Unsafe): Fix | undefined {
  const edits = (): readonly TextEdit[] | undefined => editsOf(model, place, item, unsafe);
  if (edits() === undefined) return undefined;
  const consequence = unsafe.consequence === undefined ? '' : ` (${unsafe.consequence})`;
  return {
    title: `${fixTitle(place, unsafe)}${consequence}`,
    safety: 'behavior-changing',
    edits: () => edits() ?? [],
  };
}

function editsOf(
  model: TomlModel,
  place: SettingPlace,
  item: TomlNode | undefined,
  unsafe: Unsafe,
): readonly TextEdit[] | undefined {
  const { node } = place;
  if (unsafe.set !== undefined) return setKey(model, place.table, [place.key], unsafe.set);
  if (unsafe.dropItem === true)
    return item !== undefined && item.type !== 'table' ? removeNode(model, item) : undefined;
  if (unsafe.remove === true) return node !== undefined && node.type !== 'table' ? removeNode(model, node) : undefined;
  return undefined;
}

function fixTitle(place: SettingPlace, unsafe: Unsafe): string {
  const key = pathText(place.path);
  if (unsafe.set === undefined) return unsafe.dropItem === true ? `Remove the item from ${key}` : `Remove ${key}`;
  return `Set ${key} = ${literalSource(unsafe.set, '"')}`;
}
