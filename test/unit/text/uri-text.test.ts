import { describe, expect, it } from 'vitest';
import { canonicalUri, parentUri, relativePath, resolveUri } from '../../../server/src/project/uri.ts';
import { decodeEscapes, encodePath, fileNameOf, folderUriOf, pathBelow } from '../../../server/src/text/uri-text.ts';

const NAMES = [
  'a.env',
  'prüfung.env',
  '.env.生产',
  '.env.😀',
  '%.env',
  '%zz',
  'a%2Fb',
  '50% off',
  'a?b#c',
  'a\\b',
  'a\nb',
  ' ',
];

describe('names in URIs', () => {
  it.each(NAMES)('%j comes back as it went in', (name) => {
    const uri = canonicalUri(resolveUri('file:///work/d%C3%B6rfer%20%2541', `./${name}`));
    expect(fileNameOf(uri)).toBe(name);
    expect(fileNameOf(folderUriOf(uri))).toBe('dörfer %41');
    expect(folderUriOf(uri)).toBe(parentUri(uri));
    expect(pathBelow('file:///work', uri)).toBe(`dörfer %41/${name}`);
    expect(pathBelow(folderUriOf(uri), uri)).toBe(name);
    expect(relativePath('file:///work', uri)).toBe(`dörfer %41/${name}`);
    expect(decodeEscapes(encodePath(`x/${name}`))).toBe(`x/${name}`);
  });

  it('what is no UTF-8 or no escape stays as it is written', () => {
    expect(decodeEscapes('%C3%A4-%C3-%zz-%E4%BA%')).toBe('ä-%C3-%zz-%E4%BA%');
    expect(encodePath('a/\ud800/\udc00b')).toBe('a/%EF%BF%BD/%EF%BF%BDb');
    expect(pathBelow('file:///work/a', 'file:///work/ab')).toBeUndefined();
  });

  it('an address nobody can read has a spelling all the same', () => {
    for (const uri of ['file:////x/y', 'a b:c', '', '://', 'file:///\ud800', '\ud800:/x']) {
      const spelled = canonicalUri(uri);
      expect(canonicalUri(spelled)).toBe(spelled);
      expect(typeof parentUri(uri) + typeof resolveUri(uri, '../x')).toBe('stringstring');
    }
  });
});
