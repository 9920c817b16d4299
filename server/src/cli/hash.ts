/** A short name for a text. Node's cryptography is loaded only where a cache is used: it costs a start some milliseconds. */
export async function hash(text: string): Promise<string> {
  const { createHash } = await import('node:crypto');
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}
