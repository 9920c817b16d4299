import { describe, expect, it } from 'vitest';
import { RULES } from '../../../../server/src/rules/registry.ts';
import { lintFiles } from '../../../support/lint.ts';
import { documentsOf } from '../../../support/rule-pages.ts';

const LONG = 'a-service-with-a-name-that-nobody-would-want-to-type-twice';

/** Every service of an example gets a name of 58 characters. */
function withLongNames(text: string): string {
  const names = [...text.matchAll(/^ {2}([\w-]+):/gm)].map((match) => match[1] ?? '');
  return names.reduce(
    (result, name, i) =>
      result.replaceAll(new RegExp(`(?<![\\w./-])${name}(?=[:\\]\\s,])(?!:[/\\d])`, 'g'), `${LONG}-${i}`),
    text,
  );
}

describe('messages of compose rules', () => {
  const rules = RULES.filter((rule) => rule.id.startsWith('compose/'));

  it.each(rules.map((rule) => [rule.id] as const))('%s stays within 120 characters', async (id) => {
    const { reported } = documentsOf(id);
    let found = 0;
    for (const example of reported) {
      for (const text of [example.text, withLongNames(example.text)]) {
        const path = example.name ?? 'docker-compose.yml';
        const { findings } = await lintFiles({
          files: { ...example.files, [path]: text },
          path,
          selection: { only: new Set([id]) },
        });
        for (const { message } of findings.filter((finding) => finding.rule === id)) {
          found += 1;
          expect(message.length, message).toBeLessThanOrEqual(120);
          expect(message, 'no value of a variable').not.toContain('hunter');
        }
      }
    }
    expect(found).toBeGreaterThanOrEqual(reported.length);
  });
});
