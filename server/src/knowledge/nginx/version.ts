/** Whether a version (`1.22`, `1.22.1`) is older than another. A missing part of the first counts as the newest (`1.22` covers 1.22.1). */
export function isOlder(version: string, than: string): boolean {
  const left = version.split('.');
  const right = than.split('.').map(Number);
  for (let i = 0; i < 3; i++) {
    const have = left[i] === undefined ? Infinity : Number(left[i]);
    const want = right[i] ?? 0;
    if (have !== want) return have < want;
  }
  return false;
}
