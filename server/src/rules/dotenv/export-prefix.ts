import { fix } from '../../finding/fix.ts';
import { briefName, isScript } from '../../subjects/dotenv/loaders.ts';
import { span } from '../../text/span.ts';
import { defineRule, env } from '../contract.ts';

export default defineRule({
  id: 'dotenv/export-prefix',
  subject: 'document',
  severity: 'low',
  severityBecause: 'no attacker × an outage: the variable is missing where it is needed',
  category: 'correctness',
  profile: 'strict',
  stages: 'any',
  summary: 'export in front of a key works in some loaders only',
  why: '`docker run --env-file` refuses a file with `export` in it, and systemd takes it as part of the name, so that the variable is missing.',
  references: [
    { name: 'docker run --env-file', url: 'https://docs.docker.com/reference/cli/docker/container/run/#env' },
    {
      name: 'systemd, EnvironmentFile',
      url: 'https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#EnvironmentFile=',
    },
  ],
  fix: 'behavior-changing',
  formats: ['dotenv'],
  examples: {
    bad: [
      env`
        export API_HOST=api.internal
      `,
    ],
    good: [
      env`
        API_HOST=api.internal
      `,
      {
        ...env`
        export API_HOST=api.internal
      `,
        files: { 'start.sh': 'set -a\n. ./.env\n' },
      },
    ],
  },
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
