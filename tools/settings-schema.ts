import type { RuleMeta } from '../server/src/rules/contract.ts';

const LEVELS = ['off', 'low', 'medium', 'high', 'critical'];
const PROFILES = ['essential', 'recommended', 'strict', 'all'];

/** JSON schema of `preflight.json`: completion of every rule with its summary and reason as hover, thresholds, stages, formats. */
export function settingsSchema(
  rules: readonly RuleMeta[],
  checklists: readonly string[],
  whyOf: (id: string) => string,
): object {
  const families = [...new Set(rules.map((rule) => `${rule.id.slice(0, rule.id.indexOf('/'))}/*`))];
  const level = { type: 'string', enum: LEVELS };
  const ruleProperties = {
    ...Object.fromEntries(families.map((family) => [family, { ...level, description: `Every rule of ${family}` }])),
    ...Object.fromEntries(
      rules.map((rule) => [
        rule.id,
        { ...level, description: `${rule.summary}. ${whyOf(rule.id)}`, default: rule.severity },
      ]),
    ),
  };
  const thresholds = rules.flatMap((rule) =>
    Object.entries(rule.thresholds ?? {}).map(([name, limit]) => [
      `${rule.id}.${name}`,
      { type: 'number', description: limit.description, default: limit.default },
    ]),
  );
  // Once, for both places that hold them: the summaries and reasons of all rules are most of the schema.
  const rulesSchema = { $ref: '#/definitions/rules' };
  const globs = { type: 'array', items: { type: 'string' } };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Config Preflight settings',
    definitions: {
      rules: {
        type: 'object',
        description: 'Severity per rule or family.',
        properties: ruleProperties,
        additionalProperties: false,
      },
    },
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      root: { type: 'boolean', description: 'Do not look for settings in the folders above.' },
      extends: {
        anyOf: [{ enum: PROFILES }, { type: 'string', pattern: '\\.json$' }],
        description: 'A profile, or a path to another settings file.',
      },
      rules: rulesSchema,
      checklists: {
        type: 'object',
        description: 'Production checklists in use, by name or path.',
        properties: Object.fromEntries(checklists.map((name) => [name, CHECKLIST])),
        additionalProperties: CHECKLIST,
      },
      thresholds: {
        type: 'object',
        properties: Object.fromEntries(thresholds),
        additionalProperties: false,
        description: 'Numbers rules compare with.',
      },
      stages: {
        type: 'object',
        additionalProperties: { enum: ['production', 'development', 'template'] },
        description: 'What files are for, by pattern.',
      },
      formats: {
        type: 'object',
        additionalProperties: { enum: ['dotenv', 'compose', 'toml', 'nginx', 'none'] },
        description: 'How files are read, by pattern.',
      },
      ignore: { ...globs, description: 'Files that are never checked (gitignore syntax).' },
      overrides: {
        type: 'array',
        description: 'Other rules for some files.',
        items: {
          type: 'object',
          required: ['files'],
          additionalProperties: false,
          properties: { files: globs, rules: rulesSchema, profile: { enum: PROFILES } },
        },
      },
      nginx: {
        type: 'object',
        additionalProperties: false,
        properties: {
          version: {
            type: 'string',
            pattern: '^\\d+\\.\\d+(\\.\\d+)?$',
            description: 'The nginx that runs these files, for example "1.26".',
          },
          prefix: { type: 'string', description: 'Folder of nginx.conf in the workspace, for relative includes.' },
          pathMap: {
            type: 'object',
            additionalProperties: { type: 'string' },
            description: 'Absolute paths of the server to folders of the workspace.',
          },
          tls: {
            enum: ['modern', 'intermediate'],
            default: 'intermediate',
            description: "Mozilla's TLS level to hold nginx to.",
          },
        },
      },
      reportSuppressed: {
        type: 'boolean',
        default: false,
        description: 'Also write suppressed findings into JSON reports.',
      },
    },
  };
}

const TICK = {
  type: 'object',
  additionalProperties: false,
  properties: {
    by: { type: 'string', description: 'Who looked.' },
    on: { type: 'string', format: 'date', description: 'When.' },
    note: { type: 'string' },
    until: { type: 'string', format: 'date', description: 'The tick goes stale after this day.' },
  },
};

const CHECKLIST = {
  type: 'object',
  additionalProperties: false,
  properties: {
    thresholds: { type: 'object', additionalProperties: { type: 'number' } },
    manual: { type: 'object', additionalProperties: TICK },
  },
};
