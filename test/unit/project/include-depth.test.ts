import { describe, expect, it } from 'vitest';
import { Project } from '../../../server/src/project/project.ts';
import { RULES } from '../../../server/src/rules/registry.ts';
import { MemoryHost } from '../../support/memory-host.ts';

/** As the command line's: answers without waiting. */
class AtOnceHost extends MemoryHost {
  readonly atOnce = {
    read: (uri: string) => {
      const text = this.files.get(uri);
      return text === undefined ? ({ state: 'missing' } as const) : ({ state: 'read', text } as const);
    },
    list: () => undefined,
    isTracked: () => ({ tracked: undefined }),
  };
}

/** A root file and so many files that each include the next one: in all of them nothing hides the version. */
function chain(length: number): Readonly<Record<string, string>> {
  const files: Record<string, string> = { 'nginx.conf': 'events {}\nhttp {\n  include 1.conf;\n}\n' };
  for (let i = 1; i < length; i++) files[`${i}.conf`] = `include ${i + 1}.conf;\n`;
  files[`${length}.conf`] = 'server {\n  listen 80;\n}\n';
  return files;
}

async function findings(host: MemoryHost): Promise<readonly string[]> {
  const project = new Project({ host, roots: [MemoryHost.root], rules: RULES, today: () => '2026-11-22' });
  const report = await project.check(MemoryHost.uri('nginx.conf'));
  return report.findings.map(({ rule, uri, message }) => `${uri} ${rule} ${message}`);
}

const CUT = 'Not checked to its end: includes lie too deep in each other';

describe('files that include one another', () => {
  it.each([
    [10, false],
    [20, false],
    [21, true],
    [60, true],
  ])('%i deep are followed as far on every host', async (length, isCut) => {
    const found = await findings(new MemoryHost(chain(length)));
    expect(found).toEqual(await findings(new AtOnceHost(chain(length))));
    expect(found.some((line) => line.includes(CUT))).toBe(isCut);
    expect(found.some((line) => line.includes('nginx/version-disclosure'))).toBe(!isCut);
  });
});
