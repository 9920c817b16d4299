import { fileNameOf } from '../../text/uri-text.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/include-missing',
  subject: 'document',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'An included file does not exist',
  fix: 'none',
  formats: ['nginx'],
  check(model, report) {
    if (model.format !== 'nginx') return;
    const missing = model.includes.filter(({ state }) => state === 'missing');
    const paths = new Set(missing.map(({ path }) => path));
    const said = new Set<string>();
    for (const { path, directive } of missing) {
      if (said.has(path)) continue;
      said.add(path);
      report({
        at: directive.argAt(0),
        advice: 'missing files',
        // One file may have been forgotten; where several are missing the checkout holds a part of the configuration.
        ...(paths.size > 1 ? { severity: 'low' as const } : {}),
        message: `${shortened(path)} is not found in this checkout, beside ${fileNameOf(model.uri).slice(0, 20)}; nginx stops without it`,
      });
    }
  },
});

const LONGEST = 36;

/** The end of a path says which file is meant. */
function shortened(path: string): string {
  return path.length > LONGEST ? `…${path.slice(1 - LONGEST)}` : path;
}
