import { describe, expect, it } from 'vitest';
import { memoryProject } from '../../support/lint.ts';
import { MemoryHost } from '../../support/memory-host.ts';

describe('a rule that would say thousands of things', () => {
  it('says a thousand, and that there are more', async () => {
    const { project } = memoryProject({ files: { '.env': 'A=1\n'.repeat(3000) } });
    const { findings } = await project.check(MemoryHost.uri('.env'));
    const duplicates = findings.filter(({ rule }) => rule === 'dotenv/duplicate-key');
    expect(duplicates).toHaveLength(1001);
    expect(duplicates.filter(({ message }) => message.includes('not listed'))).toHaveLength(1);
  });
});
