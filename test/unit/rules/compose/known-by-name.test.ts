import { describe, expect, it } from 'vitest';
import { IMAGES } from '../../../../server/src/knowledge/images/lookup.ts';
import { lintText } from '../../../support/lint.ts';

const COMPOSE = new Set(['compose/authentication-disabled', 'compose/development-mode']);

/** One problem is said once: by the env rules when the name tells it, else by the compose rule that knows the image. */
describe('insecure settings of images', () => {
  const settings = IMAGES.flatMap((facts) =>
    (facts.insecure ?? [])
      .filter((setting) => setting.where === 'environment')
      .map((setting) => ({ facts, setting, label: `${facts.name}: ${setting.name}` })),
  );

  it.each(settings)('$label is reported by exactly one family', async ({ facts, setting }) => {
    const value = setting.values[0] === '*' ? 'yes' : setting.values[0];
    const text = `services:\n  x:\n    image: ${facts.images[0]}:1\n    environment:\n      ${setting.name}: "${value}"\n`;
    const findings = await lintText('docker-compose.yml', text, { profile: 'all' });
    const rules = findings.map((finding) => finding.rule);
    const place = text.lastIndexOf(`"${value}"`);
    const here = findings.filter((finding) => finding.span.start >= place - setting.name.length - 4);
    expect(rules.some((rule) => COMPOSE.has(rule))).toBe(!setting.knownByName);
    if (setting.knownByName) expect(here.some((finding) => finding.rule.startsWith('env/'))).toBe(true);
    expect(setting.risk.length).toBeLessThanOrEqual(75);
  });
});
