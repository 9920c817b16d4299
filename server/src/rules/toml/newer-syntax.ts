import { fixIf } from '../../finding/fix.ts';
import { newerSyntax } from '../../formats/toml/model/newer-syntax.ts';
import { applicationOf } from '../../subjects/toml/application-of.ts';
import { defineRule, named, toml } from '../contract.ts';

export default defineRule({
  id: 'toml/newer-syntax',
  subject: 'document',
  severity: 'medium',
  severityBecause: 'nobody is needed × the application refuses the file and does not start',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'TOML 1.1 in a file whose application reads TOML 1.0',
  why: 'TOML 1.1 (December 2025) allows line breaks and a last comma in inline tables, the escapes `\\e` and `\\xHH`, and times without seconds. Editors and formatters accept them; Geth, Streamlit, Telegraf and Velocity read with libraries that refuse them. Applications of which this is not known are not reported.',
  references: [
    { name: 'TOML changelog, 1.1.0', url: 'https://github.com/toml-lang/toml/blob/main/CHANGELOG.md' },
    { name: 'TOML 1.0, inline tables', url: 'https://toml.io/en/v1.0.0#inline-table' },
  ],
  fix: 'safe',
  formats: ['toml'],
  examples: {
    bad: [
      named(
        'telegraf.conf',
        toml`
          [agent]
          interval = "10s"

          [[outputs.influxdb_v2]]
          urls = ["https://influxdb.example.com:8086"]
          tags = {
            env = "production",
          }
        `,
      ),
    ],
    good: [
      named(
        'telegraf.conf',
        toml`
          [agent]
          interval = "10s"

          [[outputs.influxdb_v2]]
          urls = [
            "https://influxdb.example.com:8086",
          ]
          tags = { env = "production" }
        `,
      ),
      named(
        'config.toml',
        toml`
          tags = {
            env = "production",
          }
        `,
      ),
    ],
  },
  check(model, report) {
    const application = model.format === 'toml' ? applicationOf(model) : undefined;
    if (model.format !== 'toml' || application?.toml !== '1.0') return;
    for (const { kind, at, path, what, edits } of newerSyntax(model)) {
      report({
        at,
        path,
        message: `${application.name} reads TOML 1.0 and refuses ${what}; ${ADVICE[kind]}`,
        fixes: fixIf(`Write ${what} as TOML 1.0`, 'safe', edits),
      });
    }
  },
});

const ADVICE = {
  'inline-table': 'write the table on one line',
  escape: 'use \\u00HH',
  time: 'add the seconds',
} as const;
