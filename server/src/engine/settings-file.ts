import { findNodeAtLocation, getNodeValue, type JSONPath, type Node, printParseErrorCode } from 'jsonc-parser';
import type { Stage } from '../formats/format.ts';
import { closest } from '../text/closest.ts';
import type { Span } from '../text/span.ts';
import { membersOf, readShape, type Shape } from './json-shape.ts';
import { readJson } from './json-text.ts';
import { isFormatName, isProfile, isRuleLevel, type SettingsFile, type SettingsProblem } from './settings.ts';

const KEYS = [
  '$schema',
  'root',
  'extends',
  'rules',
  'checklists',
  'thresholds',
  'stages',
  'formats',
  'ignore',
  'overrides',
  'nginx',
  'reportSuppressed',
];
/** What a checklist's own block holds. */
const CHECKLIST: Shape = {
  keys: {
    thresholds: { mapOf: 'number' },
    manual: { mapOf: { keys: { by: 'text', on: 'text', note: 'text', until: 'text' } } },
  },
};
const OVERRIDE_KEYS = ['files', 'rules', 'profile'];
const STAGES: readonly Stage[] = ['production', 'development', 'template'];

/** Names a settings file may use; passed in so that this file knows no rules. */
export interface KnownNames {
  readonly rules: ReadonlySet<string>;
  readonly checklists: ReadonlySet<string>;
  readonly thresholds: ReadonlySet<string>;
}

/** A file that settings name. */
export interface NamedFile {
  readonly kind: 'extends' | 'checklist';
  /** As written: relative to the settings' folder. */
  readonly name: string;
  readonly span: Span;
}

/** Settings as far as they are right, and what is wrong in them. */
export interface ParsedSettings {
  readonly values: SettingsFile;
  readonly problems: readonly SettingsProblem[];
  readonly broken: boolean;
  /** The files they name: whether they are there is for somebody who can look. */
  readonly files: readonly NamedFile[];
}

/** So many unknown names are compared with every known one: it is the dearest part of reading settings. */
const MOST_GUESSES = 100;
/** More mistakes nobody reads. */
const MOST_PROBLEMS = 1000;

/**
 * Reads `preflight.json` (JSON with comments and trailing commas). Never throws. `values` holds what is right; each wrong key or
 * value is one problem and is left out, so that one mistake does not switch everything off.
 */
export function parseSettings(text: string, known: KnownNames): ParsedSettings {
  const json = readJson(text);
  if (json.deep !== undefined) return noSettings([{ ...json.deep, unchecked: true }]);
  const { tree, errors } = json;
  const problems: SettingsProblem[] = errors.map((error) => ({
    span: { start: error.offset, end: error.offset + Math.max(1, error.length) },
    message: `Not valid JSON: ${wordsOf(printParseErrorCode(error.error))}`,
  }));
  if (tree === undefined || tree.type !== 'object') {
    if (problems.length === 0)
      problems.push({ span: { start: 0, end: Math.min(1, text.length) }, message: 'Settings must be a JSON object' });
    return noSettings(problems);
  }
  const checker = new Checker(tree, known, problems);
  checker.run();
  return { values: checker.values(), problems, broken: errors.length > 0, files: checker.files };
}

/** Settings in which nothing is right. */
function noSettings(problems: readonly SettingsProblem[]): ParsedSettings {
  return { values: {}, problems, broken: true, files: [] };
}

function wordsOf(code: string): string {
  return code.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}

function spanOf(node: Node): Span {
  return { start: node.offset, end: node.offset + node.length };
}

class Checker {
  readonly #tree: Node;
  readonly #known: KnownNames;
  readonly #problems: SettingsProblem[];
  readonly #result: Record<string, unknown> = Object.create(null);
  readonly files: NamedFile[] = [];
  #guesses = 0;

  constructor(tree: Node, known: KnownNames, problems: SettingsProblem[]) {
    this.#tree = tree;
    this.#known = known;
    this.#problems = problems;
  }

