import { PROFILES, type Profile } from '../finding/profile.ts';
import type { Severity } from '../finding/severity.ts';
import type { Format } from '../formats/format.ts';
import type { Rule } from '../rules/contract.ts';
import type { SubjectKind } from '../subjects/subject.ts';
import { levelFor, type Settings } from './settings.ts';

/** A rule that is switched on, with the severity it reports at most. */
export interface ActiveRule {
  readonly rule: Rule;
  readonly severity: Severity;
  /** Whether the settings named the severity: then a report cannot lower it. */
  readonly fixed: boolean;
}

/** The rules in force under some settings, by what they are called with. */
export class RuleSet {
  readonly ids: ReadonlySet<string>;
  readonly #rules: readonly ActiveRule[];
  readonly #byFormat = new Map<Format, ReadonlyMap<SubjectKind, readonly ActiveRule[]>>();

  constructor(rules: readonly ActiveRule[]) {
    this.#rules = rules;
    this.ids = new Set(rules.map((active) => active.rule.id));
  }

  /** The rules for files of a format, by what they are called with. */
  forFormat(format: Format): ReadonlyMap<SubjectKind, readonly ActiveRule[]> {
    const known = this.#byFormat.get(format);
    if (known !== undefined) return known;
    const bySubject = new Map<SubjectKind, ActiveRule[]>();
    for (const active of this.#rules) {
      // A kind that other formats' rules ask for first keeps its place among the kinds.
      const list = bySubject.get(active.rule.subject) ?? [];
      bySubject.set(active.rule.subject, list);
      if (active.rule.formats.includes(format)) list.push(active);
    }
    for (const [kind, list] of bySubject) if (list.length === 0) bySubject.delete(kind);
    this.#byFormat.set(format, bySubject);
    return bySubject;
  }
}

function inProfile(ruleProfile: Profile, chosen: Profile): boolean {
  return PROFILES.indexOf(ruleProfile) <= PROFILES.indexOf(chosen);
}

/** What a caller asks for beyond the settings. */
export interface RuleSelection {
  /** Only these rules (`--rule`); they are on whatever the profile. */
  readonly only?: ReadonlySet<string>;
  readonly skip?: ReadonlySet<string>;
  /** Rules a chosen checklist needs; on whatever the profile, unless set to `off`. */
  readonly extra?: ReadonlySet<string>;
}

/** The rules in force: profile, then the settings' levels, then the selection. */
export function selectRules(rules: readonly Rule[], settings: Settings, selection: RuleSelection = {}): RuleSet {
  const active: ActiveRule[] = [];
  for (const rule of rules) {
    const level = levelFor(settings, rule.id, rule.formats);
    if (selection.skip?.has(rule.id)) continue;
    if (selection.only !== undefined) {
      if (!selection.only.has(rule.id)) continue;
    } else if (
      level === 'off' ||
      (level === undefined && !inProfile(rule.profile, settings.profile) && !selection.extra?.has(rule.id))
    ) {
      continue;
    }
    const set = level !== undefined && level !== 'off';
    active.push({ rule, severity: set ? level : rule.severity, fixed: set });
  }
  return new RuleSet(active);
}
