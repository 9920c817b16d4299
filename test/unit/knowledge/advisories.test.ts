import { describe, expect, it } from 'vitest';
import { ADVISORIES, isVulnerable } from '../../../server/src/knowledge/nginx/advisories.ts';

function holes(version: string): readonly string[] {
  return ADVISORIES.filter((advisory) => isVulnerable(version, advisory)).map((advisory) => advisory.cve);
}

describe('nginx advisories', () => {
  it('know the fixes of each branch', () => {
    expect(holes('1.20.0')).toContain('CVE-2021-23017');
    expect(holes('1.20.1')).not.toContain('CVE-2021-23017');
    expect(holes('1.21.0')).not.toContain('CVE-2021-23017');
    expect(holes('1.26.0')).toContain('CVE-2024-32760');
    expect(holes('1.26.1')).not.toContain('CVE-2024-32760');
    expect(holes('1.30.4')).toEqual([]);
    expect(holes('1.31.3')).toEqual([]);
    expect(holes('1.30.3')).toContain('CVE-2026-60005');
  });

  it('take a bare branch for its newest release', () => {
    expect(holes('1.30')).toEqual([]);
    expect(holes('1.26')).not.toContain('CVE-2024-32760');
  });

  it('every range ends before its fixes', () => {
    for (const advisory of ADVISORIES)
      for (const fix of advisory.fixed) expect(isVulnerable(fix, advisory), `${advisory.cve} ${fix}`).toBe(false);
  });
});
