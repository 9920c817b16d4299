import { isUtf8 } from 'node:buffer';

/**
 * File names as texts. A name on disk is bytes; one that is no UTF-8 cannot be a text and is spelled: each wrong byte as U+FFFD and its
 * two hex digits. A real U+FFFD in a name is spelled the same way, so that every spelling stands for one name.
 */

const MARK = '\ufffd';

/** A path or name as it is on disk, as a text. */
export function spelled(bytes: Buffer): string {
  if (isUtf8(bytes)) {
    const text = bytes.toString('utf8');
    return text.includes(MARK) ? text.replaceAll(MARK, spellBytes(Buffer.from(MARK))) : text;
  }
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const length = characterLength(bytes, at);
    const character = bytes.subarray(at, at + Math.max(1, length));
    text += length === 0 ? spellBytes(character) : spelled(character);
    at += character.length;
  }
  return text;
}

/** What a spelled path is called on disk: a text, or bytes where it has to be. */
export function onDisk(path: string): string | Buffer {
  if (!path.includes(MARK)) return path;
  const parts = path.split(/\ufffd([0-9A-F]{2})/);
  return Buffer.concat(parts.map((part, i) => (i % 2 === 0 ? Buffer.from(part) : Buffer.from(part, 'hex'))));
}

function spellBytes(bytes: Buffer): string {
  return [...bytes].map((byte) => `${MARK}${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}

/** How many bytes the UTF-8 character at `at` has; 0 when none begins there. */
function characterLength(bytes: Buffer, at: number): number {
  for (let length = 1; length <= 4 && at + length <= bytes.length; length++)
    if (isUtf8(bytes.subarray(at, at + length))) return length;
  return 0;
}
