/**
 * Stops V8 from doubling the space for new objects again and again: a scan of thousands of files makes much garbage and keeps little, and
 * every doubling stays in memory for the rest of the run (280 MB instead of 220 for 1,600 files, at the same speed). Not done at the
 * start, where a small space would be collected too often.
 */
export async function keepYoungHeap(): Promise<void> {
  const { setFlagsFromString } = await import('node:v8');
  setFlagsFromString('--semi-space-growth-factor=1');
}
