import type { JudgedSecret } from '../../secrets/judge.ts';
import { isIssued } from '../../secrets/purpose.ts';
import type { Weakness } from '../../secrets/strength.ts';
import { isCommonPassword, wordAt } from '../../secrets/vocabulary.ts';
import type { RuleContext } from '../../subjects/context.ts';
import type { NamedValue } from '../../subjects/named-value.ts';
import { isSampleOfProvider } from '../../subjects/secret/may-generate.ts';
import { nameOf, nounOf, reachedSeverity, reportSecret, secretsGraded } from '../../subjects/secret/report.ts';
import { defineRule } from '../contract.ts';

const REASON: Readonly<Record<Weakness, string>> = {
  common: 'is a common word',
  words: 'is made of well-known words',
  run: 'is a run of neighbouring keys or digits',
  repeat: 'repeats one short piece',
  context: 'repeats the name of its user, service or project',
  few: 'has too few possibilities',
};

/** Why it is guessed: what is said must hold for this value. */
function reasonOf(secret: JudgedSecret, weakness: Weakness, value: NamedValue, context: RuleContext): string {
  const text = secret.text.toLowerCase();
  if (isCommonPassword(text)) return 'is a common password';
  if (weakness !== 'context') return REASON[weakness];
  const names = [...value.contextWords, ...context.workspaceWords, value.owner ?? '', secret.user ?? ''];
  const pieces = names.flatMap((name) => [name.toLowerCase(), ...name.toLowerCase().split(/[^\p{L}\d]+/u)]);
  const repeats = pieces.some((piece) => piece.length >= 3 && text.includes(piece));
  if (repeats) return REASON.context;
  // `password` under `DB_PASSWORD`: the word comes first to anybody's mind, whatever the key is called
  return wordAt(text) === undefined ? 'repeats a word of its own name' : 'is a common password';
}

/** A word as a provider's key on a command line: no provider gives one out, a stand-in for it on this machine takes any. */
function isStandIn(value: NamedValue, { purpose, name, part }: JudgedSecret): boolean {
  return value.place === 'compose-command' && part === 'value' && purpose === 'api-key' && isIssued(name);
}

export default defineRule({
  id: 'secret/weak',
  subject: 'namedValue',
  severity: 'critical',
  category: 'secret',
  profile: 'essential',
  stages: 'reachable',
  formats: ['dotenv', 'compose', 'toml', 'nginx'],
  summary: 'Secret can be guessed',
  fix: 'behavior-changing',
  check(value, report, context) {
    for (const secret of secretsGraded(value, context, 'weak')) {
      if (secret.grade.verdict !== 'weak' || isStandIn(value, secret)) continue;
      if (isSampleOfProvider(value, secret)) {
        const message = `${nameOf(secret)} is a sample; put the ${nounOf(secret)} its provider gave you, or remove it`;
        reportSecret({ value, secret, report, context }, message, 'low');
        continue;
      }
      const message = `${nameOf(secret)} ${reasonOf(secret, secret.grade.weakness, value, context)}: it is guessed, generate a random one`;
      reportSecret({ value, secret, report, context }, message, reachedSeverity(value, secret, context));
    }
  },
});
