import { FORMATS, type Format } from '../server/src/formats/format.ts';
import { memoryProject } from '../test/support/lint.ts';
import { MemoryHost } from '../test/support/memory-host.ts';

const NAMES: Readonly<Record<Format, string>> = {
  dotenv: '.env',
  compose: 'docker-compose.yml',
  toml: 'config.toml',
  nginx: 'nginx.conf',
};
/** So many texts are typed into one project. */
const A_PROJECT = 500;

let { project } = memoryProject({ files: {}, profile: 'all' });
let count = 0;

/**
 * One case of a coverage-guided fuzzer: the first byte chooses the format, the rest is the text.
 * @throws when a rule or the check itself fails, or a finding lies outside of the text
 */
export async function fuzz(data: Uint8Array): Promise<void> {
  const [first = 0] = data;
  const format = FORMATS[first % FORMATS.length] ?? 'dotenv';
  const text = new TextDecoder().decode(data.subarray(1));
  if (count++ % A_PROJECT === 0) project = memoryProject({ files: {}, profile: 'all' }).project;
  const uri = MemoryHost.uri(NAMES[format]);
  project.open(uri, text);
  const report = await project.check(uri, { format });
  project.close(uri);
  for (const { rule, span, message, uri: where } of [...report.findings, ...report.suppressed]) {
    if (rule === 'internal/rule-crashed' || message.includes('Config Preflight failed')) throw new Error(message);
    const isInside = span.start >= 0 && span.start <= span.end && span.end <= text.length;
    if (where === report.uri && !isInside) throw new Error(`${rule} lies outside of the text`);
  }
}
