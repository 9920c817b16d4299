import { fixIf } from '../../finding/fix.ts';
import type { Edits } from '../../formats/compose/edit/types.ts';
import type { ComposeService } from '../../formats/compose/model/model.ts';
import type { ComposeKeyed } from '../../formats/compose/model/parts.ts';
import type { SecretVariable } from '../../knowledge/images/image-facts.ts';
import { commandLine } from '../../subjects/compose/command-words.ts';
import { quoted } from '../../subjects/compose/names.ts';
import { factsOf } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

/** The secret that a file variable is meant for, when it is not the one the image reads. */
function meantFor(keyed: ComposeKeyed, secrets: readonly SecretVariable[]): SecretVariable | undefined {
  return secrets.find(
    ({ name, file }) =>
      file !== undefined && file !== keyed.name && (keyed.name === `${name}_FILE` || keyed.name === `${name}__FILE`),
  );
}

/** The name alone is replaced. In a list it stands at the beginning of the item. */
function rename(keyed: ComposeKeyed, name: string): Edits {
  const isPlain = keyed.nameSpan.end - keyed.nameSpan.start === keyed.name.length;
  return isPlain && !keyed.shared ? [{ uri: keyed.uri, span: keyed.nameSpan, newText: name }] : undefined;
}

function consequence(secret: SecretVariable, service: ComposeService, written: string): string {
  if (secret.fileVariableStops) return `${quoted(service.name)} does not start with ${written}: set ${secret.name}`;
  if (secret.file == null) return `${quoted(service.name)} ignores ${written}: set ${secret.name} itself`;
  return `${quoted(service.name)} ignores ${written}: write ${secret.file}`;
}

export default defineRule({
  id: 'compose/unsupported-secret-file',
  subject: 'service',
  severity: 'high',
  category: 'secret',
  profile: 'recommended',
  stages: 'any',
  summary: 'Image does not read this secret from a file',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(service, report) {
    const facts = factsOf(service);
    if (facts?.secrets === undefined || service.entrypoint !== undefined) return;
    const line = commandLine(service);
    for (const keyed of service.environment) {
      const secret = meantFor(keyed, facts.secrets);
      // a command that names the variable, or reads the file itself, makes use of it
      if (secret === undefined || line.includes(keyed.name) || line.includes('/run/secrets')) continue;
      report({
        at: { uri: keyed.uri, span: keyed.nameSpan },
        message: consequence(secret, service, keyed.name),
        path: ['services', service.name, 'environment', keyed.name],
        fixes:
          secret.file == null
            ? []
            : fixIf(
                `Write ${secret.file} (the secret is read from the file)`,
                'behavior-changing',
                rename(keyed, secret.file),
              ),
      });
    }
  },
});
