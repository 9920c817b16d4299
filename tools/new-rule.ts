/** `npm run new-rule <family>/<name> [subject]`: writes the rule, its page and its fixture folder, then the registry. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FACTS_END, FACTS_START } from './rule-page-source.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FAMILIES: Readonly<Record<string, { subject: string; formats: string; tag: string; file: string }>> = {
  secret: { subject: 'namedValue', formats: "'dotenv', 'compose', 'toml'", tag: 'env', file: '.env' },
  url: { subject: 'url', formats: "'dotenv', 'compose', 'toml'", tag: 'env', file: '.env' },
  env: { subject: 'environmentVariable', formats: "'dotenv', 'compose', 'toml'", tag: 'env', file: '.env' },
  dotenv: { subject: 'dotenvEntry', formats: "'dotenv'", tag: 'env', file: '.env' },
  compose: { subject: 'service', formats: "'compose'", tag: 'yaml', file: '.compose.yml' },
  nginx: { subject: 'nginxScope', formats: "'nginx'", tag: 'nginx', file: '.nginx.conf' },
  toml: { subject: 'tomlLeaf', formats: "'toml'", tag: 'toml', file: '.toml' },
};

const id = process.argv[2] ?? '';
const [familyName = '', name = ''] = id.split('/');
const family = FAMILIES[familyName];
if (family === undefined || !/^[a-z][a-z0-9-]*$/.test(name)) {
  console.error(
    `usage: npm run new-rule <family>/<name-of-the-problem>; families: ${Object.keys(FAMILIES).join(', ')}`,
  );
  process.exit(2);
}
const rule = join(ROOT, `server/src/rules/${id}.ts`);
if (existsSync(rule)) {
  console.error(`${id} is there already`);
  process.exit(2);
}
const subject = process.argv[3] ?? family.subject;
writeFileSync(
  rule,
  `import { defineRule } from '../contract.ts';

export default defineRule({
  id: '${id}',
  subject: '${subject}',
  severity: 'medium',
  category: 'correctness',
  profile: 'strict',
  stages: 'production',
  summary: 'TODO: the problem in one line, no full stop',
  fix: 'none',
  formats: [${family.formats}],
  check(subject, report, context) {
    void [subject, report, context];
  },
});
`,
);
const language = { env: 'dotenv', yaml: 'yaml', toml: 'toml', nginx: 'nginx' }[family.tag] ?? 'text';
const fence = `\`\`\`${language}\nTODO\n\`\`\``;
writeFileSync(
  join(ROOT, `docs/rules/${id}.md`),
  `# ${id}

${FACTS_START}
${FACTS_END}

TODO: what happens, to whom, since when.

## Severity

TODO: what an attacker needs, and what they get.

## Reported

${fence}

## Not reported

${fence}

${fence}

## References

* [TODO: where a reader can check it](https://example.com)
`,
);
const fixtures = join(ROOT, 'test/fixtures', id);
mkdirSync(fixtures, { recursive: true });
for (const kind of ['bad', 'good', 'good-other', 'suppressed', 'crlf', 'non-ascii'])
  writeFileSync(join(fixtures, `${kind}${family.file}`), '');
for (const args of [['--registry'], []])
  spawnSync(process.execPath, [join(ROOT, 'tools/generate.ts'), ...args], { stdio: 'inherit' });
console.log(`server/src/rules/${id}.ts\ndocs/rules/${id}.md\ntest/fixtures/${id}/`);
