/**
 * A short name for a text. Node's cryptography is loaded only where a cache is used: it costs a start some milliseconds; and not by `import()`
 * where that can be avoided: of a program that begins with kept code (`cli-start.ts`) Node warns about it.
 */
export async function hash(text: string): Promise<string> {
  const { createHash } = process.getBuiltinModule?.('node:crypto') ?? (await import('node:crypto'));
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}
