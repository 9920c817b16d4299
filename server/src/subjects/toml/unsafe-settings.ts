import type { ReportFunction } from '../../finding/report.ts';
import type { TomlModel } from '../../formats/toml/model/model.ts';
import type { TomlNode, TomlPath } from '../../formats/toml/read/tree.ts';
import type { Setting, TomlApplication, TomlProblem, Unsafe } from '../../knowledge/toml/application.ts';
import { itemIndex, meets, nameMeets } from '../../knowledge/toml/condition.ts';
import { type Span, span } from '../../text/span.ts';
import type { RuleContext } from '../context.ts';
import { severityInToml } from './reach.ts';
import { seen } from './seen.ts';
import { settingFixes } from './setting-fix.ts';
import { settingMessage } from './setting-message.ts';
import { otherPath, placesOf, type SettingPlace } from './setting-places.ts';
import { arePeersNear } from './switches.ts';

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
      const found = unsafe.find((one) => isUnsafe(model, application, place, one, context));
      if (found !== undefined && application !== undefined)
        reportOne(model, application, setting, place, found, report);
    }
  }
}

function isUnsafe(
  model: TomlModel,
  application: TomlApplication | undefined,
  place: SettingPlace,
  unsafe: Unsafe,
  context: RuleContext,
): boolean {
  if (unsafe.named !== undefined && !nameMeets(unsafe.named, place.key)) return false;
  const { text } = model.file;
  const others = Object.entries(unsafe.also ?? {}).map(([key, condition]) => ({
    path: otherPath(place, key),
    condition,
  }));
  const asked = [{ path: place.path, condition: unsafe }, ...others];
  for (const { path, condition } of asked) {
    if (condition.absent !== true) continue;
    if (!context.complete || isSetOutside(model, application, path)) return false;
  }
  if (!meets(unsafe, seen(text, place.node))) return false;
  if (unsafe.peers !== undefined && arePeersNear(model, unsafe.peers)) return false;
  return others.every(({ path, condition }) => meets(condition, seen(text, model.get(path))));
}

/** Whether the `.env` beside the file sets the variable that stands for a key. */
function isSetOutside(model: TomlModel, application: TomlApplication | undefined, path: TomlPath): boolean {
  const variable = application?.variables?.[path.join('.')];
  return variable !== undefined && model.variable(variable) !== undefined;
}

function reportOne(
  model: TomlModel,
  application: TomlApplication,
  setting: Setting,
  place: SettingPlace,
  unsafe: Unsafe,
  report: ReportFunction,
): void {
  const severity = severityInToml(model, place.table, unsafe.problem, unsafe.severity);
  if (severity === undefined) return;
  const index = place.node === undefined ? undefined : itemIndex(unsafe, seen(model.file.text, place.node));
  const item = place.node?.type === 'array' && index !== undefined ? place.node.items[index] : undefined;
  const fixes = settingFixes(model, place, item ?? place.node, unsafe);
  report({
    at: place.node === undefined ? ownerSpan(model, place) : valueSpan(item ?? place.node),
    message: settingMessage(model, application, setting, place, unsafe),
    severity,
    path: place.path.map(String),
    fixes,
  });
}

function valueSpan(node: TomlNode): Span {
  if (node.type === 'table') return node.nameSpan;
  return node.type === 'array' && node.form === 'tables' ? node.nameSpan : node.valueSpan;
}

/**
 * The narrowest name that owns a missing key: its table's, at the root the line where it is commented out, else the first key or header
 * of the file.
 */
function ownerSpan(model: TomlModel, place: SettingPlace): Span {
  if (place.table.form !== 'root') return place.table.nameSpan;
  const commented = commentedOut(model, place.key);
  if (commented !== undefined) return commented;
  const [first] = model.root.statements;
  if (first !== undefined) return first.keySpan;
  const header = model.tables.find((table) => table.headerSpan !== undefined);
  return header?.nameSpan ?? span(0, 0);
}

/** A model is read once for all its missing keys. A cache only. */
const commentedKeys = new WeakMap<TomlModel, ReadonlyMap<string, Span>>();

/** The name in `# [grpc]`, or in `# grpc = …` above all headers. */
function commentedOut(model: TomlModel, key: string): Span | undefined {
  const known = commentedKeys.get(model) ?? collectCommented(model);
  commentedKeys.set(model, known);
  return known.get(key);
}

function collectCommented(model: TomlModel): ReadonlyMap<string, Span> {
  const { text, comments } = model.file;
  let firstHeader = text.length;
  for (const { form, headerSpan } of model.tables)
    if (form !== 'inline' && headerSpan !== undefined) firstHeader = Math.min(firstHeader, headerSpan.start);
  const found = new Map<string, Span>();
  for (const { span: at, ownLine } of comments) {
    if (!ownLine) continue;
    const said = text.slice(at.start, Math.min(at.end, at.start + 200));
    const [, mark = '', header = '', name] = /^(#+[ \t]*)((?:\[[ \t]*)?)([\w-]+)[ \t]*[\]=]/.exec(said) ?? [];
    if (name === undefined || found.has(name) || (header === '' && at.start > firstHeader)) continue;
    const start = at.start + mark.length + header.length;
    found.set(name, span(start, start + name.length));
  }
  return found;
}
