import { fixIf } from '../../finding/fix.ts';
import { removedOptions } from '../../knowledge/images/removed-options.ts';
import { removeWord, wordsOf } from '../../subjects/compose/command-words.ts';
import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'compose/removed-option',
  subject: 'service',
  severity: 'high',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'Option that this version of the image no longer knows',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(service, report) {
    const removed = service.build === undefined ? removedOptions(service.image?.value) : [];
    if (removed.length === 0) return;
    for (const at of wordsOf(service)) {
      const name = /^--(?:loose-)?([\w-]+)(?:=|$)/.exec(at.word.value ?? '')?.[1];
      // `--loose-x` is a warning only (MySQL manual, "Program Option Modifiers")
      if (name === undefined || at.word.value?.startsWith('--loose-')) continue;
      const option = removed.find((one) => one.option === name.replaceAll('_', '-'));
      if (option === undefined) continue;
      const isWhole = at.word.value?.includes('=') === true;
      report({
        at: placeOf(at.word),
        message: `${quoted(service.name)} does not start: ${name.slice(0, 32)} is gone since version ${option.since.join('.')}; ${option.instead}`,
        path: ['services', service.name, at.key, name],
        fixes: isWhole
          ? fixIf(
              `Remove ${name} (new accounts and data follow the default)`,
              'behavior-changing',
              removeWord(service, at),
            )
          : [],
      });
    }
  },
});
