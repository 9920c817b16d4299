import { keySource } from '../../formats/toml/edit/style.ts';
import type { TomlModel } from '../../formats/toml/model/model.ts';
import type { TomlNode, TomlPath } from '../../formats/toml/read/tree.ts';
import type { Setting, TomlApplication } from '../../knowledge/toml/application.ts';
import { splitKeyPath } from '../../knowledge/toml/key-path.ts';
import { recogniseApplication } from '../../knowledge/toml/recognise.ts';
import type { Span } from '../../text/span.ts';
import { isWritten, type Place, placeAt } from './place.ts';
import { describeSetting, typeText } from './setting-page.ts';
import { settingAt, settingsBelow } from './settings.ts';

/** One proposal. */
export interface TomlCompletion {
  readonly label: string;
  readonly kind: 'key' | 'table' | 'value';
  /** What it replaces: the word typed so far. */
  readonly span: Span;
  /** LSP snippet. */
  readonly snippet: string;
  readonly detail: string;
  /** Markdown. */
  readonly documentation: string;
  /** The value is one the profile calls unsafe: shown last. */
  readonly unsafe: boolean;
}

/** What can be typed at an offset of a file whose application is known. Pure; no value of the file is shown. */
export function completeToml(model: TomlModel, offset: number): readonly TomlCompletion[] {
  const application = recogniseApplication(model);
  const place = application === undefined ? undefined : placeAt(model, offset);
  if (application === undefined || place === undefined) return [];
  switch (place.kind) {
    case 'header':
      return tables(model, application, place);
    case 'key':
      return keys(model, application, place.path, place.word);
    case 'value':
      return values(application, place);
  }
}

function keys(model: TomlModel, application: TomlApplication, path: TomlPath, word: Span): readonly TomlCompletion[] {
  const found = new Map<string, TomlCompletion>();
  for (const { setting, rest } of settingsBelow(application, path)) {
    const [name, ...deeper] = rest;
    if (name === undefined || name.includes('*') || found.has(name)) continue;
    if (deeper.length > 0) {
      const detail = `table of ${application.name}`;
      found.set(name, {
        label: name,
        kind: 'table',
        span: word,
        snippet: `${keySource(name)}.`,
        detail,
        documentation: '',
        unsafe: false,
      });
    } else if (!isWritten(model, [...path, name])) {
      found.set(name, {
        label: name,
        kind: 'key',
        span: word,
        snippet: `${escaped(keySource(name))} = ${valueSnippet(setting)}`,
        detail: typeText(setting),
        documentation: describeSetting(application, setting),
        unsafe: false,
      });
    }
  }
  return [...found.values()];
}

function tables(
  model: TomlModel,
  application: TomlApplication,
  place: Extract<Place, { kind: 'header' }>,
): readonly TomlCompletion[] {
  const inArray = isArray(model, place.typed);
  const names = new Set<string>();
  for (const setting of application.settings) {
    const rest = afterTyped(splitKeyPath(setting.key).slice(0, -1), place.typed);
    const open = inArray && rest?.[0] === '*' ? rest.slice(1) : rest;
    // Up to the next name the user chooses: behind it there is more to offer once it is typed.
    const wildcard = open?.findIndex((name) => name.includes('*')) ?? -1;
    const known = wildcard < 0 ? open : open?.slice(0, wildcard);
    if (known !== undefined && known.length > 0) names.add(known.map(keySource).join('.'));
  }
  return [...names].map((name) => ({
    label: name,
    kind: 'table',
    span: place.word,
    snippet: escaped(name),
    detail: `table of ${application.name}`,
    documentation: '',
    unsafe: false,
  }));
}

function isArray(model: TomlModel, typed: readonly string[]): boolean {
  let node: TomlNode | undefined = model.root;
  for (const name of typed) {
    if (node?.type === 'array') node = node.items[node.items.length - 1];
    node = node?.type === 'table' ? node.entries.get(name) : undefined;
  }
  return node?.type === 'array';
}

/** What of a table's path is still to be typed; a `*` takes any typed name, and none for items of an array. */
function afterTyped(path: readonly string[], typed: readonly string[]): readonly string[] | undefined {
  let at = 0;
  for (const name of typed) {
    if (path[at] === '*' && path[at + 1] === name) at++;
    if (path[at] !== '*' && path[at] !== name) return undefined;
    at++;
  }
  return path.slice(at);
}

function values(application: TomlApplication, place: Extract<Place, { kind: 'value' }>): readonly TomlCompletion[] {
  const setting = settingAt(application, place.path);
  if (setting === undefined) return [];
  const choices: readonly (string | boolean)[] = setting.type === 'boolean' ? [true, false] : (setting.values ?? []);
  const proposals = choices.map((value) => {
    const source = typeof value === 'boolean' || place.quoted ? String(value) : JSON.stringify(value);
    return {
      label: value === '' ? '""' : String(value),
      kind: 'value' as const,
      span: place.word,
      snippet: escaped(source),
      detail: '',
      documentation: describeSetting(application, setting),
      unsafe: isUnsafe(setting, value),
    };
  });
  return [...proposals.filter(({ unsafe }) => !unsafe), ...proposals.filter(({ unsafe }) => unsafe)];
}

function isUnsafe(setting: Setting, value: string | boolean): boolean {
  return (setting.unsafe ?? []).some(({ is, also }) => {
    if (is === undefined || also !== undefined) return false;
    return typeof is === 'object' ? is.includes(value) : is === value;
  });
}

/** The value a new key starts with: the repair a profile names, else an empty place for the cursor. */
function valueSnippet(setting: Setting): string {
  const repair = setting.unsafe?.find(({ set }) => set !== undefined)?.set;
  if (repair !== undefined)
    return escaped(typeof repair === 'object' ? JSON.stringify(repair) : JSON.stringify(repair));
  if (setting.type === 'boolean') return `\${1:${setting.unsafe?.some(({ is }) => is === true) ? 'false' : 'true'}}`;
  if (setting.values !== undefined) {
    const safe = setting.values.filter((value) => value !== '' && !isUnsafe(setting, value) && !/[,|}$\\]/.test(value));
    if (safe.length > 0) return `"\${1|${safe.join(',')}|}"`;
  }
  if (setting.type === 'integer') return '$1';
  return setting.type === 'list' ? '["$1"]' : '"$1"';
}

function escaped(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
