import { CHECKLISTS } from '../server/src/checklists/checklists.ts';

interface Manifest {
  readonly contributes: {
    readonly configuration: { readonly properties: Readonly<Record<string, Record<string, unknown>>> };
  };
}

/**
 * The extension's manifest with the names that its settings take: VS Code completes and checks them in its own settings, as it does in
 * `preflight.json`.
 */
export function withNames(text: string, rules: readonly string[]): string {
  const manifest = JSON.parse(text) as Manifest;
  const { properties } = manifest.contributes.configuration;
  const families = [...new Set(rules.map((id) => `${id.slice(0, id.indexOf('/'))}/*`))];
  const { 'preflight.rules': byRule, 'preflight.checklists': chosen } = properties;
  if (byRule === undefined || chosen === undefined)
    throw new Error('package.json has no settings for rules and checklists');
  byRule.propertyNames = { enum: ['*', ...families, ...rules] };
  chosen.items = { anyOf: [{ enum: [...CHECKLISTS.keys()] }, { type: 'string', pattern: '\\.json$' }] };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
