import {
  findNodeAtLocation,
  getNodeValue,
  type JSONPath,
  type Node,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import type { Stage } from '../formats/format.ts';
import { closest } from '../text/closest.ts';
import type { Span } from '../text/span.ts';
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
const STAGES: readonly Stage[] = ['production', 'development', 'template'];

/** Names a settings file may use; passed in so that this file knows no rules. */
export interface KnownNames {
  readonly rules: ReadonlySet<string>;
  readonly checklists: ReadonlySet<string>;
  readonly thresholds: ReadonlySet<string>;
}

/**
 * Reads `preflight.json` (JSON with comments and trailing commas). Never throws. `values` holds what is right; each wrong key or
 * value is one problem and is left out, so that one mistake does not switch everything off.
 */
export function parseSettings(
  text: string,
  known: KnownNames,
): { readonly values: SettingsFile; readonly problems: readonly SettingsProblem[]; readonly broken: boolean } {
  const errors: { error: number; offset: number; length: number }[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const problems: SettingsProblem[] = errors.map((error) => ({
    span: { start: error.offset, end: error.offset + Math.max(1, error.length) },
    message: `Not valid JSON: ${wordsOf(printParseErrorCode(error.error as Parameters<typeof printParseErrorCode>[0]))}`,
  }));
  if (tree === undefined || tree.type !== 'object') {
    if (problems.length === 0)
      problems.push({ span: { start: 0, end: Math.min(1, text.length) }, message: 'Settings must be a JSON object' });
    return { values: {}, problems, broken: true };
  }
  const checker = new Checker(tree, known, problems);
  checker.run();
  return { values: checker.values(), problems, broken: errors.length > 0 };
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

  constructor(tree: Node, known: KnownNames, problems: SettingsProblem[]) {
    this.#tree = tree;
    this.#known = known;
    this.#problems = problems;
  }

  values(): SettingsFile {
    return { ...this.#result };
  }

  run(): void {
    for (const { key, name, value } of members(this.#tree)) {
      if (!KEYS.includes(name)) this.#unknown(key, 'setting', name, KEYS);
      else if (name !== '$schema') this.#check(name, value);
    }
  }

  #check(name: string, value: Node): void {
    const levels = 'off, low, medium, high or critical';
    const { rules, thresholds } = this.#known;
    const isExtends = (v: unknown) => typeof v === 'string' && (isProfile(v) || v.endsWith('.json'));
    const checks: Readonly<Record<string, () => void>> = {
      root: () => this.#keep(name, value, isBoolean, 'true or false'),
      reportSuppressed: () => this.#keep(name, value, isBoolean, 'true or false'),
      extends: () =>
        this.#keep(name, value, isExtends, 'essential, recommended, strict, all or a path to a .json file'),
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
    for (const member of members(node)) {
      const value: unknown = getNodeValue(member.value);
      if (!knownKey(member.name)) this.#unknown(member.key, kind, member.name, candidates);
      else if (!valid(value))
        this.#problems.push({ span: spanOf(member.value), message: `"${member.name}" must be ${expected}` });
      else kept[member.name] = value;
    }
    return { ...kept };
  }

  #checklists(node: Node): void {
    const isChecklist = (v: unknown) => typeof v === 'object' && v !== null && !Array.isArray(v);
    const isName = (name: string) => this.#known.checklists.has(name) || name.endsWith('.json');
    this.#map('checklists', node, isChecklist, 'an object', isName, 'checklist', this.#known.checklists);
    for (const { value } of members(node)) {
      for (const part of members(value)) {
        if (part.name !== 'thresholds' && part.name !== 'manual')
          this.#unknown(part.key, 'key', part.name, ['thresholds', 'manual']);
      }
    }
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
      return [
        { files, ...(kept && { rules: kept }), ...(typeof profile === 'string' && isProfile(profile) && { profile }) },
      ];
    });
  }

  #nginx(node: Node): void {
    const valid: Record<string, (value: unknown) => boolean> = {
      version: (v) => typeof v === 'string' && /^\d+\.\d+(?:\.\d+)?$/.test(v),
      prefix: (v) => typeof v === 'string',
      pathMap: (v) => typeof v === 'object' && v !== null,
      tls: (v) => v === 'modern' || v === 'intermediate',
    };
    const kept: Record<string, unknown> = {};
    for (const { key, name, value } of members(node)) {
      const check = Object.hasOwn(valid, name) ? valid[name] : undefined;
      const content: unknown = getNodeValue(value);
      if (check === undefined) this.#unknown(key, 'key', name, Object.keys(valid));
      else if (check(content)) kept[name] = content;
      else
        this.#problems.push({
          span: spanOf(value),
          message: `"${name}" is not of the right form; see the settings page`,
        });
    }
    this.#result.nginx = kept;
  }

  #unknown(node: Node, kind: string, name: string, candidates: Iterable<string>): void {
    const suggestion = closest(name, candidates);
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

function members(node: Node): { key: Node; name: string; value: Node }[] {
  if (node.type !== 'object') return [];
  return (node.children ?? []).flatMap((property) => {
    const [key, value] = property.children ?? [];
    return key !== undefined && value !== undefined && typeof key.value === 'string'
      ? [{ key, name: key.value, value }]
      : [];
  });
}
