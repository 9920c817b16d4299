/** Whether an nginx version (`1.22`, `1.25.3`) is older than another; a missing part counts as the newest (`1.22` is `1.22.x`). */
export function isBefore(version: string, other: string): boolean {
  const a = partsOf(version);
  const b = partsOf(other);
  for (let i = 0; i < 3; i++) {
    const left = a[i] ?? Number.POSITIVE_INFINITY;
    const right = b[i] ?? 0;
    if (left !== right) return left < right;
  }
  return false;
}

function partsOf(version: string): readonly number[] {
  return version.split('.').map((part) => Number.parseInt(part, 10) || 0);
}