  values(): SettingsFile {
    return { ...this.#result };
  }

  run(): void {
    for (const { key, name, value } of membersOf(this.#tree)) {
      if (!KEYS.includes(name)) this.#unknown(key, 'setting', name, KEYS);
      else if (name !== '$schema') this.#check(name, value);
    }
    if (this.#problems.length > MOST_PROBLEMS) this.#problems.length = MOST_PROBLEMS;
  }

  #check(name: string, value: Node): void {
    const levels = 'off, low, medium, high or critical';
    const { rules, thresholds } = this.#known;
    const isExtends = (v: unknown) => typeof v === 'string' && (isProfile(v) || v.endsWith('.json'));
    const checks: Readonly<Record<string, () => void>> = {
      root: () => this.#keep(name, value, isBoolean, 'true or false'),
      reportSuppressed: () => this.#keep(name, value, isBoolean, 'true or false'),
      extends: () => {
        this.#keep(name, value, isExtends, 'essential, recommended, strict, all or a path to a .json file');
        this.#noteFile('extends', value.value, value);
      },
      ignore: () => this.#keep(name, value, isStrings, 'a list of patterns'),
      rules: () => this.#map(name, value, isRuleLevel, levels, (id) => this.#isRule(id), 'rule', rules),
      thresholds: () =>
        this.#map(name, value, isNumber, 'a number', (id) => thresholds.has(id), 'threshold', thresholds),
      stages: () => this.#map(name, value, (v) => STAGES.includes(v as Stage), 'production, development or template'),
      formats: () =>
        this.#map(name, value, (v) => isFormatName(v) || v === 'none', 'dotenv, compose, toml, nginx or none'),
      checklists: () => this.#checklists(value),
      overrides: () => this.#overrides(value),
      nginx: () => this.#nginx(value),
    };
    checks[name]?.();
  }

  #noteFile(kind: NamedFile['kind'], name: unknown, node: Node): void {
    if (typeof name === 'string' && name.endsWith('.json')) this.files.push({ kind, name, span: spanOf(node) });
  }

  #isRule(id: string): boolean {
    if (id === '*' || this.#known.rules.has(id)) return true;
    if (!id.endsWith('/*')) return false;
    const prefix = id.slice(0, -1);
    return isFormatName(id.slice(0, -2)) || [...this.#known.rules].some((rule) => rule.startsWith(prefix));
  }

  #keep(name: string, node: Node, valid: (value: unknown) => boolean, expected: string): void {
    const value: unknown = getNodeValue(node);
    if (valid(value)) this.#result[name] = value;
    else this.#problems.push({ span: spanOf(node), message: `"${name}" must be ${expected}` });
  }

  #map(
    name: string,
    node: Node,
    valid: (value: unknown) => boolean,
    expected: string,
    knownKey: (key: string) => boolean = () => true,
    kind = 'key',
    candidates: Iterable<string> = [],
  ): void {
    const kept = this.#mapOf(name, node, valid, expected, knownKey, kind, candidates);
    if (kept !== undefined) this.#result[name] = kept;
  }

