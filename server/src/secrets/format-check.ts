import type { Purpose } from './purpose.ts';
import { wordsOf } from './words.ts';

/** A format a program insists on: in words, and whether a value has it. */
interface Demand {
  readonly wanted: string;
  fits(value: string): boolean;
}

const FERNET: Demand = {
  wanted: 'urlsafe base64 of 32 bytes (44 characters)',
  // cryptography.io, Fernet specification; several keys may be given for rotation (Airflow)
  fits: (value) => value.split(',').every((key) => /^[A-Za-z0-9_-]{43}=$/.test(key.trim())),
};

const HEX_64: Demand = { wanted: '64 hex characters (32 bytes)', fits: (value) => /^[0-9a-f]{64}$/i.test(value) };
const HEX_32: Demand = { wanted: '32 hex characters (16 bytes)', fits: (value) => /^[0-9a-f]{32}$/i.test(value) };
const HEX: Demand = { wanted: 'hex characters, two a byte', fits: (value) => /^(?:[0-9a-f]{2})+$/i.test(value) };

const LARAVEL: Demand = {
  // Illuminate\Encryption: 16 bytes for AES-128, 32 for AES-256
  wanted: '`base64:` and 16 or 32 bytes',
  fits: (value) => [16, 32].includes(base64Bytes(value.slice('base64:'.length)) ?? 0),
};

const COOKIE: Demand = {
  // oauth2-proxy: "cookie_secret must be 16, 24, or 32 bytes to create an AES cipher"
  wanted: '16, 24 or 32 bytes, raw or base64',
  fits: (value) => [16, 24, 32].includes(value.length) || [16, 24, 32].includes(base64Bytes(value) ?? 0),
};

const ROCKET: Demand = {
  wanted: '32 bytes as hex or base64',
  fits: (value) => HEX_64.fits(value) || [32, 64].includes(base64Bytes(value) ?? 0),
};

/** What the program behind `name` demands of `value` and does not get; `undefined` when it fits or nothing is demanded. */
export function missedFormat(name: string, purpose: Purpose, value: string): string | undefined {
  const demand = demandOf(name, purpose, value);
  return demand === undefined || demand.fits(value.trim()) ? undefined : demand.wanted;
}

function demandOf(name: string, purpose: Purpose, value: string): Demand | undefined {
  const key = wordsOf(name).join('_');
  if (purpose === 'fernet-key') return FERNET;
  if (key === 'RAILS_MASTER_KEY') return HEX_32;
  if (key === 'MASTER_KEY' || key.endsWith('TDE_MASTER_KEY_HEX')) return HEX_64;
  if (key.endsWith('_KEY_HEX')) return HEX;
  if (key === 'OAUTH2_PROXY_COOKIE_SECRET') return COOKIE;
  if (key === 'ROCKET_SECRET_KEY') return ROCKET;
  return key === 'APP_KEY' && value.startsWith('base64:') ? LARAVEL : undefined;
}

/** The number of bytes a base64 text (either alphabet, padded or not) stands for; `undefined` when it is none. */
function base64Bytes(text: string): number | undefined {
  const body = text.replace(/={1,2}$/, '');
  if (!/^[A-Za-z0-9+/_-]+$/.test(body) || body.length % 4 === 1) return undefined;
  return Math.floor((body.length * 3) / 4);
}
