import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cipherElements, evaluateCiphers } from '../../../server/src/knowledge/tls/cipher-string.ts';
import {
  suitesWithoutForwardSecrecy,
  weakCiphers,
  withoutWeakCiphers,
} from '../../../server/src/knowledge/tls/cipher-weakness.ts';
import { tlsLevel } from '../../../server/src/knowledge/tls/mozilla.ts';

const names = (list: string): readonly string[] => evaluateCiphers(list).enabled.map(({ suite }) => suite.name);
const weaknesses = (list: string): readonly string[] => weakCiphers(list).map(({ weakness }) => weakness);

describe('evaluateCiphers', () => {
  // Expected sets: `openssl ciphers <list>` of OpenSSL 3.0.19 without the TLS 1.3 names.
  it.each<readonly [string, readonly string[]]>([
    ['ECDHE+AESGCM+aECDSA', ['ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-ECDSA-AES128-GCM-SHA256']],
    ['AES128-SHA:!SHA', []],
    ['!SHA:AES128-SHA', []],
    ['-SHA:AES128-SHA', ['AES128-SHA']],
    ['AES128-SHA:+SHA', ['AES128-SHA']],
    ['AES128-SHA,NOTACIPHER AES256-SHA', ['AES256-SHA', 'AES128-SHA']],
    ['ECDHE+NOTACIPHER:AES128-SHA', ['AES128-SHA']],
    ['DEFAULT:!AES:!CHACHA20:ADH', []],
    ['TLS_AES_128_GCM_SHA256', []],
  ])('expands %s', (list, expected) => {
    expect(names(list)).toEqual(expected);
  });

  it('lets suites of old builds in only where an element names them', () => {
    expect(names('ALL').some((name) => name.includes('RC4'))).toBe(false);
    expect(names('RC4+RSA')).toEqual(['RC4-MD5', 'RC4-SHA']);
    expect(names('MEDIUM')).toContain('DES-CBC3-SHA');
    expect(names('DES-CBC3-SHA:!3DES')).toEqual([]);
  });

  it('says where each element stands and what it is', () => {
    expect(cipherElements('HIGH:!aNULL, TLS_AES_128_GCM_SHA256:typo@x')).toEqual([
      { span: { start: 0, end: 4 }, operator: 'add', names: ['HIGH'], kind: 'known' },
      { span: { start: 5, end: 11 }, operator: 'kill', names: ['aNULL'], kind: 'known' },
      { span: { start: 13, end: 35 }, operator: 'add', names: ['TLS_AES_128_GCM_SHA256'], kind: 'tls13' },
      { span: { start: 36, end: 42 }, operator: 'add', names: ['typo@x'], kind: 'unknown' },
    ]);
  });

  it('never throws on half a list', () => {
    for (const list of ['', ':', '!', '+', '-', '@', '@SECLEVEL=', '!!', '++', ':::', '[A|', 'é']) {
      expect(() => evaluateCiphers(list)).not.toThrow();
    }
  });
});

const table = join(import.meta.dirname, '../../../../shared/catalogue/openssl-ciphers.json');

describe.skipIf(!existsSync(table))('against the expansions of a real OpenSSL', () => {
  interface Expansion {
    readonly rc: number;
    readonly n: number;
    readonly names: readonly string[];
  }
  const { expansions } = JSON.parse(existsSync(table) ? readFileSync(table, 'utf8') : '{"expansions":{}}') as {
    readonly expansions: Readonly<Record<string, Expansion>>;
  };
  it.each(Object.entries(expansions))('%s', (list, expansion) => {
    const ours = evaluateCiphers(list).enabled.filter(({ suite }) => !suite.isLegacy);
    const theirs = expansion.names.filter((name) => !name.startsWith('TLS_'));
    expect(ours.length).toBe(expansion.n);
    expect(theirs.filter((name) => !ours.some(({ suite }) => suite.name === name))).toEqual([]);
  });
});

describe('weakCiphers', () => {
  it.each([
    tlsLevel('intermediate').ciphers ?? '',
    // Mozilla 5.7 and h5bp.
    'ECDHE-ECDSA-AES128-GCM-SHA256:DHE-RSA-AES128-GCM-SHA256:DHE-RSA-CHACHA20-POLY1305',
    'EECDH+CHACHA20:EECDH+AES',
    'HIGH:!aNULL:!MD5',
    'EECDH+AESGCM:-RC4:!3DES',
    'ALL:!aNULL:!eNULL:!RC4',
    'HIGH:!aNULL:!kEDH+3DES:!MD5',
    'PROFILE=SYSTEM',
    'DEFAULT',
  ])('finds nothing in %s', (list) => {
    expect(weaknesses(list)).toEqual([]);
  });

  it.each<readonly [string, readonly string[]]>([
    ['HIGH:RC4-SHA', ['no certificate', 'RC4']],
    ['ECDHE+AESGCM:RC4', ['no certificate', 'RC4']],
    ['ECDHE+AESGCM:DES-CBC3-SHA', ['3DES']],
    ['ECDHE-RSA-AES128-GCM-SHA256:EXP-RC4-MD5', ['export keys']],
    ['AES128-SHA:eNULL', ['no encryption']],
    ['ALL:!ADH:!EXPORT56:RC4+RSA:+HIGH:+MEDIUM:+LOW:+SSLv2:+EXP', ['no certificate', 'RC4']],
    ['HIGH:!aNULL:!MD5:SEED', ['SEED']],
  ])('finds what %s enables', (list, expected) => {
    expect(weaknesses(list)).toEqual(expected);
  });

  it('knows that the default security level refuses what only a broad word lets in', () => {
    expect(weakCiphers('HIGH')[0]).toMatchObject({ weakness: 'no certificate', isRefusedByLevel: true });
    expect(weakCiphers('HIGH:@SECLEVEL=0')[0]).toMatchObject({ isRefusedByLevel: false });
    expect(weakCiphers('HIGH:aNULL')[0]).toMatchObject({ weakness: 'no encryption', isRefusedByLevel: false });
    expect(weakCiphers('AES128-SHA:ADH')[0]).toMatchObject({ isRefusedByLevel: false });
  });
});

describe('withoutWeakCiphers', () => {
  it.each([
    ['ECDHE+AESGCM:RC4', 'ECDHE+AESGCM'],
    ['ECDHE+AESGCM, RC4-SHA, AES128-SHA', 'ECDHE+AESGCM,AES128-SHA'],
    ['ECDHE-RSA-AES128-GCM-SHA256:DES-CBC3-SHA:!DSS', 'ECDHE-RSA-AES128-GCM-SHA256:!DSS'],
    ['HIGH', 'HIGH:!aNULL'],
    ['RC4:3DES', ''],
  ])('%s becomes %s', (list, expected) => {
    expect(withoutWeakCiphers(list)).toBe(expected);
    expect(weaknesses(expected)).toEqual([]);
  });
});

describe('suitesWithoutForwardSecrecy', () => {
  it('counts static RSA only', () => {
    expect(suitesWithoutForwardSecrecy('EECDH+AES:EDH+AESGCM')).toEqual([]);
    expect(suitesWithoutForwardSecrecy('ECDHE+AESGCM:AES256-SHA')).toEqual(['AES256-SHA']);
    expect(suitesWithoutForwardSecrecy('HIGH:!aNULL:!MD5').length).toBeGreaterThan(10);
  });
});