  #mapOf(
    name: string,
    node: Node,
    valid: (value: unknown) => boolean,
    expected: string,
    knownKey: (key: string) => boolean,
    kind: string,
    candidates: Iterable<string>,
  ): Record<string, unknown> | undefined {
    if (node.type !== 'object') {
      this.#problems.push({ span: spanOf(node), message: `"${name}" must be an object` });
      return undefined;
    }
    const kept: Record<string, unknown> = Object.create(null);
    for (const member of membersOf(node)) {
      const value: unknown = getNodeValue(member.value);
      if (!knownKey(member.name)) this.#unknown(member.key, kind, member.name, candidates);
      else if (!valid(value))
        this.#problems.push({ span: spanOf(member.value), message: `"${member.name}" must be ${expected}` });
      else kept[member.name] = value;
    }
    return { ...kept };
  }

  #checklists(node: Node): void {
    if (node.type !== 'object') {
      this.#misshapen(node, 'an object');
      return;
    }
    const kept: Record<string, unknown> = Object.create(null);
    for (const { key, name, value } of membersOf(node)) {
      if (!this.#known.checklists.has(name) && !name.endsWith('.json')) {
        this.#unknown(key, 'checklist', name, this.#known.checklists);
        continue;
      }
      this.#noteFile('checklist', name, key);
      const read = readShape(value, CHECKLIST, (part, expected) => this.#misshapen(part, expected));
      if (read !== undefined) kept[name] = read;
      for (const part of membersOf(value)) {
        if (part.name !== 'thresholds' && part.name !== 'manual')
          this.#unknown(part.key, 'key', part.name, ['thresholds', 'manual']);
      }
    }
    this.#result['checklists'] = { ...kept };
  }

  #overrides(node: Node): void {
    if (node.type !== 'array') {
      this.#problems.push({ span: spanOf(node), message: '"overrides" must be a list' });
      return;
    }
    this.#result.overrides = (node.children ?? []).flatMap((item) => {
      const files: unknown = valueAt(item, ['files']);
      if (!isStrings(files)) {
        this.#problems.push({ span: spanOf(item), message: 'An override needs "files": a list of patterns' });
        return [];
      }
      const rules = findNodeAtLocation(item, ['rules']);
      const levels = 'off, low, medium, high or critical';
      const kept =
        rules && this.#mapOf('rules', rules, isRuleLevel, levels, (id) => this.#isRule(id), 'rule', this.#known.rules);
      const profile: unknown = valueAt(item, ['profile']);
      for (const { key, name, value } of membersOf(item)) {
        if (!OVERRIDE_KEYS.includes(name)) this.#unknown(key, 'key of an override', name, OVERRIDE_KEYS);
        else if (name === 'profile' && !(typeof profile === 'string' && isProfile(profile)))
          this.#misshapen(value, 'essential, recommended, strict or all');
      }
      return [
        { files, ...(kept && { rules: kept }), ...(typeof profile === 'string' && isProfile(profile) && { profile }) },
      ];
    });
  }

  #nginx(node: Node): void {
    if (node.type !== 'object') {
      this.#misshapen(node, 'an object');
      return;
    }
    const valid: Record<string, (value: unknown) => boolean> = {
      version: (v) => typeof v === 'string' && /^\d+\.\d+(?:\.\d+)?$/.test(v),
      prefix: (v) => typeof v === 'string',
      pathMap: (v) => typeof v === 'object' && v !== null && !Array.isArray(v),
      tls: (v) => v === 'modern' || v === 'intermediate',
    };
    const kept: Record<string, unknown> = {};
    for (const { key, name, value } of membersOf(node)) {
      const check = Object.hasOwn(valid, name) ? valid[name] : undefined;
      const content: unknown = getNodeValue(value);
      if (check === undefined) this.#unknown(key, 'key', name, Object.keys(valid));
      else if (name === 'pathMap' && value.type === 'object')
        kept[name] = readShape(value, { mapOf: 'text' }, (part, expected) => this.#misshapen(part, expected));
      else if (check(content)) kept[name] = content;
      else
        this.#problems.push({
          span: spanOf(value),
          message: `"${name}" is not of the right form; see the settings page`,
        });
    }
    this.#result.nginx = kept;
  }

  #misshapen(node: Node, expected: string): void {
    const name: unknown = node.parent?.type === 'property' ? node.parent.children?.[0]?.value : undefined;
    const what = typeof name === 'string' ? `"${name}"` : 'This';
    this.#problems.push({ span: spanOf(node), message: `${what} must be ${expected}` });
  }

  #unknown(node: Node, kind: string, name: string, candidates: Iterable<string>): void {
    this.#guesses += 1;
    const suggestion = this.#guesses > MOST_GUESSES ? undefined : closest(name, candidates);
    const hint = suggestion === undefined ? '' : `; did you mean "${suggestion}"?`;
    this.#problems.push({
      span: spanOf(node),
      message: `Unknown ${kind} "${name}"${hint}`,
      ...(suggestion !== undefined && { suggestion }),
    });
  }
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function valueAt(node: Node, path: JSONPath): unknown {
  const found = findNodeAtLocation(node, path);
  return found === undefined ? undefined : getNodeValue(found);
}
