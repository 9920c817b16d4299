import { angarabase } from './built-in/angarabase.ts';
import { bap } from './built-in/bap.ts';
import { bdc } from './built-in/bdc.ts';
import { cisDocker } from './built-in/cis-docker.ts';
import { cisNginx } from './built-in/cis-nginx.ts';
import { owaspDocker } from './built-in/owasp-docker.ts';
import { qilbeedb } from './built-in/qilbeedb.ts';
import { mozillaIntermediate, mozillaModern, owaspHeaders } from './built-in/web.ts';
import type { Checklist } from './checklist.ts';

const ALL: readonly Checklist[] = [
  bap,
  qilbeedb,
  bdc,
  angarabase,
  cisDocker,
  owaspDocker,
  cisNginx,
  mozillaIntermediate,
  mozillaModern,
  owaspHeaders,
];

/** The built-in production checklists by name. */
export const CHECKLISTS: ReadonlyMap<string, Checklist> = new Map(ALL.map((checklist) => [checklist.name, checklist]));

/** The rules a checklist looks at: choosing it switches them on. */
export function rulesOf(checklist: Checklist): ReadonlySet<string> {
  const rules = new Set<string>();
  for (const section of checklist.sections) {
    for (const item of section.items)
      for (const check of item.checks ?? []) if (check.kind === 'rule') for (const rule of check.rules) rules.add(rule);
  }
  return rules;
}
