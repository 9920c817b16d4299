/** `docs/stages.md`: the table of names and what a stage does, from the engine's own data. */
import {
  ROLES_BY_RANK,
  type Role,
  SILENT_ENDINGS,
  STAGE_TABLE,
  type StageRow,
} from '../server/src/formats/stage-table.ts';
import type { Rule } from '../server/src/rules/contract.ts';

const SAYS: Readonly<Record<Role, string>> = {
  production: 'production',
  development: 'development',
  test: 'development: tests',
  ci: 'development: CI',
  data: 'development: test data',
  template: 'template',
  foreign: 'not yours',
  generated: 'generated',
  idle: 'runs nothing',
  script: 'shell script',
};

const MATCH: Readonly<Record<StageRow['match'], string>> = {
  word: 'a word of',
  name: '',
  start: 'beginning of',
  variant: 'variant of compose or env',
};

const OF: Readonly<Record<StageRow['of'], string>> = { file: 'file', folder: 'folder', both: 'file or folder' };

/** The page as Markdown. */
export function stagePage(rules: readonly Rule[]): string {
  const rows = STAGE_TABLE.map(({ names, of, match, says, weight, note = '' }) => {
    const spelled = names.map((name) => `\`${name}\``).join(', ');
    return `| ${spelled} | ${`${MATCH[match]} ${OF[of]}`.trim()} | ${SAYS[says]} | ${weight} | ${note} |`;
  });
  const speaking = (stages: Rule['stages']) =>
    rules
      .filter((rule) => rule.stages === stages)
      .map(({ id }) => `[${id}](rules/${id}.md)`)
      .join(', ');
  return `# Stages

What a file is for decides which findings are worth a line. A stage is *production*, *development* or *template*; nothing said means production.
The status item of the editor and *Why Is Nothing Reported Here?* show it with its evidence (\`development, because of the folder tests/\`), and
\`--format json\` has it as \`because\`. [Settings](settings.md) (\`stages\`) and \`--stage\` overrule everything on this page.

## By name

A folder's name counts only below the scanned folder: \`preflight scan examples\` finds what lies in it as it is. A *word* stands between \`.\`, \`-\` and
\`_\`: \`latest\` and \`contest\` are no \`test\`. Case does not matter.

| name | of | says | weight | |
|---|---|---|---|---|
${rows.join('\n')}

**Strong** settles it; of several the first of this order wins: ${ROLES_BY_RANK.map((role) => SAYS[role]).join(', ')}. A row that says production means
that the words of this very name do not count. **Weak** only lowers severities, by one, and never those of privileges, sockets,
exposed stores and secrets; what would fall below low rests where it leans to development. Two things more where the content says so:
versions out of support rest, and what a stack publishes is two lower when files of tests are mounted into it. Strong evidence for development beside a template's
name lowers like weak one.

Endings that say nothing: ${SILENT_ENDINGS.map(({ note }) => note).join('. ')}.

## By content

Weak, in all four formats: one explicit word of the author in the header (\`# For local development only\`) or a label (\`environment=development\`), or
two of these marks: \`LARAVEL_SAIL\`, \`vendor/laravel/sail\`, a build \`target\` for development, a mail catcher as mail host, a mock server, \`TEST_*\` keys,
a command that runs make or tests, a container, a service, a database or its login named test, Compose Watch (\`develop\`), the source tree mounted
(\`.:/app\`), files of tests mounted, three relational databases side by side. A key that a rule judges is never a mark.

A compose file whose services have only images and builds, and whose name or labels say so (\`build\`, \`images\`, \`versions\`, \`matrix\` …), runs nothing: what
a running service would lack or do wrong is not asked for; rules that speak in every stage do. A \`*.env\` with statements of a shell, or with every line exported, is a shell script: how env loaders
read it is not asked. \`.env\` and \`.env.*\` are never that.

An nginx file that the command of its container writes anew from a mounted template (\`envsubst < template > file\`) is generated: a change of it would be lost,
so everything is told at the template.

## What a stage does

| stage | silent, but counted | severities |
|---|---|---|
| production | nothing | as each rule says |
| development | what only matters in production | two lower, real secrets one lower |
| tests and CI | the same, users and passwords of test databases, listen addresses outside compose files, a missing login that nobody outside meets | two lower, what reaches the host three |
| test data | everything but real secrets and syntax | two lower |
| template | what only matters in production, placeholders | high and critical one lower, secrets as they are |
| template of nginx (a sample) | \`secret/*\` about placeholders | as each rule says |
| runs nothing | limits, isolation, access, observability, exposure and correctness, unless the rule speaks in every stage | as each rule says |
| not yours, generated | everything | |

Findings that rest are counted: the summary says \`12 findings rest because the file is a template (--stage production shows them)\`, JSON has \`resting\` for
each file and in its summary. Development lowers and does not silence what reaches beyond a developer's own work: rules that speak in every stage
(privileges, sockets, leaked tokens, syntax …) and ${speaking('running')}.

Default secrets (${speaking('reachable')}) speak in development where everyone reaches the service that checks them: a store or an
administration page of the compose file with a port on all addresses. On loopback they are the developer's own business.
`;
}
