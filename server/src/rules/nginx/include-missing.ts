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
    const said = new Set<string>();
    for (const { state, path, directive } of model.includes) {
      if (state !== 'missing' || said.has(path)) continue;
      said.add(path);
      report({
        at: directive.argAt(0),
        advice: path,
        message: `${shortened(path)} is not beside ${fileNameOf(model.uri).slice(0, 20)}, where paths start; nginx will not start: correct it`,
      });
    }
  },
});

const LONGEST = 40;

/** The end of a path says which file is meant. */
function shortened(path: string): string {
  return path.length > LONGEST ? `…${path.slice(1 - LONGEST)}` : path;
}
