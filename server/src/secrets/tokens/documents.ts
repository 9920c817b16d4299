import { fingerprint } from '../fingerprint.ts';
import { PUBLIC_SAMPLES } from '../tables/public-samples.ts';
import { entropyOf } from './scan.ts';

/** A credential recognised by the text around it: a command, a manifest, a key block. */
export interface EmbeddedCredential {
  readonly id:
    | 'curl-auth-user'
    | 'curl-auth-header'
    | 'private-key'
    | 'kubernetes-secret-yaml'
    | 'nuget-config-password';
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Credentials that only their surroundings give away. Linear. */
export function findEmbedded(text: string): readonly EmbeddedCredential[] {
  const found: EmbeddedCredential[] = [];
  for (let i = text.indexOf('curl'); i >= 0; i = text.indexOf('curl', i + 4)) curlCredentials(text, i + 4, found);
  privateKeys(text, found);
  kubernetesSecret(text, found);
  nugetPassword(text, found);
  return found;
}

interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Words of a command behind `from`, to its end or the next `curl`; at most 200. */
function shellWords(text: string, from: number): readonly Word[] {
  const words: Word[] = [];
  let i = from;
  while (i < text.length && words.length < 200) {
    while (
      i < text.length &&
      (' \t\r\n'.includes(text[i] ?? '') || (text[i] === '\\' && '\r\n'.includes(text[i + 1] ?? '')))
    )
      i++;
    const start = i;
    let word = '';
    while (i < text.length && !' \t\r\n'.includes(text[i] ?? '')) {
      const quote = text[i];
      if (quote === '"' || quote === "'") {
        const close = text.indexOf(quote, i + 1);
        if (close < 0) return words;
        word += text.slice(i + 1, close);
        i = close + 1;
      } else if (quote === '\\' && i + 1 < text.length && '\r\n'.includes(text[i + 1] ?? '')) break;
      else word += text[i++];
    }
    if (word === 'curl' || word === '|' || word === ';' || word === '&&') return words;
    if (i > start) words.push({ text: word, start, end: i });
    else if (i < text.length) i++;
  }
  return words;
}

function curlCredentials(text: string, from: number, found: EmbeddedCredential[]): void {
  const words = shellWords(text, from);
  words.forEach((word, n) => {
    const next = words[n + 1];
    const joined = /^(--user|--header)=(.*)$/s.exec(word.text);
    const option = joined?.[1] ?? word.text;
    const value = joined !== null ? { ...word, text: joined[2] ?? '' } : next;
    if (value === undefined) return;
    if ((option === '-u' || option === '--user') && isUserPassword(value.text)) {
      found.push({
        id: 'curl-auth-user',
        name: 'user and password of a curl command',
        start: value.start,
        end: value.end,
      });
    } else if ((option === '-H' || option === '--header') && isAuthHeader(value.text)) {
      found.push({
        id: 'curl-auth-header',
        name: 'authorization header of a curl command',
        start: value.start,
        end: value.end,
      });
    }
  });
}

function isUserPassword(text: string): boolean {
  const colon = text.indexOf(':');
  if (colon < 0) return false;
  const user = text.slice(0, colon);
  const password = text.slice(colon + 1);
  if (user.length < 3 && password.length < 3) return false;
  const secret = password === '' ? user : password;
  if (isStandIn(secret) || isStandIn(user)) return false;
  if (/^(change(it|me)|pass(word)?|pwd|test|token|\*+|x+)$/i.test(secret)) return false;
  return entropyOf(text) > 2;
}

/** A variable, a template expression, a placeholder in brackets. */
function isStandIn(text: string): boolean {
  return (
    /^\$[\w{(]/.test(text) ||
    text.includes('${') ||
    text.includes('{{') ||
    text.includes('$(') ||
    /^<.*|^\[.*\]$/.test(text)
  );
}

const HEADER =
  /^(?:authorization:[ \t]{0,5}(?:basic[ \t]([a-zA-Z0-9+/]{8,}={0,3})|(?:bearer|(?:api-)?token)[ \t]([\w=~@.+/-]{8,})|([\w=~@.+/-]{8,}))|(?:x-)?(?:[a-z]{1,20}-)?(?:api-?)?(?:key|token):[ \t]{0,5}([\w=~@.+/-]{8,}))$/i;

function isAuthHeader(text: string): boolean {
  if (text.length > 4096) return false;
  const match = HEADER.exec(text);
  const value = match?.[1] ?? match?.[2] ?? match?.[3] ?? match?.[4];
  return value !== undefined && entropyOf(value) > 2.75;
}

function privateKeys(text: string, found: EmbeddedCredential[]): void {
  for (let i = text.indexOf('-----BEGIN'); i >= 0; i = text.indexOf('-----BEGIN', i + 10)) {
    const head = text.indexOf('-----', i + 10);
    if (head < 0 || head - i > 120) continue;
    const title = text.slice(i + 10, head);
    if (!title.includes('PRIVATE KEY')) continue;
    const tail = text.indexOf('-----END', head + 5);
    const end = tail < 0 ? -1 : text.indexOf('-----', tail + 8);
    if (end > 0 && end - head >= 64 + 5) found.push({ id: 'private-key', name: 'private key', start: i, end: end + 5 });
    if (end < 0) return;
  }
}

/** A Kubernetes manifest of kind Secret with data in it. */
function kubernetesSecret(text: string, found: EmbeddedCredential[]): void {
  if (!/kind:/i.test(text)) return;
  let start = 0;
  for (const part of text.split(/^---.*$/m)) {
    const kind = /(?:^|\n)[ \t]*kind:[ \t]*["']?secret["']?[ \t]*(?:\r?\n|$)/i.test(part);
    const data = /(?:^|\n)([ \t]*)data:[ \t]*\r?\n/.exec(part);
    if (kind && data !== null) {
      const body = part.slice(data.index + data[0].length);
      const entry =
        /^[ \t]+[\w.-]+:[ \t]*(?:[|>][+-]?[ \t]*\r?\n[ \t]+)?["']?([a-z0-9+/]{10,}={0,3})["']?[ \t]*\r?$/im.exec(body);
      if (entry !== null)
        found.push({ id: 'kubernetes-secret-yaml', name: 'Kubernetes secret', start, end: start + part.length });
    }
    start += part.length;
  }
}

function nugetPassword(text: string, found: EmbeddedCredential[]): void {
  const start = text.indexOf('<add key="');
  if (start < 0) return;
  const match = /<add key="(?:ClearText)?Password"[ \t\r\n]{0,20}value="([^"\r\n]{8,200})"/.exec(
    text.slice(start, start + 4096),
  );
  const value = match?.[1];
  if (
    value !== undefined &&
    entropyOf(value) > 1 &&
    !/^%\S.*%$/.test(value) &&
    !PUBLIC_SAMPLES.has(fingerprint(value))
  ) {
    found.push({ id: 'nuget-config-password', name: 'NuGet password', start, end: start + (match?.[0].length ?? 0) });
  }
}
