import type { Setting, TomlApplication, Unsafe } from '../../knowledge/toml/application.ts';

/** What a profile knows of a setting, in Markdown: what it does, its values, when it is unsafe, where that is documented. */
export function describeSetting(application: TomlApplication, setting: Setting): string {
  const parts = [`**${application.name}** \`${setting.key}\`: ${typeText(setting)}`, setting.about];
  if (setting.default !== undefined) parts.push(`Default: \`${setting.default}\``);
  const warnings = [...new Set((setting.unsafe ?? []).map(warning))];
  if (warnings.length > 0) parts.push(warnings.map((text) => `- ${text}`).join('\n'));
  parts.push(`[Documentation](${application.docs})`);
  return parts.join('\n\n');
}

/** The type in words, with the values it can have. */
export function typeText({ type, values }: Setting): string {
  const named = values?.filter((value) => value !== '') ?? [];
  return named.length > 0 ? named.map((value) => `\`${value}\``).join(', ') : type;
}

function warning(unsafe: Unsafe): string {
  return `${conditionText(unsafe)} ${unsafe.says}`;
}

function conditionText({ is, hasItem, below, above, absent, test }: Unsafe): string {
  if (absent === true) return 'Not set';
  if (is !== undefined) return (typeof is === 'object' ? is : [is]).map((value) => `\`${value}\``).join(' or ');
  if (hasItem !== undefined) return hasItem.map((value) => `\`${value}\``).join(' or ');
  if (below !== undefined) return `Below ${below}`;
  if (above !== undefined) return `Above ${above}`;
  return test === 'empty' ? 'Empty' : 'An unsafe value';
}
