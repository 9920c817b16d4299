import { fix } from '../../finding/fix.ts';
import type { DotenvEntry } from '../../formats/dotenv/read/tree.ts';
import { briefName } from '../../subjects/dotenv/loaders.ts';
import { span } from '../../text/span.ts';
import { defineRule } from '../contract.ts';

/** Zero-width space, word joiner, byte order mark inside, direction overrides. Joiners that scripts and emoji need are not here. */
const HIDDEN = /[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]/;

export default defineRule({
  id: 'dotenv/invisible-character',
  subject: 'document',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'A character nobody sees changes a key or a value',
  fix: 'behavior-changing',
  formats: ['dotenv'],
  check(model, report) {
    if (model.format !== 'dotenv') return;
    const text = model.file.text;
    if (model.file.hasBom) {
      // Node 20 takes a comment behind the mark, and all lines down to the first equals sign, for a part of the first key.
      report({
        at: span(0, 1),
        severity: 'low',
        message: 'The byte order mark becomes part of the first key in Node and systemd; save the file without it',
        fixes: [
          fix('Remove the byte order mark (the first key is set from then on)', 'behavior-changing', [
            { span: span(0, 1), newText: '' },
          ]),
        ],
        path: ['byte-order-mark'],
      });
    }
    for (const entry of model.entries) {
      const offset = hiddenAt(text, entry);
      if (offset === undefined) continue;
      report({
        at: span(offset, offset + 1),
        message: `${briefName(entry.key)} holds an invisible character, so the value is not what it looks like; remove it`,
        fixes: [
          fix(`Remove it from ${entry.key} (the value changes)`, 'behavior-changing', [
            { span: span(offset, offset + 1), newText: '' },
          ]),
        ],
        path: [entry.key, 'invisible'],
      });
    }
  },
});

function hiddenAt(text: string, entry: DotenvEntry): number | undefined {
  const found = text.slice(entry.rawSpan.start, entry.rawSpan.end).search(HIDDEN);
  return found === -1 ? undefined : entry.rawSpan.start + found;
}
