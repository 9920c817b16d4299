/** Whether a path belongs to this shard: by hash of the path, so that every file is in exactly one of n whatever else exists. */
export function inShard(path: string, shard: { readonly index: number; readonly count: number } | undefined): boolean {
  if (shard === undefined) return true;
  let hash = 0x811c9dc5;
  for (let i = 0; i < path.length; i++) hash = Math.imul(hash ^ path.charCodeAt(i), 0x01000193);
  // FNV's low bits are weak for short paths; fold the high ones in.
  hash ^= hash >>> 15;
  return (hash >>> 0) % shard.count === shard.index - 1;
}
