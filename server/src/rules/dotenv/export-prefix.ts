import { fix } from '../../finding/fix.ts';
import { briefName, isScript } from '../../subjects/dotenv/loaders.ts';
import { span } from '../../text/span.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'dotenv/export-prefix',
  subject: 'document',
  severity: 'low',
  category: 'correctness',
  profile: 'strict',
  stages: 'any',
  summary: 'export in front of a key works in some loaders only',
  fix: 'behavior-changing',
  formats: ['dotenv'],
  check(model, report) {
    // Where the loaders are known, dotenv/unreadable-entry says which of them fails; a script needs its `export`.
    if (model.format !== 'dotenv' || model.loaders.length > 0 || isScript(model)) return;
    const exported = model.entries.filter((entry) => entry.separator !== '');
    const edits = exported.flatMap(({ exportSpan, keySpan }) =>
      exportSpan === undefined ? [] : [{ span: span(exportSpan.start, keySpan.start), newText: '' }],
    );
    const first = exported.find((entry) => entry.exportSpan !== undefined);
    if (first?.exportSpan === undefined) return;
    const who = edits.length === 1 ? briefName(first.key) : `${edits.length} keys`;
    report({
      at: first.exportSpan,
      path: ['export'],
      message: `${who} with export in front: docker refuses the file, systemd sets another name; remove export`,
      fixes: [fix('Remove export (a shell that sources the file needs set -a)', 'behavior-changing', edits)],
    });
  },
});
